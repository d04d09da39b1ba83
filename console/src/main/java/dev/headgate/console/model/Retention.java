package dev.headgate.console.model;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Removes what the log does not hold any more. */
final class Retention {

    /** How long an answer is kept for a request that is made once more. */
    private static final Duration ANSWERS = Duration.ofDays(7);

    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);

    private Retention() {}

    /** Removes it; ids of the rollouts whose records are fewer now. */
    static Set<String> remove(Handle handle, Instant now) {
        Set<String> touched = new TreeSet<>();
        older(handle, "decision", micros(now, TopicCatalogue.GATE_DECISIONS), touched);
        older(handle, "execution", micros(now, TopicCatalogue.EXECUTIONS), touched);
        older(handle, "command", micros(now, TopicCatalogue.GATE_COMMANDS), touched);
        older(handle, "evaluation", micros(now, TopicCatalogue.GATE_EVALUATIONS), touched);
        // What the gate has said of an earlier rollout goes with that rollout's decisions; of the latest one it stays.
        handle.createUpdate("DELETE FROM state WHERE appended < :before AND EXISTS (SELECT 1 FROM state AS later"
                        + " WHERE later.kept_under = state.kept_under AND later.appended > state.appended)")
                .bind("before", micros(now, TopicCatalogue.GATE_DECISIONS))
                .execute();
        handle.execute("DELETE FROM figures WHERE rollout_id NOT IN (SELECT rollout_id FROM evaluation)");
        handle.createUpdate("DELETE FROM answer WHERE answered < :before")
                .bind("before", Place.micros(now.minus(ANSWERS)))
                .execute();
        Documents.removeLeft(handle);
        return touched;
    }

    private static void older(Handle handle, String table, long before, Set<String> touched) {
        touched.addAll(handle.createQuery("SELECT DISTINCT rollout_id FROM <table> WHERE appended < :before")
                .define("table", table)
                .bind("before", before)
                .mapTo(String.class)
                .list());
        handle.createUpdate("DELETE FROM <table> WHERE appended < :before")
                .define("table", table)
                .bind("before", before)
                .execute();
    }

    private static long micros(Instant now, String topic) {
        return Place.micros(now.minus(TOPICS.topic(topic).retention().orElseThrow()));
    }
}
