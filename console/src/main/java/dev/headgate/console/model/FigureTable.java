package dev.headgate.console.model;

import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.FigureSeries.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.Handle;

/** The curves of all rollouts. Thread-safe. */
final class FigureTable {

    private static final FigureSeries.Unit MILLIS = new FigureSeries.Unit("ms");

    /** Adds points to a rollout's curves. */
    void add(Handle handle, String rolloutId, List<FigurePoint> points) {
        FigureTrack track = track(handle, rolloutId, points.size());
        points.forEach(track::add);
        if (track.thinned()) {
            handle.createUpdate("DELETE FROM figures WHERE rollout_id = :rolloutId")
                    .bind("rolloutId", rolloutId)
                    .execute();
        }
        List<byte[]> chunks = track.chunks();
        for (int i = 0; i < chunks.size(); i++) {
            handle.createUpdate("MERGE INTO figures KEY (rollout_id, chunk) VALUES (:rolloutId, :chunk, :points)")
                    .bind("rolloutId", rolloutId)
                    .bind("chunk", track.firstChunk() + i)
                    .bind("points", chunks.get(i))
                    .execute();
        }
    }

    /** The curves after an instant. */
    FigureSeries series(Handle handle, String rolloutId, Optional<Instant> since) {
        long after = since.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        List<FigurePoint> points = new ArrayList<>();
        chunks(handle, rolloutId)
                .forEach(chunk -> FigureTrack.read(chunk).stream()
                        .filter(point -> point.atMillis() > after)
                        .forEach(points::add));
        return new FigureSeries(
                points.stream().map(point -> point.atMillis() / 1000.0).toList(),
                known(points, FigurePoint::weight),
                side(points, FigurePoint::canary),
                side(points, FigurePoint::baseline),
                MILLIS);
    }

    private static FigureTrack track(Handle handle, String rolloutId, int more) {
        Optional<FigureTrack> tail = handle.createQuery(
                        "SELECT chunk, points FROM figures WHERE rollout_id = :rolloutId ORDER BY chunk DESC LIMIT 1")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> FigureTrack.from(row.getInt("chunk"), row.getBytes("points")))
                .findOne();
        return tail.filter(known -> known.size() + more <= FigureTrack.MOST)
                .orElseGet(() -> FigureTrack.whole(chunks(handle, rolloutId)));
    }

    private static List<byte[]> chunks(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT points FROM figures WHERE rollout_id = :rolloutId ORDER BY chunk")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> row.getBytes("points"))
                .list();
    }

    private static Side side(List<FigurePoint> points, Function<FigurePoint, FigurePoint.Figures> version) {
        return new Side(
                known(points, point -> version.apply(point).errorRate()),
                known(points, point -> version.apply(point).p50Millis()),
                known(points, point -> version.apply(point).p95Millis()),
                known(points, point -> version.apply(point).p99Millis()),
                known(points, point -> version.apply(point).requestsPerSecond()));
    }

    /** Floats as people wrote them: 0.1 and not 0.10000000149. */
    private static List<OptionalDouble> known(List<FigurePoint> points, ToDoubleFunction<FigurePoint> figure) {
        return points.stream()
                .map(point -> (float) figure.applyAsDouble(point))
                .map(value -> Float.isNaN(value)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(Float.toString(value))))
                .toList();
    }
}
