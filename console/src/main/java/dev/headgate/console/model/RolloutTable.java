package dev.headgate.console.model;

import dev.headgate.console.model.KnownRollouts.Known;
import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.rollout.HistoryFold;
import dev.headgate.console.rollout.Picture;
import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.rollout.RowMaker;
import dev.headgate.console.rollout.StateDocument;
import dev.headgate.console.rollout.Texts;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.ShadowId;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Rollouts as they are asked for: made of what the other tables hold, whenever that changes. What is written depends on those
 * tables alone, and not on the order in which they were filled. Used by the thread that reads the log alone.
 */
final class RolloutTable {

    private static final Duration LONGEST = Duration.ofDays(365_000);

    private final RecordJson json;
    private final Facts facts;
    private final KnownRollouts known = new KnownRollouts();

    RolloutTable(RecordJson json, Facts facts) {
        this.json = json;
        this.facts = facts;
    }

    /** Brings the rollouts up to what was touched; which of them look otherwise now. */
    Set<String> refresh(Handle handle, Touched touched, long version) {
        Set<String> changed = new LinkedHashSet<>();
        Set<String> histories = new LinkedHashSet<>(touched.histories());
        Set<String> waiting = new LinkedHashSet<>(touched.histories());
        waiting.addAll(touched.looks());
        while (!waiting.isEmpty()) {
            String rolloutId = waiting.iterator().next();
            waiting.remove(rolloutId);
            Known before = known(handle, rolloutId);
            boolean history = histories.remove(rolloutId);
            Known now = now(handle, before, touched, history);
            if (put(handle, now, before, version) || (history && now.shown().isPresent())) {
                changed.add(rolloutId);
            }
            known.put(rolloutId, now);
            waiting.addAll(others(handle, now, before));
        }
        return changed;
    }

    /** After a transaction that came to nothing. */
    void forget() {
        known.clear();
    }

    /** Whose records are fewer now. */
    void forget(Set<String> rolloutIds) {
        rolloutIds.forEach(known::remove);
    }

    private Known known(Handle handle, String rolloutId) {
        return known.get(rolloutId).orElseGet(() -> read(handle, rolloutId));
    }

    private Known read(Handle handle, String rolloutId) {
        Optional<Known> written = handle.createQuery(
                        "SELECT history, shown, live FROM rollout WHERE rollout_id = :rolloutId")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> new Known(
                        Picture.of(
                                rolloutId,
                                Optional.ofNullable(row.getBytes("history"))
                                        .map(bytes -> json.read(
                                                Documents.HISTORY.whole(handle, rolloutId, bytes),
                                                RolloutHistory.class)),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(Documents.SHOWN.whole(handle, rolloutId, row.getBytes("shown"))),
                        row.getBoolean("live")))
                .findOne();
        Picture picture = Picture.of(
                rolloutId,
                written.flatMap(row -> row.picture().history()),
                facts.states().of(handle, rolloutId),
                facts.evaluations().of(handle, rolloutId));
        return new Known(
                picture, written.flatMap(Known::shown), written.map(Known::live).orElse(false));
    }

    /** What is known now: as much as is needed is read anew. */
    private Known now(Handle handle, Known before, Touched touched, boolean historyToo) {
        String rolloutId = before.picture().rolloutId();
        Optional<StateDocument> state = Optional.ofNullable(touched.states().get(rolloutId))
                .or(() -> historyToo
                        ? facts.states().of(handle, rolloutId)
                        : before.picture().state());
        Picture picture = facts.whole(
                handle,
                Picture.of(
                        rolloutId,
                        historyToo
                                ? history(handle, rolloutId)
                                : before.picture().history(),
                        state,
                        Optional.ofNullable(touched.evaluations().get(rolloutId))
                                .or(() -> before.picture().evaluation())));
        return picture.known()
                ? new Known(picture, Optional.of(json.write(RowMaker.shown(picture))), picture.live())
                : new Known(picture, Optional.empty(), false);
    }

    private Optional<RolloutHistory> history(Handle handle, String rolloutId) {
        List<DecisionFact> decisions = facts.decisions().believed(handle, rolloutId);
        return decisions.isEmpty()
                ? Optional.empty()
                : HistoryFold.of(
                        decisions,
                        facts.executions().of(handle, rolloutId),
                        facts.commands().of(handle, rolloutId),
                        hash -> facts.policies().stages(handle, hash));
    }

    /** Writes it down; whether it looks otherwise than before. */
    private boolean put(Handle handle, Known now, Known before, long version) {
        if (now.shown().isEmpty()) {
            return before.shown().isPresent() && delete(handle, now.picture().rolloutId());
        }
        boolean same = before.shown().isPresent()
                && Arrays.equals(before.shown().get(), now.shown().get())
                && before.picture().history().equals(now.picture().history());
        return !same && write(handle, now, version);
    }

    private boolean write(Handle handle, Known now, long version) {
        RolloutRow row = RowMaker.shown(now.picture());
        Optional<RolloutHistory> history = now.picture().history();
        Update update = handle.createUpdate("MERGE INTO rollout KEY (rollout_id) VALUES (:rolloutId, :place, :service,"
                        + " :epoch, :shadow, :live, :phase, :mode, :policyHash, :started, :ended, :detected, :recovered,"
                        + " :acknowledged, :acknowledgements, :search, :version, :history, :shown)")
                .bind("rolloutId", row.rolloutId())
                .bind("place", Place.of(row.startedAt(), row.rolloutId()))
                .bind("service", row.service())
                .bind("epoch", now.picture().epoch())
                .bind("shadow", now.picture().shadow())
                .bind("live", row.live())
                .bind("phase", row.phase())
                .bind("mode", row.mode())
                .bind("policyHash", row.policyHash())
                .bind("started", Place.micros(row.startedAt()))
                .bind("ended", now.picture().end().name())
                .bind("detected", millis(history.flatMap(told -> told.outcome().detected())))
                .bind("recovered", millis(history.flatMap(told -> told.outcome().recovered())))
                .bind("search", search(row))
                .bind("version", version)
                .bind(
                        "history",
                        history.map(told -> Documents.HISTORY.inRow(handle, row.rolloutId(), json.write(told)))
                                .orElse(null))
                .bind(
                        "shown",
                        Documents.SHOWN.inRow(
                                handle, row.rolloutId(), now.shown().orElseThrow()));
        acknowledged(update, history);
        update.execute();
        return true;
    }

    private static void acknowledged(Update update, Optional<RolloutHistory> history) {
        List<Duration> times =
                history.map(told -> told.outcome().acknowledged()).orElse(List.of());
        update.bind("acknowledged", times.stream().mapToLong(Duration::toMillis).sum())
                .bind("acknowledgements", times.size());
    }

    private static boolean delete(Handle handle, String rolloutId) {
        Documents.HISTORY.remove(handle, rolloutId);
        Documents.SHOWN.remove(handle, rolloutId);
        return handle.createUpdate("DELETE FROM rollout WHERE rollout_id = :rolloutId")
                        .bind("rolloutId", rolloutId)
                        .execute()
                > 0;
    }

    /** Who looks otherwise because of this one: the service's earlier rollouts when it begins, its shadow when it is over. */
    private Set<String> others(Handle handle, Known now, Known before) {
        Set<String> others = new LinkedHashSet<>();
        Picture picture = now.picture();
        boolean begins = before.shown().isEmpty() && now.shown().isPresent();
        if (begins && !picture.shadow()) {
            others.addAll(facts.liveBefore(handle, picture.service().orElse(""), picture.epoch()));
        }
        if (!picture.shadow() && (begins || now.live() != before.live())) {
            others.add(ShadowId.of(picture.rolloutId()));
        }
        return others;
    }

    private static OptionalLong millis(Optional<Duration> time) {
        return time.map(known -> OptionalLong.of(millis(known))).orElse(OptionalLong.empty());
    }

    /** As many as there can be of a time that nobody can have measured. */
    private static long millis(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time.toMillis() : LONGEST.toMillis();
    }

    private static String search(RolloutRow row) {
        return Texts.beginning(String.join(
                        "\n",
                        row.rolloutId(),
                        row.service(),
                        row.canary(),
                        row.baseline(),
                        row.policyName(),
                        row.reason()))
                .toLowerCase(Locale.ROOT);
    }
}
