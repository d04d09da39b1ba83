package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    private static final StartTimes WEIGHTS = StartTimes.ofRollout(Duration.ofHours(1), 2);
    private static final Tempering NONE = new Tempering(1, 120);

    @Test
    void theRecursionIsTheMixtureOverAllSecondsAtWhichARegressionMayHaveBegun() {
        Random random = new Random(7);
        Mixture mixture = new Mixture(2);
        List<double[]> all = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int second = 0; second < 50; second++) {
            double[] ratios = {random.nextGaussian() / 3, random.nextGaussian() / 2};
            double weight = WEIGHTS.weight(second == 0, second == 20 || second == 35, 1);
            mixture.add(weight, ratios);
            all.add(ratios);
            weights.add(weight);
        }

        double expected = 1 - weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int alternative = 0; alternative < 2; alternative++) {
            for (int start = 0; start < all.size(); start++) {
                int which = alternative;
                double sum = all.subList(start, all.size()).stream()
                        .mapToDouble(each -> each[which])
                        .sum();
                expected += weights.get(start) * Math.exp(sum) / 2;
            }
        }

        assertThat(Math.exp(mixture.logEvidence())).isCloseTo(expected, within(1e-9));
        assertThat(Mixture.restore(mixture.state()).logEvidence()).isEqualTo(mixture.logEvidence());
    }

    @Test
    void theWeightsOfARolloutNeverAddUpToMoreThanOne() {
        double spent = 0;
        for (int second = 0; second < 3_600; second++) {
            spent += WEIGHTS.weight(second == 0, second == 600 || second == 1_800, 1);
        }
        assertThat(spent).isCloseTo(1, within(1e-9));
        assertThat(StartTimes.ofRollout(Duration.ofMinutes(1), 0).weight(true, false, 60))
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void weightsEndWhenTheyHaveAddedUpToOneHoweverLongARolloutTakes() {
        Mixture mixture = new Mixture(1);
        for (int second = 0; second < 10_000; second++) {
            mixture.add(WEIGHTS.weight(second == 0, second % 1_000 == 0, 1), new double[] {0});
        }
        assertThat(mixture.logEvidence()).isCloseTo(0, within(1e-9));
        assertThat(mixture.state().spent()).isLessThanOrEqualTo(1 + 1e-9);
    }

    @Test
    void theEdgeOfAnOutageIsNoCluster() {
        List<Tempering.Block> blocks = new ArrayList<>(Collections.nCopies(240, new Tempering.Block(10_000, 50)));
        blocks.set(100, new Tempering.Block(10_000, 0));
        blocks.set(101, new Tempering.Block(10_000, 5_000));

        assertThat(Tempering.of(blocks).factor()).isLessThan(2.5);
    }

    @Test
    void anExtremeIsNoQuantile() {
        LatencySketch earlier = new LatencySketch();
        for (int i = 1; i <= 1_000; i++) {
            earlier.record(i);
        }
        assertThat(SlowRequest.of(earlier, 0.999, 0, SlowRequest.Asking.WORSE)).isEmpty();
        assertThat(SlowRequest.of(earlier, 0.99, 0, SlowRequest.Asking.WORSE)).isPresent();
    }

    @Test
    void aCanaryThatFailsIsFoundWithinSecondsAlsoAfterAHealthyHour() {
        LevelEvidence errors = new LevelEvidence(
                new Increment.ByOdds(OddsRatio.worse(1)), StartTimes.ofRollout(Duration.ofHours(30), 59));
        for (int second = 0; second < 3_600; second++) {
            errors.add(new PairedCounts(100, second % 4 == 0 ? 1 : 0, 100, second % 4 == 2 ? 1 : 0), NONE);
        }
        assertThat(errors.logEvidenceToAct()).isLessThan(Wallet.logBar(0.01));

        int seconds = 0;
        while (errors.logEvidenceToAct() < Wallet.logBar(0.01)) {
            errors.add(new PairedCounts(100, 5, 100, 0), NONE);
            seconds++;
        }
        assertThat(seconds).isBetween(5, 20);
    }

    @Test
    void aHandfulOfErrorsInFewSecondsActsOnNothing() {
        LevelEvidence errors = new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), WEIGHTS);
        for (int second = 0; second < 4; second++) {
            errors.add(new PairedCounts(100, 20, 100, 0), NONE);
        }

        assertThat(errors.logEvidence()).isGreaterThan(Wallet.logBar(0.01));
        assertThat(errors.logEvidenceToAct()).isZero();
        errors.add(new PairedCounts(100, 20, 100, 0), NONE);
        assertThat(errors.logEvidenceToAct()).isGreaterThan(Wallet.logBar(0.01));
    }

    @Test
    void whatWasGatheredGoesOnUnchangedAfterARestart() {
        Increment increment = new Increment.ByMargin(RateMargin.worseByPoints(0.002));
        LevelEvidence whole = new LevelEvidence(increment, WEIGHTS);
        LevelEvidence restarted = new LevelEvidence(increment, WEIGHTS);
        Random random = new Random(11);
        for (int second = 0; second < 300; second++) {
            PairedCounts counts = new PairedCounts(random.nextInt(3), 0, random.nextInt(30), 0);
            if (second == 100) {
                whole.startStage(NONE);
                restarted.startStage(NONE);
            }
            whole.add(counts, NONE);
            restarted.add(counts, NONE);
            restarted = LevelEvidence.restore(increment, WEIGHTS, restarted.state());
        }
        assertThat(restarted.logEvidence()).isEqualTo(whole.logEvidence());
        assertThat(restarted.state()).isEqualTo(whole.state());
    }

    @Test
    void thinTrafficIsGatheredUntilBothSidesSaySomething() {
        Strata strata = new Strata(true);

        assertThat(strata.add(new PairedCounts(0, 0, 50, 1))).isEmpty();
        assertThat(strata.add(new PairedCounts(1, 1, 0, 0)))
                .contains(new Strata.Closed(new PairedCounts(1, 1, 50, 1), 2));
        assertThat(strata.add(new PairedCounts(5, 0, 19, 0))).isEmpty();
        assertThat(strata.close()).contains(new Strata.Closed(new PairedCounts(5, 0, 19, 0), 1));
        assertThat(strata.close()).isEmpty();
    }

    @Test
    void aStratumStaysOpenForTenMinutesAtMost() {
        Strata strata = new Strata(true);
        for (int second = 1; second < 600; second++) {
            assertThat(strata.add(PairedCounts.NONE)).isEmpty();
        }
        assertThat(strata.add(PairedCounts.NONE)).contains(new Strata.Closed(PairedCounts.NONE, 600));
    }

    @Test
    void theWalletAveragesAndAnEmptyOneHoldsNothing() {
        assertThat(Wallet.logMean()).isZero();
        assertThat(Math.exp(Wallet.logMean(Math.log(100), Math.log(1), Math.log(1))))
                .isCloseTo(34, within(1e-9));
    }

    @ParameterizedTest(name = "failures in clusters of {0}")
    @ValueSource(ints = {1, 2, 5})
    void temperingLearnsHowClusteredFailuresAre(int cluster) {
        Random random = new Random(cluster);
        List<Tempering.Block> blocks = new ArrayList<>();
        for (int block = 0; block < 2_000; block++) {
            int events = 0;
            for (int request = 0; request < 1_000; request++) {
                events += random.nextInt(100 * cluster) == 0 ? cluster : 0;
            }
            blocks.add(new Tempering.Block(1_000, events));
        }

        Tempering tempering = Tempering.of(blocks);

        assertThat(tempering.factor()).isCloseTo(1.25 * cluster, within(0.25 * cluster));
        assertThat(tempering.learned()).isTrue();
        assertThat(tempering.temper(new double[] {tempering.factor()})).containsExactly(1);
    }

    @Test
    void tooLittleHistoryTempersByTheStatedDefault() {
        Tempering tempering = Tempering.of(List.of(new Tempering.Block(100, 1), new Tempering.Block(100, 2)));

        assertThat(tempering.factor()).isEqualTo(1.5);
        assertThat(tempering.learned()).isFalse();
        assertThat(Tempering.of(Collections.nCopies(100, new Tempering.Block(100, 0)))
                        .factor())
                .isEqualTo(1.25);
    }

    @Test
    void slowIsWhatLiesAboveTheBucketOfTheBaselinesEarlierQuantile() {
        LatencySketch earlier = new LatencySketch();
        for (int i = 1; i <= 200; i++) {
            earlier.record(i * 1_000L);
        }
        LatencySketch canary = new LatencySketch();
        LatencySketch baseline = new LatencySketch();
        for (long micros : new long[] {1_000, 189_000, 190_000, 200_000, 240_000}) {
            canary.record(micros);
            baseline.record(micros);
        }

        SlowRequest slow =
                SlowRequest.of(earlier, 0.95, 0, SlowRequest.Asking.WORSE).orElseThrow();
        SlowRequest carefulWorse =
                SlowRequest.of(earlier, 0.95, 0.2, SlowRequest.Asking.WORSE).orElseThrow();
        SlowRequest carefulNotWorse =
                SlowRequest.of(earlier, 0.95, 0.2, SlowRequest.Asking.NOT_WORSE).orElseThrow();

        assertThat(slow.counts(canary, baseline)).isEqualTo(new PairedCounts(5, 2, 5, 2));
        assertThat(carefulWorse.counts(canary, baseline)).isEqualTo(new PairedCounts(5, 1, 5, 2));
        assertThat(carefulNotWorse.canaryAbove()).isLessThan(carefulWorse.canaryAbove());
        assertThat(SlowRequest.of(canary, 0.95, 0, SlowRequest.Asking.WORSE)).isEmpty();
    }
}
