package dev.headgate.core.comparison;

import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worseThanPast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.evidence.Increment;
import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.RateLimit;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnPastTest {

    private static final long START = 3_600L * 500_000;
    private static final Margin NONE = new Margin.None();
    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final Measure P95 = new Measure.LatencyQuantile(0.95);
    private static final int ROLLOUTS = 1_000;

    /**
     * Each rollout draws its past anew and is then watched for five minutes at exactly what it may not exceed: the true
     * past and the margin. What is drawn of a past of few requests is too good in many of them.
     */
    @Test
    void aVersionThatIsAsBadAsItMayBeIsStoppedInAtMostOneOfAHundredRollouts() {
        int errors = 0;
        int slow = 0;
        int naive = 0;
        double[] rates = {0.005, 0.01, 0.05};
        for (int seed = 1; seed <= ROLLOUTS; seed++) {
            Random random = new Random(seed);
            double rate = rates[seed % rates.length];
            HourSum past = past(random, 500 + random.nextInt(2_500), rate);
            PastLimit.Edge byPoints =
                    limit(worseThanPast(ERRORS, new Margin.Points(0.002), false), past, OwnPast.ALPHA);
            PastLimit.Edge believed = limit(worseThanPast(ERRORS, new Margin.Points(0.002), false), past, 0.9999);
            PastLimit.Edge byShare = limit(worseThanPast(P95, new Margin.Share(0.2), false), past, OwnPast.ALPHA);
            errors += stops(random, byPoints.share(), rate + 0.002) ? 1 : 0;
            naive += stops(random, believed.share(), rate + 0.002) ? 1 : 0;
            slow += stops(random, byShare.share(), slowerThan(byShare.above() / 1.2)) ? 1 : 0;
        }

        System.out.printf(
                "stopped of %d at the boundary: by errors %d, by latency %d; without a bound on the past %d%n",
                ROLLOUTS, errors, slow, naive);
        assertThat(errors).as("by errors").isLessThanOrEqualTo(ROLLOUTS / 100);
        assertThat(slow).as("by latency").isLessThanOrEqualTo(ROLLOUTS / 100);
        assertThat(naive).as("with the past's figure taken for the truth").isGreaterThan(ROLLOUTS / 10);
    }

    @Test
    void aVersionThatIsMuchWorseIsStopped() {
        for (int seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            HourSum past = past(random, 20_000, 0.005);
            Criterion byPoints = worseThanPast(ERRORS, new Margin.Points(0.005), false);
            Criterion withoutMargin = worseThanPast(P95, NONE, false);

            assertThat(stops(random, byPoints, limits(byPoints, past, OwnPast.ALPHA), 0.05, 1))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(stops(random, withoutMargin, limits(withoutMargin, past, OwnPast.ALPHA), 0, 2))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    /** Watches 100 requests a second of which a share has an event. */
    private static boolean stops(Random random, double limit, double share) {
        LevelEvidence evidence = new LevelEvidence(
                new Increment.ByLimit(RateLimit.above(limit)), StartTimes.ofRollout(Duration.ofMinutes(5), 0));
        double bar = Wallet.logBar(Wallet.DEFAULT_ALPHA - OwnPast.ALPHA);
        for (int second = 0; second < 300; second++) {
            int events = 0;
            for (int i = 0; i < 100; i++) {
                events += random.nextDouble() < share ? 1 : 0;
            }
            evidence.add(new PairedCounts(100, events, 0, 0), new Tempering(1, 120));
            if (evidence.logEvidenceToAct() >= bar) {
                return true;
            }
        }
        return false;
    }

    /** The share of log-normal latencies around 30 ms that are slower, by sums of small steps. */
    private static double slowerThan(double micros) {
        double from = Math.log(micros / 30_000) / 0.5;
        double sum = 0;
        for (double at = from; at < 8; at += 0.0005) {
            sum += Math.exp(-at * at / 2) * 0.0005;
        }
        return sum / Math.sqrt(2 * Math.PI);
    }

    private static PastLimit.Edge limit(Criterion criterion, HourSum past, double alpha) {
        return limits(criterion, past, alpha).get(0).worse();
    }

    @Test
    void whatIsAllowedIsNeverLessThanThePastAndTheMarginTogether() {
        HourSum past = past(new Random(7), 20_000, 0.01);
        PastLimit errors = limits(worseThanPast(ERRORS, new Margin.Points(0.005), false), past, OwnPast.ALPHA)
                .get(0);
        PastLimit slow = limits(worseThanPast(P95, new Margin.Share(0.2), false), past, OwnPast.ALPHA)
                .get(0);

        assertThat(errors.worse().share()).isBetween(errors.value() + 0.005, errors.value() + 0.011);
        assertThat(errors.notWorse().share()).isBetween(errors.value() + 0.001, errors.value() + 0.005);
        assertThat((double) slow.worse().above()).isBetween(slow.value() * 1.2, slow.value() * 1.35);
        assertThat((double) slow.notWorse().above()).isBetween(slow.value() * 1.05, slow.value() * 1.2);
        assertThat(slow.worse().share()).isBetween(0.0499, 0.0501);
    }

    @Test
    void thePastIsOfTheVersionWithMostRequestsAndEachHourIsKeptForAWeek() {
        ServiceTelemetry telemetry = new ServiceTelemetry();
        PastHours past = new PastHours();
        for (long hour = 0; hour < 171; hour += 1) {
            play(telemetry, past, START + hour * 3_600, 240, Optional.of("2.0"));
        }
        long last = START / 3_600 + 170;

        assertThat(past.at(last - PastHours.WEEK).requests())
                .isEqualTo(past.at(last).requests());
        assertThat(past.at(last - PastHours.WEEK).requests()).isGreaterThan(1_000);
        assertThat(past.before("1.0", last).requests())
                .isEqualTo(past.at(last).requests() + past.at(last - 1).requests());
        assertThat(past.before("2.0", last).requests()).isZero();
        assertThat(past.at(last - PastHours.WEEK - 2).requests()).isZero();
    }

    @Test
    void aRestartKeepsEveryHourAndWritesOnlyWhatChanged() {
        ServiceTelemetry telemetry = new ServiceTelemetry();
        PastHours past = new PastHours();
        Map<SlotKey, Slot> slots = new HashMap<>();
        for (long hour = 0; hour < 175; hour += 1) {
            play(telemetry, past, START + hour * 3_600, 120, Optional.empty());
            DirtySlots dirty = past.drainDirty();
            dirty.removed().forEach(slots::remove);
            dirty.written().forEach(slot -> slots.put(slot.key(), slot));
            assertThat(dirty.written()).hasSizeLessThanOrEqualTo(2);
        }
        PastHours restored = PastHours.restore(past.nextMinute(), List.copyOf(slots.values()));

        assertThat(slots).hasSizeLessThanOrEqualTo(PastHours.WEEK + 2);
        assertThat(restored.nextMinute()).isEqualTo(past.nextMinute());
        for (long hour = START / 3_600; hour < START / 3_600 + 175; hour++) {
            assertThat(restored.at(hour).requests()).isEqualTo(past.at(hour).requests());
            assertThat(restored.at(hour).errors()).isEqualTo(past.at(hour).errors());
            assertThat(restored.at(hour).latencies()).isEqualTo(past.at(hour).latencies());
        }
    }

    @Test
    void aVersionThatTurnedOutToBeBadIsForgotten() {
        ServiceTelemetry telemetry = new ServiceTelemetry();
        PastHours past = new PastHours();
        play(telemetry, past, START, 240, Optional.empty());
        List<SlotKey> written =
                past.drainDirty().written().stream().map(Slot::key).toList();

        past.forget("1.0");

        assertThat(written).isNotEmpty();
        assertThat(past.drainDirty().removed()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(past.at(START / 3_600).requests()).isZero();
    }

    /** The version 1.0 has twice the requests of 2.0. */
    private static void play(
            ServiceTelemetry telemetry, PastHours past, long from, int seconds, Optional<String> leftOut) {
        for (long second = from; second < from + seconds; second++) {
            telemetry.advanceTo(second);
            telemetry.add(new SketchDelta("shop", List.of(part("1.0", second, 10), part("2.0", second, 5))));
            past.closeBefore(second, telemetry, leftOut);
        }
    }

    private static SeriesSecond part(String version, long second, int requests) {
        LatencySketch latencies = new LatencySketch();
        latencies.record(1_000 + second % 7_919, requests);
        return new SeriesSecond(
                new SeriesKey(version, "checkout", Labels.NONE),
                second,
                requests,
                second % 3,
                requests * 1_000L,
                latencies,
                List.of());
    }

    private static boolean stops(
            Random random, Criterion criterion, List<PastLimit> limits, double errorRate, double slower) {
        EvidenceLine line = new EvidenceLine("stop/0", criterion, false, true, OptionalInt.empty());
        Policy policy = policy(List.of(rollback(criterion)), stage(100, 600, List.of()));
        RolloutEvidence evidence = RolloutEvidence.begin("2.0", "1.0", policy, List.of(line), Clustering.UNKNOWN);
        evidence.compareWith(OwnPast.restore(
                new PastHours(), START, List.of(line), List.of(new OwnPast.LineLimits("stop/0", -1, limits))));
        evidence.startStage(0, START);
        ServiceTelemetry telemetry = new ServiceTelemetry();
        ClusteringHistory history = new ClusteringHistory();
        for (long second = START; second < START + 600; second++) {
            telemetry.advanceTo(second);
            HourSum canary = past(random, 20, errorRate);
            LatencySketch latencies = new LatencySketch();
            canary.latencies().forEachBucket((lowest, count) -> latencies.record((long) (lowest * slower), count));
            telemetry.add(new SketchDelta(
                    "shop",
                    List.of(new SeriesSecond(
                            new SeriesKey("2.0", "checkout", Labels.NONE),
                            second,
                            canary.requests(),
                            canary.errors(),
                            0,
                            latencies,
                            List.of()))));
            evidence.takeUpTo(second + 1, telemetry, history, true);
            if (evidence.standing("stop/0").orElseThrow().against()) {
                return true;
            }
        }
        return false;
    }

    private static List<PastLimit> limits(Criterion criterion, HourSum past, double alpha) {
        Claim.AgainstPast claim = (Claim.AgainstPast) criterion.claim();
        Tempering none = new Tempering(1, 120);
        return (criterion.measure().equals(ERRORS)
                        ? PastLimit.ofErrors(past, claim, alpha, none)
                        : PastLimit.ofQuantile(past, 0.95, claim, alpha, none))
                .stream().toList();
    }

    /** Independent requests, latencies log-normal around 30 ms. */
    private static HourSum past(Random random, int requests, double errorRate) {
        HourSum sum = new HourSum();
        LatencySketch latencies = new LatencySketch();
        long errors = 0;
        for (int i = 0; i < requests; i++) {
            errors += random.nextDouble() < errorRate ? 1 : 0;
            latencies.record((long) (30_000 * Math.exp(random.nextGaussian() * 0.5)));
        }
        sum.add(new WindowFigures(0, 1, requests, errors, 0, latencies, List.of()));
        return sum;
    }
}
