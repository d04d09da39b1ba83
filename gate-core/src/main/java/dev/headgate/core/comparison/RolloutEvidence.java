package dev.headgate.core.comparison;

import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of one rollout: every closed second of a settled stage is taken in once and in order, and never again; of a
 * backlog only the last minutes that telemetry keeps in seconds. All comparisons share one chance of a false alarm. Not
 * thread-safe.
 */
public final class RolloutEvidence {

    /** The chance of a false alarm that is left to comparisons under {@code advance}, where there are any. */
    private static final double SHARE_OF_ADVANCE = 0.1;

    /** A stage without a maximum hold counts for so many times its minimum, and for no less than a day. */
    private static final int MINIMUM_HOLDS = 10;

    private static final Duration SHORTEST = Duration.ofDays(1);

    /** How far back seconds are read: telemetry keeps little more than twice the trailing minute. */
    private static final long REACH_SECONDS = 60;

    private static final double FULL = 100;

    private final String canary;
    private final String baseline;
    private final List<LineEvidence> lines = new ArrayList<>();
    private Optional<OwnPast> past = Optional.empty();
    private Clustering clustering;
    private long nextSecond;
    private int stage;

    private RolloutEvidence(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Clustering clustering) {
        this.clustering = clustering;
        this.canary = canary;
        this.baseline = baseline;
        List<Stage> compared = policy.stages().stream()
                .filter(each -> each.weight().percent() < FULL)
                .toList();
        StartTimes ofRollout = StartTimes.ofRollout(
                compared.stream().map(RolloutEvidence::longest).reduce(Duration.ZERO, Duration::plus),
                Math.max(0, compared.size() - 1));
        StartTimes ofAllStages = StartTimes.ofRollout(
                policy.stages().stream().map(RolloutEvidence::longest).reduce(Duration.ZERO, Duration::plus),
                policy.stages().size() - 1);
        for (EvidenceLine line : asked) {
            StartTimes ofLine = line.comparesWithPast() ? ofAllStages : ofRollout;
            StartTimes startTimes = line.stage().isPresent()
                    ? StartTimes.ofStage(
                            longest(policy.stages().get(line.stage().getAsInt())))
                    : ofLine;
            lines.add(new LineEvidence(line, startTimes));
        }
    }

    /**
     * What has to be remembered.
     *
     * @param nextSecond the next second to take in, seconds since 1970-01-01 UTC
     * @param stage the stage that it belongs to
     * @param lines what is remembered of each line
     */
    public record Memory(long nextSecond, int stage, List<LineEvidence.Memory> lines) {

        /** Copies the list. */
        public Memory {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Of a rollout that begins.
     *
     * @param asked the policy's lines that are judged by evidence, of all stages
     * @param clustering what is known of the baseline's clusters
     */
    public static RolloutEvidence begin(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Clustering clustering) {
        return new RolloutEvidence(canary, baseline, policy, asked, clustering);
    }

    /** Goes on where the memory was taken, with what was known of the baseline's clusters then. */
    public static RolloutEvidence restore(
            String canary,
            String baseline,
            Policy policy,
            List<EvidenceLine> asked,
            Clustering clustering,
            Memory memory) {
        RolloutEvidence evidence = new RolloutEvidence(canary, baseline, policy, asked, clustering);
        evidence.nextSecond = memory.nextSecond();
        evidence.stage = memory.stage();
        evidence.lines.forEach(line -> memory.lines().stream()
                .filter(each -> each.line().equals(line.line().id()))
                .findFirst()
                .ifPresent(line::restore));
        return evidence;
    }

    /** Says what the past allows; without it lines that compare with the past take nothing in. */
    public void compareWith(OwnPast allowed) {
        past = Optional.of(allowed);
        lines.stream()
                .filter(line -> line.line().comparesWithPast())
                .forEach(line -> line.ask(Question.ofPast(line.line(), allowed.limits(line.line()))));
    }

    /** What the past allows, to be remembered. */
    public List<OwnPast.LineLimits> allowedByPast() {
        return past.map(OwnPast::memory).orElse(List.of());
    }

    /** What has to be remembered. */
    public Memory memory() {
        return new Memory(
                nextSecond, stage, lines.stream().map(LineEvidence::memory).toList());
    }

    /** A stage's weight is in force; its evidence begins when it has settled. */
    public void startStage(int next, long settledSecond) {
        stage = next;
        nextSecond = settledSecond;
        inForce().forEach(line -> line.startStage(clustering));
    }

    /** Leaves seconds out in which the weight is changing. */
    public void skipTo(long second) {
        nextSecond = Math.max(nextSecond, second);
    }

    /**
     * Takes in every second before the given one that was not taken in yet.
     *
     * @param closedSecond the first second that is not closed
     * @param history what is known of clusters; learns on with the seconds
     */
    public void takeUpTo(long closedSecond, ServiceTelemetry telemetry, ClusteringHistory history) {
        nextSecond = Math.max(nextSecond, closedSecond - REACH_SECONDS);
        while (nextSecond < closedSecond) {
            long second = nextSecond++;
            history.closeBefore(second, telemetry);
            clustering = history.of(baseline);
            Map<Optional<String>, SecondOfBoth> seconds = new HashMap<>();
            for (LineEvidence line : inForce()) {
                if (line.line().comparesWithPast() && !pastKnown(line, second)) {
                    continue;
                }
                line.add(
                        seconds.computeIfAbsent(
                                line.line().criterion().operation(),
                                operation -> SecondOfBoth.of(canary, baseline, operation, second, telemetry)),
                        clustering);
            }
            speak();
        }
    }

    /** Goes on to a second, also with what the past allows in its hour; whether that is known. */
    private boolean pastKnown(LineEvidence line, long second) {
        past.filter(known -> known.goOn(line.line(), second, clustering))
                .ifPresent(known -> line.ask(Question.ofPast(line.line(), known.limits(line.line()))));
        return !limits(line).isEmpty();
    }

    private List<PastLimit> limits(LineEvidence line) {
        return past.map(known -> known.limits(line.line())).orElse(List.of());
    }

    /** Where a line stands; empty if it is not judged by evidence. */
    public Optional<Standing> standing(String id) {
        return lines.stream()
                .filter(line -> line.line().id().equals(id))
                .findFirst()
                .map(this::standing);
    }

    /** When a bar is reached, the line in force that says most speaks, and every line that would reach it alone. */
    private void speak() {
        speak(false);
        speak(true);
        inForce().stream()
                .filter(line -> line.question().ownAlpha().isPresent())
                .forEach(line -> line.speak(line.logAgainst() >= bar(line), line.logAgainst()));
    }

    private void speak(boolean advance) {
        double shared = logShared(advance);
        List<LineEvidence> candidates =
                inForce().stream().filter(line -> line.shares(advance)).toList();
        double most =
                candidates.stream().mapToDouble(LineEvidence::logAgainst).max().orElse(0);
        double lots = StrictMath.log((double) sharing(advance).size());
        for (LineEvidence line : candidates) {
            boolean loudest = shared >= bar(line) && line.logAgainst() == most;
            line.speak(loudest || line.logAgainst() - lots >= bar(line), shared);
        }
    }

    private Standing standing(LineEvidence line) {
        boolean proving = line.line().advance() && !line.fired();
        double proofBar = Wallet.logBar(line.question().ownAlpha().orElse(Wallet.DEFAULT_ALPHA));
        double evidence = proving ? line.logProof() : line.logAgainst();
        String contributor = line.contributor(proving);
        return new Standing(
                line.fired(),
                proving && line.logProof() >= proofBar,
                evidence,
                line.fired() ? line.logWhenFired() : evidence,
                proving ? proofBar : bar(line),
                contributor,
                clustering.tempering(contributor),
                line.counts(),
                line.question().paired(),
                limits(line).stream()
                        .filter(limit -> limit.level().equals(contributor))
                        .findFirst());
    }

    private List<LineEvidence> inForce() {
        return lines.stream().filter(line -> line.line().judgedIn(stage)).toList();
    }

    private List<LineEvidence> sharing(boolean advance) {
        return lines.stream().filter(line -> line.shares(advance)).toList();
    }

    private double logShared(boolean advance) {
        return Wallet.logMean(
                sharing(advance).stream().mapToDouble(LineEvidence::logAgainst).toArray());
    }

    private double bar(LineEvidence line) {
        return Wallet.logBar(
                line.question().ownAlpha().orElseGet(() -> alpha(line.line().advance())));
    }

    /** What stops and what may fail a stage never have more than the rollout's chance of a false alarm together. */
    private double alpha(boolean advance) {
        if (advance) {
            return Wallet.DEFAULT_ALPHA * SHARE_OF_ADVANCE;
        }
        boolean withPast = lines.stream().anyMatch(line -> line.line().comparesWithPast());
        return Wallet.DEFAULT_ALPHA * (sharing(true).isEmpty() ? 1 : 1 - SHARE_OF_ADVANCE)
                - (withPast ? OwnPast.ALPHA : 0);
    }

    private static Duration longest(Stage stage) {
        Duration without = stage.minimumHold().multipliedBy(MINIMUM_HOLDS);
        return stage.maximumHold().orElse(without.compareTo(SHORTEST) > 0 ? without : SHORTEST);
    }
}
