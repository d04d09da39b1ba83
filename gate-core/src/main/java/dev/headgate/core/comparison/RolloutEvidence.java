package dev.headgate.core.comparison;

import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The evidence of one rollout: every closed second of a settled stage is taken in once and in order, and never again; of a
 * backlog only the last minutes that telemetry keeps in seconds. A line that met a second whose latencies are too coarse for it
 * takes nothing more in. All comparisons share one chance of a false alarm. Not
 * thread-safe.
 */
public final class RolloutEvidence {

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
    private final Policy policy;
    private final SharedChance chance = new SharedChance(lines);
    private final OperationClusters clusters;
    private OptionalDouble weightInForce = OptionalDouble.empty();
    private long nextSecond;
    private long stageSecond;
    private int stage;
    private final TreeMap<String, UndecidedCause> held = new TreeMap<>();

    private RolloutEvidence(
            String canary, String baseline, Policy policy, List<EvidenceLine> asked, Clustering clustering) {
        this.clustering = clustering;
        this.policy = policy;
        this.canary = canary;
        this.baseline = baseline;
        clusters = new OperationClusters(baseline);
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
            guarded(line, () -> lines.add(new LineEvidence(line, startTimes)));
        }
    }

    /**
     * What has to be remembered.
     *
     * @param nextSecond the next second to take in, seconds since 1970-01-01 UTC
     * @param stage the stage that it belongs to
     * @param lines what is remembered of each line
     * @param stageSecond when the stage's evidence began, seconds since 1970-01-01 UTC; absent in what earlier releases wrote
     * @param held lines that conclude nothing more at this moment
     * @param operations what is remembered of operations that are compared by themselves
     * @param minutes what was learned of their clusters
     */
    public record Memory(
            long nextSecond,
            int stage,
            List<LineEvidence.Memory> lines,
            Optional<Long> stageSecond,
            List<Held> held,
            List<OperationMemory> operations,
            List<OperationMinutes> minutes) {

        /** Copies the lists. */
        public Memory {
            lines = List.copyOf(lines);
            held = List.copyOf(held);
            operations = List.copyOf(operations);
            minutes = List.copyOf(minutes);
        }

        private List<OperationMemory> operationsOf(String line) {
            return operations.stream().filter(each -> each.line().equals(line)).toList();
        }

        /** The same of certain lines alone. */
        public Memory of(Set<String> certain) {
            return new Memory(
                    nextSecond,
                    stage,
                    lines.stream().filter(each -> certain.contains(each.line())).toList(),
                    stageSecond,
                    held.stream().filter(each -> certain.contains(each.line())).toList(),
                    operations.stream()
                            .filter(each -> certain.contains(each.line()))
                            .toList(),
                    minutes);
        }

        /** The same with other operations: they may be many, and are kept apart. */
        public Memory withOperations(List<OperationMemory> others, List<OperationMinutes> theirMinutes) {
            return new Memory(nextSecond, stage, lines, stageSecond, held, others, theirMinutes);
        }
    }

    /**
     * A line that could not take the last second in.
     *
     * @param line its place in the policy
     * @param cause why
     */
    public record Held(String line, UndecidedCause cause) {}

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
        evidence.stageSecond = memory.stageSecond().orElse(memory.nextSecond());
        memory.held().forEach(each -> evidence.held.put(each.line(), each.cause()));
        evidence.clusters.restore(memory.minutes());
        evidence.lines.forEach(line -> memory.lines().stream()
                .filter(each -> each.line().equals(line.line().id()))
                .findFirst()
                .ifPresent(each -> line.restore(each, memory.operationsOf(each.line()))));
        return evidence;
    }

    /** What has to be remembered. */
    public Memory memory() {
        return new Memory(
                nextSecond,
                stage,
                lines.stream().map(LineEvidence::memory).toList(),
                Optional.of(stageSecond),
                held.entrySet().stream()
                        .map(each -> new Held(each.getKey(), each.getValue()))
                        .toList(),
                lines.stream()
                        .flatMap(line -> line.operationMemories().stream())
                        .toList(),
                clusters.memories());
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

    /** A stage's weight is in force; its evidence begins when it has settled. */
    public void startStage(int next, long settledSecond) {
        stage = next;
        nextSecond = settledSecond;
        stageSecond = settledSecond;
        forgetHeld();
        inForce().forEach(line -> guarded(line.line(), () -> line.startStage(clustering, clusters)));
    }

    /** Says which weight is in force; without it it is the stage's. */
    public void weighing(Weight weight) {
        weightInForce = OptionalDouble.of(weight.percent());
    }

    /** Leaves seconds out in which the weight is changing. */
    public void skipTo(long second) {
        nextSecond = Math.max(nextSecond, second);
    }

    /**
     * Takes in every second before the given one that was not taken in yet. What fails here is of the line alone that it
     * fails for: that line concludes nothing more while it could not take the last second in.
     *
     * @param closedSecond the first second that is not closed
     * @param history what is known of clusters; learns on with the seconds
     * @param weightKnown whether the stage's weight is known to be in force; while a shift is overdue it is not
     */
    public void takeUpTo(
            long closedSecond, ServiceTelemetry telemetry, ClusteringHistory history, boolean weightKnown) {
        nextSecond = Math.max(nextSecond, closedSecond - REACH_SECONDS);
        while (nextSecond < closedSecond) {
            long second = nextSecond++;
            forgetHeld();
            try {
                take(second, telemetry, history, weightKnown);
            } catch (RuntimeException failed) {
                inForce().forEach(line -> hold(line.line(), UndecidedCause.EVIDENCE_FAILED));
            }
        }
    }

    private void take(long second, ServiceTelemetry telemetry, ClusteringHistory history, boolean weightKnown) {
        history.closeBefore(second, telemetry);
        clustering = history.of(baseline);
        if (lines.stream().anyMatch(line -> line.line().criterion().perOperation())) {
            clusters.closeBefore(second, telemetry);
        }
        if (inForce().isEmpty() || isOfBefore(second, telemetry)) {
            return;
        }
        Bias bias = new Bias(canary, baseline, telemetry);
        Optional<UndecidedCause> ofBoth =
                allTraffic() ? Optional.empty() : bias.ofBoth(second, stageSecond, weight(weightKnown));
        Optional<UndecidedCause> ofCanary = bias.ofCanary(second);
        SecondsOfBoth seconds = new SecondsOfBoth(canary, baseline, second, telemetry);
        for (LineEvidence line : inForce()) {
            Optional<UndecidedCause> biased = line.paired() ? ofBoth : ofCanary.filter(cause -> withPast(line));
            if (biased.isPresent()) {
                hold(line.line(), biased.get());
            } else {
                guarded(line.line(), () -> take(line, second, seconds, telemetry));
            }
        }
        chance.speak(inForce());
    }

    /** Whether the second holds a data point that began before the stage's evidence did. */
    private boolean isOfBefore(long second, ServiceTelemetry telemetry) {
        return telemetry.beganBefore(Series.of(canary), second, stageSecond)
                || telemetry.beganBefore(Series.of(baseline), second, stageSecond);
    }

    private void take(LineEvidence line, long second, SecondsOfBoth seconds, ServiceTelemetry telemetry) {
        if (withPast(line) && !pastKnown(line, second, telemetry)) {
            return;
        }
        if (held.get(line.line().id()) == UndecidedCause.TOO_COARSE) {
            return;
        }
        if (line.tooCoarse(seconds)) {
            hold(line.line(), UndecidedCause.TOO_COARSE);
        } else {
            line.add(seconds, clustering, clusters);
        }
    }

    private void hold(EvidenceLine line, UndecidedCause cause) {
        held.merge(line.id(), cause, (known, other) -> known == UndecidedCause.TOO_COARSE ? known : other);
    }

    /**
     * A line that was held by one second goes on with the next; but not if that second was too coarse for it. Which seconds
     * are depends on how slow their requests were: what came of the others alone would be biased.
     */
    private void forgetHeld() {
        held.values().removeIf(cause -> cause != UndecidedCause.TOO_COARSE);
    }

    private static boolean withPast(LineEvidence line) {
        return line.line().comparesWithPast();
    }

    /** Goes on to a second, also with what the past allows in its hour; whether that is known. */
    private boolean pastKnown(LineEvidence line, long second, ServiceTelemetry telemetry) {
        past.filter(known -> known.goOn(line.line(), second, clustering)
                        || known.goOnToStage(line.line(), stage, () -> stageBefore(line, telemetry), clustering))
                .ifPresent(known -> line.ask(Question.ofPast(line.line(), known.limits(line.line()))));
        return !limits(line).isEmpty();
    }

    private HourSum stageBefore(LineEvidence line, ServiceTelemetry telemetry) {
        Criterion criterion = line.line().criterion();
        return telemetry
                .ofStage(stage - 1, new Series(canary, criterion.operation(), criterion.labels()))
                .map(HourSum::of)
                .orElseGet(HourSum::new);
    }

    private List<PastLimit> limits(LineEvidence line) {
        return past.map(known -> known.limits(line.line())).orElse(List.of());
    }

    private void guarded(EvidenceLine line, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            hold(line, UndecidedCause.EVIDENCE_FAILED);
        }
    }

    /** The weight that shares of requests have to follow. */
    private OptionalDouble weight(boolean known) {
        return known && policy.mode().followsTraffic() && policy.weightOf() == WeightOf.REQUESTS
                ? OptionalDouble.of(percent())
                : OptionalDouble.empty();
    }

    /** Whether the baseline has no traffic of its own, but for what is still under way. */
    private boolean allTraffic() {
        return percent() >= FULL;
    }

    private double percent() {
        return weightInForce.orElse(policy.stages().get(stage).weight().percent());
    }

    /** Where a line stands; empty if it is not judged by evidence, or the line could not be set up. */
    public Optional<Standing> standing(String id) {
        return lines.stream()
                .filter(line -> line.line().id().equals(id))
                .findFirst()
                .map(this::standing);
    }

    private Standing standing(LineEvidence line) {
        boolean proving = line.line().advance() && !line.fired();
        int min = line.line().criterion().minRequests().orElse(policy.minRequests());
        double proofBar = Wallet.logBar(line.question().ownAlpha().orElse(Wallet.DEFAULT_ALPHA));
        LineEvidence.Part part = proving ? line.least(proofBar, min) : line.loudest();
        double evidence = proving ? part.logProof(min) : line.logAgainst();
        String contributor = part.evidence().contributor(proving);
        return new Standing(
                line.fired(),
                proving && line.shown(proofBar, min),
                evidence,
                line.fired() ? line.logWhenFired() : evidence,
                proving ? proofBar : chance.bar(line),
                contributor,
                clusters.of(part.operation(), clustering).tempering(contributor),
                line.counts(),
                line.paired(),
                new Standing.Operations(
                        part.operation(),
                        part.evidence().counts(),
                        line.operationsCompared(),
                        proving ? line.operationsWithTooFew(min) : List.of()),
                Optional.ofNullable(held.get(line.line().id())),
                !proving && part.evidence().beyondPlan(),
                limits(line).stream()
                        .filter(limit -> limit.level().equals(contributor))
                        .findFirst());
    }

    private List<LineEvidence> inForce() {
        return lines.stream().filter(line -> line.line().judgedIn(stage)).toList();
    }

    private static Duration longest(Stage stage) {
        Duration without = stage.minimumHold().multipliedBy(MINIMUM_HOLDS);
        return stage.maximumHold().orElse(without.compareTo(SHORTEST) > 0 ? without : SHORTEST);
    }
}
