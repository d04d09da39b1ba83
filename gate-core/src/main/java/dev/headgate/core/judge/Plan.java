package dev.headgate.core.judge;

import dev.headgate.core.comparison.ClusteringHistory;
import dev.headgate.core.comparison.EvidenceLine;
import dev.headgate.core.comparison.OwnPast;
import dev.headgate.core.comparison.PastHours;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.Watch;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is judged while one stage's weight is in force: its lines, and the window of each.
 *
 * @param canary the version judged
 * @param baseline the version beside it
 * @param policy the policy
 * @param clock since when which stage's weight is in force; empty before the first confirmation
 * @param lines the lines, in the policy's order; those of the stage to come before the first confirmation
 * @param windows the window of each line that has one
 * @param carriesTrafficSince since when the canary has carried traffic in this rollout
 */
public record Plan(
        String canary,
        String baseline,
        Policy policy,
        Optional<StageClock> clock,
        List<Line> lines,
        Map<Line, WindowSpec> windows,
        Optional<Instant> carriesTrafficSince) {

    /**
     * The plan for a policy, from the clock of the stage in force.
     *
     * @param carriesTrafficSince since when the canary has carried traffic in this rollout
     */
    public static Plan of(
            String canary,
            String baseline,
            Policy policy,
            Optional<StageClock> clock,
            Optional<Instant> carriesTrafficSince) {
        List<Line> lines =
                clock.map(running -> Line.of(policy, running.stage())).orElseGet(() -> Line.beforeAll(policy));
        Map<Line, WindowSpec> windows = new HashMap<>();
        clock.ifPresent(running -> {
            for (Line line : lines) {
                windowOf(line, canary, policy, running).ifPresent(spec -> windows.put(line, spec));
            }
        });
        return new Plan(canary, baseline, policy, clock, lines, Map.copyOf(windows), carriesTrafficSince);
    }

    /** What the telemetry has to keep for it. */
    public Watch watch() {
        Set<WindowSpec> specs = new HashSet<>(windows.values());
        specs.add(shown(Series.of(canary)));
        specs.add(shown(Series.of(baseline)));
        lines.stream()
                .filter(line -> line.criterion().byEvidence() && windows.containsKey(line))
                .filter(line -> !(line.criterion().claim() instanceof Claim.AgainstPast))
                .forEach(line -> specs.add(baselineWindowOf(line)));
        lines.forEach(line -> BurnWindows.of(this, line).ifPresent(burn -> specs.addAll(burn.specs())));
        Set<String> operations = everyLine()
                .flatMap(line -> line.criterion().operation().stream())
                .collect(Collectors.toSet());
        boolean slices = lines.stream().anyMatch(line -> line.criterion().measure() instanceof Measure.Uptime);
        return new Watch(
                Set.of(canary, baseline),
                operations,
                specs,
                slices ? clock.map(StageClock::startSecond).orElse(Long.MAX_VALUE) : Long.MAX_VALUE,
                everyLine().anyMatch(line -> line.criterion().perOperation()));
    }

    /** The window whose figures are shown to people. */
    public WindowSpec shown(Series series) {
        return new WindowSpec(
                series,
                policy.window().toSeconds(),
                clock.map(StageClock::startSecond).orElse(0L),
                true);
    }

    /** The window of a line, which must have one. */
    WindowSpec windowOf(Line line) {
        return Objects.requireNonNull(windows.get(line), line::id);
    }

    /** The same window of the baseline. */
    WindowSpec baselineWindowOf(Line line) {
        WindowSpec its = windowOf(line);
        return new WindowSpec(baselineOf(line), its.lengthSeconds(), its.clipSecond(), its.withLatencies());
    }

    /** The evidence of a rollout that begins. */
    public RolloutEvidence evidence(ClusteringHistory history) {
        return RolloutEvidence.begin(canary, baseline, policy, evidenceLines(), history.of(baseline));
    }

    /**
     * What the past allows in a rollout that begins.
     *
     * @param startedAt when it does
     */
    public OwnPast past(PastHours hours, Instant startedAt, ClusteringHistory history) {
        return OwnPast.begin(hours, baseline, startedAt.getEpochSecond(), evidenceLines(), history.of(baseline));
    }

    /** What the past allows in a rollout that goes on. */
    public OwnPast past(PastHours hours, Instant startedAt, List<OwnPast.LineLimits> found) {
        return OwnPast.restore(hours, startedAt.getEpochSecond(), evidenceLines(), found);
    }

    /** The evidence of a rollout that goes on. */
    public RolloutEvidence evidence(ClusteringHistory history, RolloutEvidence.Memory memory) {
        return RolloutEvidence.restore(canary, baseline, policy, evidenceLines(), history.of(baseline), memory);
    }

    private List<EvidenceLine> evidenceLines() {
        return Stream.concat(
                        Line.stops(policy).stream().map(line -> evidenceLine(line, OptionalInt.empty())),
                        Stream.iterate(0, stage -> stage + 1)
                                .limit(policy.stages().size())
                                .flatMap(stage -> Line.ofStage(policy, stage).stream()
                                        .map(line -> evidenceLine(line, OptionalInt.of(stage)))))
                .filter(line -> line.criterion().byEvidence())
                .toList();
    }

    private static EvidenceLine evidenceLine(Line line, OptionalInt stage) {
        return new EvidenceLine(
                line.id(),
                line.criterion(),
                line.list() == CriterionList.ADVANCE,
                line.effect() == Effect.ROLLBACK,
                stage);
    }

    /** The series a line is about. */
    public Series seriesOf(Line line) {
        return new Series(canary, line.criterion().operation());
    }

    /** The same series of the baseline. */
    public Series baselineOf(Line line) {
        return new Series(baseline, line.criterion().operation());
    }

    /** The stage in force, or the one to come. */
    public Stage stage() {
        return policy.stages().get(clock.map(StageClock::stage).orElse(0));
    }

    private Stream<Line> everyLine() {
        return Stream.iterate(0, stage -> stage + 1)
                .limit(policy.stages().size())
                .flatMap(stage -> Line.of(policy, stage).stream());
    }

    private static Optional<WindowSpec> windowOf(Line line, String canary, Policy policy, StageClock clock) {
        Measure measure = line.criterion().measure();
        if (measure instanceof Measure.NoSuccess || line.criterion().claim() instanceof Claim.BurnRate) {
            return Optional.empty();
        }
        Stage stage = policy.stages().get(clock.stage());
        boolean growing =
                line.list() == CriterionList.ADVANCE && !line.criterion().byEvidence();
        long seconds = line.criterion()
                .over()
                .map(over -> Math.max(1, over.toSeconds()))
                .orElse(growing ? WindowSpec.GROWING : policy.window().toSeconds());
        long clip = line.judgedWhileSettling() ? clock.startSecond() : clock.settledSecond(stage);
        return Optional.of(new WindowSpec(
                new Series(canary, line.criterion().operation()),
                seconds,
                clip,
                measure instanceof Measure.LatencyQuantile || measure instanceof Measure.Latency));
    }
}
