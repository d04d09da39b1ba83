package dev.headgate.console.model;

import dev.headgate.console.rollout.DetailMaker;
import dev.headgate.console.rollout.Picture;
import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.ShadowId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** Answers questions about rollouts. Thread-safe. */
final class RolloutQueries {

    private static final char SORT = 'r';
    private static final int MOST_REMEMBERED = 5_000;

    private final RecordJson json;
    private final Facts facts;
    private final Map<String, Versioned> remembered = new ConcurrentHashMap<>();

    RolloutQueries(RecordJson json, Facts facts) {
        this.json = json;
        this.facts = facts;
    }

    /** A row as it was read, and as of which version. */
    private record Versioned(long version, RolloutRow row) {}

    Slice<RolloutRow> page(Handle handle, RolloutFilter filter, Page page) {
        List<Paged.At<RolloutRow>> found = new Conditions()
                .indexed("service", filter.service())
                .indexed("live", filter.live())
                .and("phase = ?", filter.phase())
                .and("mode = ?", filter.mode())
                .and("LOCATE(?, search) > 0", filter.text().map(text -> text.toLowerCase(Locale.ROOT)))
                .and("place < ?", page.cursor().map(cursor -> Place.of(SORT, cursor)))
                .latestFirst(handle, "place, rollout_id, version, shown", "rollout", page.limit() + 1)
                .map((row, context) -> new Paged.At<>(
                        row.getString("place"),
                        row(handle, row.getString("rollout_id"), row.getLong("version"), row.getBytes("shown"))))
                .list();
        return Paged.slice(SORT, found, page.limit());
    }

    Optional<RolloutDetail> detail(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT history FROM rollout WHERE rollout_id = :rolloutId")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> Optional.ofNullable(row.getBytes("history"))
                        .map(bytes ->
                                json.read(Documents.HISTORY.whole(handle, rolloutId, bytes), RolloutHistory.class)))
                .findOne()
                .map(history -> DetailMaker.of(
                        picture(handle, rolloutId, history),
                        facts.decisions().count(handle, rolloutId),
                        facts.decisions().last(handle, rolloutId),
                        shadow(handle, rolloutId)));
    }

    int lastNumber(Handle handle, String rolloutId) {
        return facts.states()
                .of(handle, rolloutId)
                .map(said -> said.state().sequence())
                .orElse(0);
    }

    List<String> services(Handle handle) {
        return handle.createQuery("SELECT DISTINCT service FROM rollout ORDER BY service")
                .mapTo(String.class)
                .list();
    }

    private Picture picture(Handle handle, String rolloutId, Optional<RolloutHistory> history) {
        return facts.whole(
                handle,
                Picture.of(
                        rolloutId,
                        history,
                        facts.states().of(handle, rolloutId),
                        facts.evaluations().of(handle, rolloutId)));
    }

    private static Optional<String> shadow(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT rollout_id FROM rollout WHERE rollout_id = :shadow")
                .bind("shadow", ShadowId.of(rolloutId))
                .mapTo(String.class)
                .findOne();
    }

    /** The same row is asked for again and again: it is read once. */
    private RolloutRow row(Handle handle, String rolloutId, long version, byte[] shown) {
        Versioned known = remembered.get(rolloutId);
        if (known != null && known.version() == version) {
            return known.row();
        }
        RolloutRow row = json.read(Documents.SHOWN.whole(handle, rolloutId, shown), RolloutRow.class);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(rolloutId, new Versioned(version, row));
        return row;
    }
}
