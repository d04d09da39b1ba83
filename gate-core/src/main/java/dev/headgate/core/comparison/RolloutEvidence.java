package dev.headgate.core.comparison;

import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The evidence of one rollout: every closed second of a settled stage is taken in once and in order, and never again. All
 * comparisons share one chance of a false alarm; once a line has spoken against the canary, it does for the rest of the
 * rollout. Not thread-safe.
 */
public final class RolloutEvidence {

    /** How long a stage without a maximum hold counts for, when weight is put on the seconds to come. */
    static final Duration WITHOUT_MAXIMUM = Duration.ofDays(30);

    /** How far back the telemetry's seconds reach. */
    private static final long REACH_SECONDS = 120;

    private static final long TRAILING_SECONDS = 60;

    private final String canary;
    private final String baseline;
    private final Clustering clustering;
    private final List<LineEvidence> lines = new ArrayList<>();
    private long nextSecond;
    private int stage;

    private RolloutEvidence(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Clustering clustering) {
        this.canary = canary;
        this.baseline = baseline;
        this.clustering = clustering;
        StartTimes ofRollout = StartTimes.ofRollout(
                policy.stages().stream().map(RolloutEvidence::longest).reduce(Duration.ZERO, Duration::plus),
                policy.stages().size() - 1);
        for (EvidenceLine line : asked) {
            StartTimes startTimes = line.stage().isPresent()
                    ? StartTimes.ofStage(
                            longest(policy.stages().get(line.stage().getAsInt())))
                    : ofRollout;
            lines.add(new LineEvidence(line, startTimes, this::temperingOf));
        }
    }

    /**
     * What has to be remembered.
     *
     * @param nextSecond the next second to take in, seconds since 1970-01-01 UTC
     * @param stage the stage that it belongs to
     * @param clustering what was known of the baseline's past when the rollout began
     * @param lines what is remembered of each line
     */
    public record Memory(long nextSecond, int stage, Clustering clustering, List<LineEvidence.Memory> lines) {

        /** Copies the list. */
        public Memory {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Of a rollout that begins.
     *
     * @param asked the policy's lines that are judged by evidence, of all stages
     * @param clustering how failures of the baseline have come until now
     */
    public static RolloutEvidence begin(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Clustering clustering) {
        return new RolloutEvidence(canary, baseline, policy, asked, clustering);
    }

    /** Goes on where the memory was taken. */
    public static RolloutEvidence restore(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Memory memory) {
        RolloutEvidence evidence = new RolloutEvidence(canary, baseline, policy, asked, memory.clustering());
        evidence.nextSecond = memory.nextSecond();
        evidence.stage = memory.stage();
        evidence.lines.forEach(line -> memory.lines().stream()
                .filter(each -> each.line().equals(line.line().id()))
                .findFirst()
                .ifPresent(line::restore));
        return evidence;
    }

    /** What has to be remembered. */
    public Memory memory() {
        return new Memory(
                nextSecond,
                stage,
                clustering,
                lines.stream().map(LineEvidence::memory).toList());
    }

    /** A stage's weight is in force; its evidence begins when it has settled. */
    public void startStage(int next, long settledSecond) {
        stage = next;
        nextSecond = settledSecond;
        lines.stream().filter(line -> line.line().judgedIn(next)).forEach(LineEvidence::startStage);
    }

    /**
     * Takes in every second before the given one that was not taken in yet.
     *
     * @param closedSecond the first second that is not closed, or in which the weight is about to change
     */
    public void takeUpTo(long closedSecond, ServiceTelemetry telemetry) {
        if (lines.isEmpty()) {
            return;
        }
        nextSecond = Math.max(nextSecond, closedSecond - REACH_SECONDS);
        while (nextSecond < closedSecond) {
            long second = nextSecond++;
            lines.stream().filter(line -> line.line().judgedIn(stage)).forEach(line -> take(line, second, telemetry));
            fire();
        }
    }

    /** Where a line stands; empty if it is not judged by evidence. */
    public Optional<Standing> standing(String id) {
        return lines.stream()
                .filter(line -> line.line().id().equals(id))
                .findFirst()
                .map(this::standing);
    }

    private void take(LineEvidence line, long second, ServiceTelemetry telemetry) {
        Optional<String> operation = line.line().criterion().operation();
        Series ofBaseline = new Series(baseline, operation);
        WindowFigures canarySecond = telemetry.figures(new Series(canary, operation), second, second + 1);
        WindowFigures baselineSecond = telemetry.figures(ofBaseline, second, second + 1);
        LatencySketch earlier = line.needsQuantiles()
                ? telemetry
                        .figures(ofBaseline, second - TRAILING_SECONDS, second)
                        .latencies()
                : new LatencySketch();
        line.add(canarySecond, baselineSecond, earlier);
    }

    /** When the bar is reached, the line that says most speaks, and every line that would reach it alone. */
    private void fire() {
        List<LineEvidence> sharing = sharing();
        double shared = logShared();
        double bar = Wallet.logBar(Wallet.DEFAULT_ALPHA);
        double most =
                sharing.stream().mapToDouble(LineEvidence::logAgainst).max().orElse(0);
        for (LineEvidence line : sharing) {
            double alone = line.logAgainst() - StrictMath.log(sharing.size());
            if (shared >= bar && (line.logAgainst() == most || alone >= bar)) {
                line.fire();
            }
        }
        lines.stream()
                .filter(line -> line.question().ownAlpha().isPresent())
                .filter(line -> line.logAgainst() >= bar(line))
                .forEach(LineEvidence::fire);
    }

    private Standing standing(LineEvidence line) {
        boolean advance = line.line().advance();
        boolean own = line.question().ownAlpha().isPresent();
        double bar = bar(line);
        double evidence = advance && !line.fired() ? line.logProof() : line.logAgainst();
        int strongest = line.strongest(advance && !line.fired());
        return new Standing(
                line.fired(),
                advance && !line.fired() && line.logProof() >= bar,
                evidence,
                own || (advance && !line.fired()) ? evidence : logShared(),
                bar,
                line.nameOf(strongest),
                line.temperingOf(strongest),
                line.counts(),
                !own);
    }

    private List<LineEvidence> sharing() {
        return lines.stream()
                .filter(line -> line.question().ownAlpha().isEmpty())
                .toList();
    }

    private double logShared() {
        return Wallet.logMean(
                sharing().stream().mapToDouble(LineEvidence::logAgainst).toArray());
    }

    private static double bar(LineEvidence line) {
        return Wallet.logBar(line.question().ownAlpha().orElse(Wallet.DEFAULT_ALPHA));
    }

    private Tempering temperingOf(Level level) {
        return clustering.tempering(level.name());
    }

    private static Duration longest(Stage stage) {
        return stage.maximumHold()
                .orElse(stage.minimumHold().compareTo(WITHOUT_MAXIMUM) > 0 ? stage.minimumHold() : WITHOUT_MAXIMUM);
    }
}
