package dev.headgate.console.report;

import dev.headgate.console.report.Chart.Mark;
import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stretch of time that a chart shows.
 *
 * @param from its beginning
 * @param to its end; later
 * @param words what stands behind the title of a chart of it; empty for the whole
 */
record Stretch(Instant from, Instant to, String words) {

    /** How much closer a closer look must be to be worth it. */
    private static final int CLOSER = 3;

    private static final int WINDOWS = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration OF_A_PERSON = Duration.ofMinutes(5);

    /** From the first thing that is drawn to the last, with a little room behind it. */
    static Stretch of(List<Double> at, List<Mark> marks) {
        List<Instant> drawn = Stream.concat(
                        marks.stream().map(Mark::at),
                        Stream.of(at.get(0), at.get(at.size() - 1)).map(FigureCharts::instant))
                .sorted()
                .toList();
        Instant from = drawn.get(0);
        Duration length = Duration.between(from, drawn.get(drawn.size() - 1));
        Duration room = length.dividedBy(50).plusMillis(500);
        return new Stretch(from, from.plus(length).plus(room), "");
    }

    /** A few windows of the line that decided up to the rollback, and a little more; empty where the whole shows as much. */
    Optional<Stretch> closerAround(DeploymentReport report) {
        return report.deciding()
                .filter(deciding -> deciding.kind().equals(DecisionKind.ROLLBACK.wireName()))
                .map(deciding -> closer(report, deciding))
                .filter(near -> near.length().multipliedBy(CLOSER).compareTo(length()) < 0);
    }

    private Stretch closer(DeploymentReport report, Deciding deciding) {
        Duration before = deciding.verdict().map(Stretch::windows).orElse(OF_A_PERSON);
        Instant begin = deciding.at().minus(before);
        Instant end = deciding.at().plus(before.dividedBy(4));
        String number = report.decisions().stream()
                .filter(decided -> decided.believed() && decided.row().link().equals(deciding.decisionId()))
                .findFirst()
                .map(decided -> " around decision " + decided.row().sequence())
                .orElse(" around the rollback");
        return new Stretch(begin.isBefore(from) ? from : begin, end.isAfter(to) ? to : end, number);
    }

    private static Duration windows(Verdict verdict) {
        Duration window = Duration.between(verdict.windowStart(), verdict.windowEnd())
                .plus(verdict.trueFor().orElse(Duration.ZERO))
                .multipliedBy(WINDOWS);
        return window.compareTo(SHORTEST) < 0 ? SHORTEST : window;
    }

    Duration length() {
        return Duration.between(from, to);
    }

    boolean holds(double seconds) {
        return !FigureCharts.instant(seconds).isBefore(from)
                && !FigureCharts.instant(seconds).isAfter(to);
    }

    List<Mark> within(List<Mark> marks) {
        return marks.stream()
                .filter(mark -> !mark.at().isBefore(from) && !mark.at().isAfter(to))
                .toList();
    }
}
