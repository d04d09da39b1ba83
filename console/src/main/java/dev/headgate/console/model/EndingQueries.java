package dev.headgate.console.model;

import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Answers how rollouts went, with their stages and times. */
final class EndingQueries {

    private final RecordJson json;

    EndingQueries(RecordJson json) {
        this.json = json;
    }

    Optional<RolloutHistory> history(Handle handle, String rolloutId) {
        return handle.createQuery(
                        "SELECT rollout_id, history, ended FROM rollout WHERE rollout_id = :id AND history IS NOT NULL")
                .bind("id", rolloutId)
                .map((row, context) -> read(handle, row))
                .findOne();
    }

    /** The same that are counted for months. */
    List<RolloutHistory> histories(Handle handle, Optional<String> service, Instant from, Instant to) {
        String where = service.isPresent() ? " AND service = :service" : "";
        var query = handle.createQuery(
                        "SELECT rollout_id, history, ended FROM rollout WHERE shadow = FALSE AND mode = :mode"
                                + " AND started >= :from AND started < :to AND history IS NOT NULL" + where
                                + " ORDER BY started, rollout_id")
                .bind("mode", Mode.ENFORCE.wireName())
                .bind("from", Place.micros(from))
                .bind("to", Place.micros(to));
        service.ifPresent(name -> query.bind("service", name));
        return query.map((row, context) -> read(handle, row)).list();
    }

    /** Records alone do not always tell an end. */
    private RolloutHistory read(Handle handle, ResultSet row) throws SQLException {
        byte[] history = Documents.HISTORY.whole(handle, row.getString("rollout_id"), row.getBytes("history"));
        return json.read(history, RolloutHistory.class).ended(RolloutOutcome.End.valueOf(row.getString("ended")));
    }
}
