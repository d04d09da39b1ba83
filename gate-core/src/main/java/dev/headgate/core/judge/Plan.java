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
import dev.headgate.schemas.model.Past;
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
 * @param startedAt when the rollout began
 */
public record Plan(
        String canary,
        String baseline,
        Policy policy,
        Optional<StageClock> clock,
        List<Line> lines,
        Map<Line, WindowSpec> windows,
        Optional<Instant> carriesTrafficSince,
        Instant startedAt) {

    /** The same where nothing asks since when the rollout has been going on. */
    public static Plan of(
            String canary,
            String baseline,
            Policy policy,
            Optional<StageClock> clock,
            Optional<Instant> carriesTrafficSince) {
        return of(canary, baseline, policy, clock, carriesTrafficSince, Instant.EPOCH);
    }

    /**
     * The plan for a policy, from the clock of the stage in force.
     *
     * @param carriesTrafficSince since when the canary has carried traffic in this rollout
     * @param startedAt when the rollout began
     */
    public static Plan of(
            String canary,
            String baseline,
            Policy policy,
            Optional<StageClock> clock,
            Optional<Instant> carriesTrafficSince,
            Instant startedAt) {
        List<Line> lines =
                clock.map(running -> Line.of(policy, running.stage())).orElseGet(() -> Line.beforeAll(policy));
        return of(canary, baseline, policy, clock, lines, carriesTrafficSince, startedAt);
    }

    /**
     * What must become true once a rollback is confirmed, judged of the version that has the traffic again.
     *
     * @param version that version
     * @param since when the rollback was confirmed; nothing before it counts
     */
    public static Plan afterRollback(String version, Policy policy, Instant since) {
        return of(
                version,
                version,
                policy,
                Optional.of(new StageClock(0, since)),
                Line.afterRollback(policy),
                Optional.of(since),
                since);
    }

    private static Plan of(
            String canary,
            String baseline,
            Policy policy,
            Optional<StageClock> clock,
            List<Line> lines,
            Optional<Instant> carriesTrafficSince,
            Instant startedAt) {
        Map<Line, WindowSpec> windows = new HashMap<>();
        lines.stream()
                .flatMap(Line::flat)
                .forEach(line -> windowOf(line, canary, policy, clock).ifPresent(spec -> windows.put(line, spec)));
        return new Plan(canary, baseline, policy, clock, lines, Map.copyOf(windows), carriesTrafficSince, startedAt);
    }

    /** What the telemetry has to keep for it. */
    public Watch watch() {
        Set<WindowSpec> specs = new HashSet<>(windows.values());
        specs.add(shown(Series.of(canary)));
        specs.add(shown(Series.of(baseline)));
        flatLines()
                .filter(line -> line.criterion().byEvidence() && windows.containsKey(line))
                .filter(line -> !(line.criterion().claim() instanceof Claim.AgainstPast))
                .forEach(line -> specs.add(baselineWindowOf(line)));
        flatLines().forEach(line -> BurnWindows.of(this, line).ifPresent(burn -> specs.addAll(burn.specs())));
        Watch.WholeStage stage = wholeStage();
        specs.addAll(stage.windows());
        Set<String> operations = everyLine()
                .flatMap(line -> line.criterion().operation().stream())
                .collect(Collectors.toSet());
        boolean slices = flatLines().anyMatch(line -> line.criterion().measure() instanceof Measure.Uptime);
        return new Watch(
                Set.copyOf(List.of(canary, baseline)),
                operations,
                specs,
                slices ? clock.map(StageClock::startSecond).orElse(Long.MAX_VALUE) : Long.MAX_VALUE,
                everyLine().anyMatch(line -> line.criterion().perOperation()),
                labelled(),
                stage,
                MeasurementLines.watch(this));
    }

    /** The series of requests with certain labels that its lines are about, of both versions. */
    private Set<Series> labelled() {
        return Stream.concat(everyLine(), flatLines())
                .flatMap(line -> Stream.of(seriesOf(line), baselineOf(line)))
                .filter(Series::labelled)
                .collect(Collectors.toSet());
    }

    /** The windows over the whole stage in force that lines of any stage compare a later one with. */
    private Watch.WholeStage wholeStage() {
        return clock.map(running -> new Watch.WholeStage(
                        running.stage(),
                        everyLine()
                                .filter(Plan::comparesWithStage)
                                .map(line -> new WindowSpec(
                                        seriesOf(line),
                                        WindowSpec.GROWING,
                                        running.settledSecond(stage()),
                                        line.criterion().byEvidence()))
                                .collect(Collectors.toSet())))
                .orElse(Watch.WholeStage.NONE);
    }

    private static boolean comparesWithStage(Line line) {
        return line.criterion().claim() instanceof Claim.AgainstPast past
                && past.past() == Past.PREVIOUS_STAGE
                && !MeasurementLines.speaksOf(line.criterion().measure());
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

    /** Of lines that none is judged by evidence. */
    RolloutEvidence noEvidence() {
        return RolloutEvidence.begin(
                canary,
                baseline,
                policy,
                List.of(),
                ClusteringHistory.restore(List.of()).of(baseline));
    }

    private List<EvidenceLine> evidenceLines() {
        return Stream.concat(
                        Line.stops(policy).stream().map(line -> Map.entry(line, OptionalInt.empty())),
                        stages().flatMap(stage -> Stream.concat(
                                        Line.ofStage(policy, stage).stream(), Line.entering(policy, stage + 1).stream())
                                .map(line -> Map.entry(line, OptionalInt.of(stage)))))
                .flatMap(entry -> entry.getKey().flat().map(line -> evidenceLine(line, entry.getValue())))
                .filter(line -> line.criterion().byEvidence())
                .toList();
    }

    private static EvidenceLine evidenceLine(Line line, OptionalInt stage) {
        return new EvidenceLine(line.id(), line.criterion(), line.mustHold(), line.effect() == Effect.ROLLBACK, stage);
    }

    /** The series a line is about. */
    public Series seriesOf(Line line) {
        return new Series(canary, line.criterion().operation(), line.criterion().labels());
    }

    /** The same series of the baseline. */
    public Series baselineOf(Line line) {
        return new Series(
                baseline, line.criterion().operation(), line.criterion().labels());
    }

    /** The stage in force, or the one to come. */
    public Stage stage() {
        return policy.stages().get(clock.map(StageClock::stage).orElse(0));
    }

    /** Its lines, those that join several as their parts. */
    Stream<Line> flatLines() {
        return lines.stream().flatMap(Line::flat);
    }

    /** The lines of all stages, those that join several as their parts. */
    Stream<Line> everyLine() {
        return Stream.concat(
                        Line.entering(policy, 0).stream(), stages().flatMap(stage -> Line.of(policy, stage).stream()))
                .flatMap(Line::flat);
    }

    private Stream<Integer> stages() {
        return Stream.iterate(0, stage -> stage + 1).limit(policy.stages().size());
    }

    private static Optional<WindowSpec> windowOf(Line line, String canary, Policy policy, Optional<StageClock> clock) {
        Measure measure = line.criterion().measure();
        if (!hasWindow(line)) {
            return Optional.empty();
        }
        if (line.list() == CriterionList.ENTER) {
            return Optional.of(window(line, canary, lengthSeconds(line, policy), 0, measure));
        }
        return clock.map(running ->
                window(line, canary, lengthSeconds(line, policy), clipSecond(line, policy, running), measure));
    }

    private static boolean hasWindow(Line line) {
        Measure measure = line.criterion().measure();
        return (measure instanceof Measure.ErrorRate
                        || measure instanceof Measure.Uptime
                        || measure instanceof Measure.Throughput
                        || measure instanceof Measure.MeanLatency
                        || measure instanceof Measure.LatencyQuantile
                        || measure instanceof Measure.Latency)
                && !(line.criterion().claim() instanceof Claim.BurnRate);
    }

    private static WindowSpec window(Line line, String canary, long seconds, long clip, Measure measure) {
        return new WindowSpec(
                new Series(
                        canary, line.criterion().operation(), line.criterion().labels()),
                seconds,
                clip,
                measure instanceof Measure.LatencyQuantile || measure instanceof Measure.Latency);
    }

    /** How far back a line looks; {@link WindowSpec#GROWING} for all of the stage. */
    static long lengthSeconds(Line line, Policy policy) {
        boolean growing = line.ofWholeStage() && !line.criterion().byEvidence();
        return line.criterion()
                .over()
                .map(over -> Math.max(1, over.toSeconds()))
                .orElse(growing ? WindowSpec.GROWING : policy.window().toSeconds());
    }

    /** The first second that counts for a line. */
    static long clipSecond(Line line, Policy policy, StageClock clock) {
        return line.judgedWhileSettling()
                ? clock.startSecond()
                : clock.settledSecond(policy.stages().get(clock.stage()));
    }
}
