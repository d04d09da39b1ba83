package dev.headgate.console.model;

import dev.headgate.console.months.Months;
import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.console.view.MonthFigures;
import dev.headgate.schemas.model.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Answers how rollouts of months ended. */
final class MonthQueries {

    private MonthQueries() {}

    static List<MonthFigures> months(Handle handle, Optional<String> service, YearMonth from, YearMonth to) {
        String where = service.isPresent() ? " AND service = :service" : "";
        var query = handle.createQuery("SELECT service, started, ended, detected, recovered, acknowledged,"
                        + " acknowledgements FROM rollout WHERE shadow = FALSE AND mode = :mode"
                        + " AND started >= :from AND started < :to" + where)
                .bind("mode", Mode.ENFORCE.wireName())
                .bind("from", begin(from))
                .bind("to", begin(to.plusMonths(1)));
        service.ifPresent(name -> query.bind("service", name));
        return Months.of(query.map((row, context) -> rollout(row)).list());
    }

    private static Months.Rollout rollout(ResultSet row) throws SQLException {
        Instant started = Place.instant(row.getLong("started"));
        return new Months.Rollout(
                row.getString("service"),
                YearMonth.from(started.atOffset(ZoneOffset.UTC)),
                RolloutOutcome.End.valueOf(row.getString("ended")),
                millis(row, "detected"),
                millis(row, "recovered"),
                Duration.ofMillis(row.getLong("acknowledged")),
                row.getInt("acknowledgements"));
    }

    private static Optional<Duration> millis(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static long begin(YearMonth month) {
        return Place.micros(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
