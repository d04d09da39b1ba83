package dev.headgate.console.model;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Removes what the log does not hold any more, of few rollouts at once: whoever reads the log waits for it. */
final class Retention {

    /** How long an answer is kept for a request that is made once more. */
    private static final Duration ANSWERS = Duration.ofDays(7);

    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);

    /** The gate's word of an earlier rollout goes with that rollout's decisions; that of the latest one stays. */
    private static final String OUTLIVED = "appended < :before AND EXISTS (SELECT 1 FROM state AS later"
            + " WHERE later.kept_under = state.kept_under AND later.appended > state.appended)";

    private static final List<Kept> KEPT = List.of(
            new Kept(TopicCatalogue.GATE_DECISIONS, "decision", "place", Optional.of(Documents.DECISION)),
            new Kept(TopicCatalogue.EXECUTIONS, "execution", "name", Optional.of(Documents.EXECUTION)),
            new Kept(TopicCatalogue.GATE_COMMANDS, "command", "place", Optional.empty()),
            new Kept(TopicCatalogue.GATE_EVALUATIONS, "evaluation", "rollout_id", Optional.of(Documents.EVALUATION)),
            new Kept(TopicCatalogue.GATE_DECISIONS, "state", "rollout_id", Optional.of(Documents.STATE)));

    private final Handle handle;
    private final Instant now;

    private Retention(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    /** What a table holds as long as a topic does. */
    private record Kept(String topic, String table, String key, Optional<Documents> documents) {

        /** Which of its rows are outdated. */
        String outdated() {
            return table.equals("state") ? OUTLIVED : "appended < :before";
        }
    }

    /** Removes what is outdated of so many rollouts at most; their ids. Nothing more is outdated where they are fewer. */
    static Set<String> remove(Handle handle, Instant now, int most) {
        Retention retention = new Retention(handle, now);
        retention.removeAnswers();
        Set<String> rollouts = retention.outdated(most);
        rollouts.forEach(retention::removeOf);
        return rollouts;
    }

    private Set<String> outdated(int most) {
        Set<String> rollouts = new TreeSet<>();
        for (Kept kept : KEPT) {
            rollouts.addAll(
                    query("SELECT DISTINCT rollout_id FROM <table> WHERE " + kept.outdated() + " LIMIT :most", kept)
                            .bind("most", most)
                            .mapTo(String.class)
                            .list());
        }
        return new TreeSet<>(rollouts.stream().limit(most).toList());
    }

    private void removeOf(String rollout) {
        KEPT.forEach(kept -> query("SELECT <key> FROM <table> WHERE rollout_id = :rollout AND " + kept.outdated(), kept)
                .define("key", kept.key())
                .bind("rollout", rollout)
                .mapTo(String.class)
                .list()
                .forEach(name -> remove(kept, name)));
        handle.createUpdate("DELETE FROM figures WHERE rollout_id = :rollout"
                        + " AND NOT EXISTS (SELECT 1 FROM evaluation WHERE rollout_id = :rollout)")
                .bind("rollout", rollout)
                .execute();
    }

    private void remove(Kept kept, String name) {
        kept.documents().ifPresent(documents -> documents.remove(handle, name));
        handle.createUpdate("DELETE FROM <table> WHERE <key> = :name")
                .define("table", kept.table())
                .define("key", kept.key())
                .bind("name", name)
                .execute();
    }

    private void removeAnswers() {
        handle.createQuery("SELECT name FROM answer WHERE answered < :before")
                .bind("before", Place.micros(now.minus(ANSWERS)))
                .mapTo(String.class)
                .list()
                .forEach(name -> {
                    Documents.ANSWER.remove(handle, name);
                    handle.createUpdate("DELETE FROM answer WHERE name = :name")
                            .bind("name", name)
                            .execute();
                });
    }

    private Query query(String sql, Kept kept) {
        return handle.createQuery(sql)
                .define("table", kept.table())
                .bind(
                        "before",
                        Place.micros(
                                now.minus(TOPICS.topic(kept.topic()).retention().orElseThrow())));
    }
}
