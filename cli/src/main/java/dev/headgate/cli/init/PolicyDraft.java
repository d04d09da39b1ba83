package dev.headgate.cli.init;

import dev.headgate.documents.explain.EvidenceTime;
import dev.headgate.documents.explain.Phrases;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A commented policy for a service as it is: to be read, changed and tried, not to be trusted. */
public final class PolicyDraft {
    private static final Weight FIRST = new Weight(5);
    private static final Weight SECOND = new Weight(25);
    private static final List<Double> MARGINS = List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.05);
    private static final Duration PATIENCE = Duration.ofMinutes(90);
    private static final Duration SHORTEST_HOLD = Duration.ofMinutes(15);
    private static final Duration SETTLE = Duration.ofMinutes(2);
    private static final double LATENCY_MARGIN = 0.2;
    private static final double EMERGENCY = 0.1;

    private final Usual usual;
    private final Traffic traffic;
    private final double margin;

    private PolicyDraft(Usual usual) {
        this.usual = usual;
        // Nothing failed so far does not mean that nothing ever does.
        double errorRate = Math.max(usual.errorRate(), 1.0 / usual.requests());
        this.traffic = new Traffic(Optional.of(usual.rate()), errorRate);
        this.margin = margin();
    }

    /**
     * The draft.
     *
     * @param usual what is usual
     * @param now the present, for the comment
     */
    public static String of(Usual usual, Instant now) {
        return new PolicyDraft(usual).text(now);
    }

    /** What {@code headgate policy explain} has to be told of the traffic to reckon as the draft does. */
    public static String traffic(Usual usual) {
        return "--rate " + Phrases.number(Math.round(usual.rate() * 10) / 10.0) + "/s --error-rate "
                + Rounded.percent(new PolicyDraft(usual).traffic.errorRate());
    }

    private String text(Instant now) {
        Duration first = hold(FIRST);
        Duration second = hold(SECOND);
        return head(now) + stop() + "stages:\n" + stage(FIRST, first) + stage(SECOND, second) + last();
    }

    private String head(Instant now) {
        return """
                # A draft for %s of %s, from %d requests of version %s in %s: %s requests a second,
                # of which %s failed (%s in the worst minute), p95 %s, p99 %s.
                # Read it with `headgate policy explain`, try it with `headgate assess` and `backtest`, then let it watch a rollout:
                # `mode: observe` judges everything and touches nothing. Take it out when you agree with what it would have done.
                policy: %s-canary
                service: %s
                mode: observe
                window: 60s
                minRequests: %-51d # about half of what the canary has in a window at %s
                """.formatted(
                        usual.service(),
                        now.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10),
                        usual.requests(),
                        usual.version(),
                        Phrases.time(Duration.ofSeconds(usual.seconds())),
                        Phrases.number(Math.round(usual.rate() * 10) / 10.0),
                        Rounded.percent(usual.errorRate()),
                        Rounded.percent(usual.worstMinute()),
                        Rounded.latency(usual.p95Micros()),
                        Rounded.latency(usual.p99Micros()),
                        usual.service(),
                        usual.service(),
                        minRequests(),
                        FIRST);
    }

    private String stop() {
        StringBuilder lines = new StringBuilder("stop:\n");
        line(
                lines,
                "errorRate > " + Rounded.percent(emergency()) + " min 20 -> rollback critical",
                "emergencies: at once");
        line(lines, "no success for " + silence() + " -> rollback critical", "far longer than the canary's usual gaps");
        line(lines, "errorRate worse than baseline -> rollback critical", "together a false alarm in at most 1 %");
        line(lines, "latency worse than baseline -> rollback critical", "of healthy rollouts");
        line(
                lines,
                "p99 > " + Rounded.latency(3.0 * usual.p99Micros()) + " over 5m min " + rare(0.01)
                        + " -> notify warning",
                "three times the usual " + Rounded.latency(usual.p99Micros()));
        return lines.toString();
    }

    private String stage(Weight weight, Duration hold) {
        StringBuilder lines = new StringBuilder("  - weight: " + weight + "\n");
        field(
                lines,
                "hold: " + Rounded.time(hold) + " .. " + Rounded.time(hold.multipliedBy(4)),
                "comparisons take about " + Phrases.roughly(evidence(weight)) + " at this rate if all is well");
        field(lines, "settle: " + Rounded.time(SETTLE), "cold start: shown, not judged");
        lines.append("    advance:\n");
        advance(
                lines,
                "errorRate not worse than baseline by " + Rounded.points(margin) + " points",
                Rounded.percent(usual.errorRate()) + " may become " + Rounded.percent(usual.errorRate() + margin));
        advance(
                lines,
                "p95 not worse than baseline by " + Rounded.percent(LATENCY_MARGIN),
                Rounded.latency(usual.p95Micros()) + " may become "
                        + Rounded.latency(usual.p95Micros() * (1 + LATENCY_MARGIN)));
        for (Usual.Operation operation : usual.operations()) {
            advance(
                    lines,
                    "p95(" + operation.name() + ") <= " + Rounded.latency(1.5 * operation.p95Micros()) + " min "
                            + rare(0.05),
                    Phrases.percent(Math.round(operation.share() * 100) / 100.0) + " of the requests, usually "
                            + Rounded.latency(operation.p95Micros()));
        }
        field(lines, "onFailure: hold", "a person looks; `rollback` when you trust it");
        return lines.toString();
    }

    private String last() {
        double limit = 2 * usual.worstMinute() + margin;
        long minimum = 10 * (long) Math.ceil(Math.max(minRequests(), 3 / limit) / 10);
        StringBuilder lines = new StringBuilder("  - weight: 100%\n");
        field(lines, "watch: 24h", "no baseline any more: comparisons lapse, limits go on");
        lines.append("    stop:\n");
        advance(
                lines,
                "errorRate > " + Rounded.percent(limit) + " over 5m min " + minimum + " -> rollback critical",
                "twice the worst minute, and the margin");
        return lines.toString();
    }

    private static void field(StringBuilder lines, String field, String comment) {
        lines.append(
                String.format(Locale.ROOT, "    %-60s # %s%n", field, comment).replace("\r\n", "\n"));
    }

    private static void line(StringBuilder lines, String line, String comment) {
        lines.append(String.format(Locale.ROOT, "  - %-60s # %s%n", quoted(line), comment)
                .replace("\r\n", "\n"));
    }

    private static void advance(StringBuilder lines, String line, String comment) {
        lines.append(String.format(Locale.ROOT, "      - %-56s # %s%n", quoted(line), comment)
                .replace("\r\n", "\n"));
    }

    // Names of operations may hold what YAML takes for its own.
    private static String quoted(String line) {
        return line.contains(": ") || line.contains(" #")
                ? "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : line;
    }

    /** The smallest margin for which the first stage does not take too long. */
    private double margin() {
        return MARGINS.stream()
                .filter(points -> points >= usual.errorRate() / 2.5)
                .filter(points -> errors(points, FIRST).compareTo(PATIENCE) <= 0)
                .findFirst()
                .orElse(MARGINS.get(MARGINS.size() - 1));
    }

    private Duration hold(Weight weight) {
        Duration needed = evidence(weight).plus(SETTLE);
        return Rounded.hold(needed.compareTo(SHORTEST_HOLD) > 0 ? needed : SHORTEST_HOLD);
    }

    private Duration evidence(Weight weight) {
        Duration errors = errors(margin, weight);
        Duration latency = EvidenceTime.notWorse(
                        new Measure.LatencyQuantile(0.95), new Margin.Share(LATENCY_MARGIN), weight, traffic)
                .orElse(Duration.ZERO);
        return errors.compareTo(latency) > 0 ? errors : latency;
    }

    private Duration errors(double points, Weight weight) {
        return EvidenceTime.notWorse(new Measure.ErrorRate(), new Margin.Points(points), weight, traffic)
                .orElse(Duration.ZERO);
    }

    private int minRequests() {
        double inWindow = usual.rate() * FIRST.percent() / 100 * 60;
        return (int) Math.max(20, Math.min(500, 10 * Math.round(inWindow / 20)));
    }

    private double emergency() {
        return Math.min(0.9, Math.max(EMERGENCY, 5 * usual.worstMinute()));
    }

    /** Twenty times the canary's mean distance of requests: such a gap is no chance. */
    private String silence() {
        return Rounded.time(Rounded.shortTime(20 / (usual.rate() * FIRST.percent() / 100)));
    }

    /** Requests of which three lie above a quantile. */
    private long rare(double share) {
        return Math.max(minRequests(), Math.round(3 / share));
    }
}
