package dev.headgate.core.backtest;

import dev.headgate.core.backtest.EvidenceTrack.Point;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps how evidence grew, at most {@value #MOST_POINTS} points a line. Not thread-safe. */
final class EvidenceHistory {

    static final int MOST_POINTS = 1_000;

    private final Map<String, List<Point>> lines = new LinkedHashMap<>();
    private long apart = 1;

    void add(Evaluation evaluation) {
        long second = evaluation.evaluatedAt().getEpochSecond();
        for (Verdict verdict : evaluation.verdicts()) {
            verdict.comparison().ifPresent(working -> add(verdict.criterion(), second, working));
        }
    }

    List<EvidenceTrack> tracks() {
        List<EvidenceTrack> tracks = new ArrayList<>();
        lines.forEach((criterion, points) -> tracks.add(new EvidenceTrack(criterion, points)));
        return tracks;
    }

    private void add(String criterion, long second, Comparison working) {
        List<Point> points = lines.computeIfAbsent(criterion, absent -> new ArrayList<>());
        // The newest point is always there; it stays only if it is far enough from the one before.
        if (points.size() > 1 && second < points.get(points.size() - 2).second() + apart) {
            points.remove(points.size() - 1);
        }
        points.add(new Point(second, working.sharedEvidence(), working.bar()));
        if (points.size() > MOST_POINTS) {
            apart *= 2;
            lines.values().forEach(this::thin);
        }
    }

    private void thin(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        for (Point point : points) {
            if (kept.isEmpty() || point.second() >= kept.get(kept.size() - 1).second() + apart) {
                kept.add(point);
            }
        }
        points.clear();
        points.addAll(kept);
    }
}
