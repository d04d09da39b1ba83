package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Comparisons with the stage before that stay undecided, since the canary has too few requests there. */
final class PastTraps {

    /** What the past of a rollout's comparisons may be wrong about, all of them together. */
    private static final double ALPHA = 0.001;

    /** By how much evidence is divided while little is known of a service. */
    private static final double TEMPERING = 1.5;

    /** The highest quantile of a comparison of latencies as a whole. */
    private static final double HIGHEST_OF_ALL = 0.99;

    private PastTraps() {}

    static List<Trap> of(Policy policy, Traffic traffic) {
        List<Trap> traps = new ArrayList<>();
        long lines = lines(policy).filter(PastTraps::comparesWithPast).count();
        for (int i = 1; i < policy.stages().size(); i++) {
            Stage stage = policy.stages().get(i);
            Stage before = policy.stages().get(i - 1);
            double chance = ALPHA / Math.max(1, lines) / (i * (i + 1.0));
            Stream.concat(policy.stop().stream().map(StopLine::criterion), of(stage))
                    .filter(PastTraps::comparesWithStageBefore)
                    .forEach(line -> needed(line, policy, chance)
                            .filter(requests -> !sure(requests, before, traffic))
                            .map(requests -> trap(line, stage, before, requests, traffic))
                            .ifPresent(traps::add));
        }
        return traps;
    }

    private static Trap trap(Criterion line, Stage stage, Stage before, long requests, Traffic traffic) {
        String there = Timeline.name(before);
        return new Trap(
                line.text() + ", at " + Timeline.name(stage),
                "It needs about " + requests + " requests of the canary at " + there
                        + ", the stage before: with fewer it is undecided as long as this stage lasts.",
                traffic.timeFor((double) requests, before.weight())
                        .map(time -> "a hold of at least " + Words.time(upToTheMinute(time)) + " at " + there
                                + ", or more weight there")
                        .orElse("a hold at " + there + " that is long enough for them"));
    }

    /**
     * How many requests bound the figure: for a quantile q so many that not even the slowest of all could lie below it by
     * chance, {@code n ln(1/q) >= ln(1/alpha)}; for a mean the line's own minimum. None of an error rate, which any number
     * bounds somehow.
     */
    private static Optional<Long> needed(Criterion line, Policy policy, double chance) {
        if (line.measure() instanceof Measure.MeanLatency) {
            return Optional.of((long) Math.max(1, line.minRequests().orElse(policy.minRequests())));
        }
        Optional<Double> quantile = line.measure() instanceof Measure.LatencyQuantile one
                ? Optional.of(one.quantile())
                : line.measure() instanceof Measure.Latency ? Optional.of(HIGHEST_OF_ALL) : Optional.empty();
        return quantile.map(q -> rounded(-Math.log(chance) * TEMPERING / -Math.log(q)));
    }

    private static Duration upToTheMinute(Duration time) {
        return Duration.ofMinutes(time.plusSeconds(59).toMinutes());
    }

    /** To two digits, upwards. */
    private static long rounded(double requests) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(requests)) - 1));
        return (long) (Math.ceil(requests / unit) * unit);
    }

    private static boolean sure(long requests, Stage before, Traffic traffic) {
        return traffic.timeFor((double) requests, before.weight())
                .filter(time -> time.compareTo(before.minimumHold()) <= 0)
                .isPresent();
    }

    private static Stream<Criterion> lines(Policy policy) {
        return Stream.concat(
                policy.stop().stream().map(StopLine::criterion),
                policy.stages().stream().flatMap(PastTraps::of));
    }

    private static Stream<Criterion> of(Stage stage) {
        return Stream.concat(stage.stop().stream().map(StopLine::criterion), stage.advance().stream());
    }

    private static boolean comparesWithPast(Criterion line) {
        return line.claim() instanceof Claim.AgainstPast;
    }

    private static boolean comparesWithStageBefore(Criterion line) {
        return line.claim() instanceof Claim.AgainstPast past && past.past() == Past.PREVIOUS_STAGE;
    }
}
