package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationSharesTest {

    private static final double ALPHA = 0.05;
    private static final int SECONDS = 200;
    private static final Tempering NONE = new Tempering(1, 120);
    private static final StartTimes WEIGHTS = StartTimes.ofRollout(Duration.ofSeconds(SECONDS), 0);

    @Test
    void theSharesOfAllOperationsAndOfAllTogetherAddUpToOne() {
        double sum = OperationShares.OF_ALL_TOGETHER;
        for (int place = 1; place <= OperationShares.MOST; place++) {
            sum += OperationShares.of(place);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void operationsThatNeverComeCountAsNoEvidence() {
        assertThat(OperationShares.logMean(0)).isCloseTo(0, within(1e-12));
        assertThat(OperationShares.logMean(0, 0, 0)).isCloseTo(0, within(1e-12));
        assertThat(Math.exp(OperationShares.logMean(0, Math.log(101))))
                .isCloseTo(1 + 100 * OperationShares.of(1), within(1e-9));
    }

    /** Operations appear one after another, most of them thin; all are healthy. */
    @ParameterizedTest(name = "{0} operations")
    @ValueSource(ints = {1, 10, 100})
    void aHealthyReleaseIsSeldomSuspectedHoweverManyOperationsAppear(int operations) {
        int rollouts = 400;
        int fired = 0;
        double sum = 0;
        double squares = 0;
        for (int rollout = 0; rollout < rollouts; rollout++) {
            Healthy healthy = new Healthy(operations, new Random(1_000L * operations + rollout));
            double highest = 0;
            double last = 1;
            for (int second = 0; second < SECONDS; second++) {
                last = Math.exp(healthy.second(second));
                highest = Math.max(highest, last);
            }
            fired += highest >= 1 / ALPHA ? 1 : 0;
            sum += last;
            squares += last * last;
        }
        double mean = sum / rollouts;
        double error = Math.sqrt((squares / rollouts - mean * mean) / rollouts);
        System.out.printf(
                "healthy, %d operations: ever fired %.2f %% (alpha %.0f %%), mean evidence %.3f +- %.3f%n",
                operations, 100.0 * fired / rollouts, ALPHA * 100, mean, error);

        assertThat((double) fired / rollouts).isLessThanOrEqualTo(ALPHA);
        assertThat(mean).isLessThanOrEqualTo(1 + 4 * error);
    }

    /** One healthy rollout: in each operation both versions fail equally often, each operation in its own way. */
    private static final class Healthy {
        private final int operations;
        private final Random random;
        private final LevelEvidence together = errors();
        private final List<LevelEvidence> each = new ArrayList<>();

        Healthy(int operations, Random random) {
            this.operations = operations;
            this.random = random;
        }

        double second(int second) {
            PairedCounts sum = PairedCounts.NONE;
            if (each.size() < operations && second >= each.size() * SECONDS / operations / 2) {
                each.add(errors());
            }
            for (int i = 0; i < each.size(); i++) {
                double failing = 0.005 + 0.05 * (i % 3);
                int canary = random.nextInt(20 / (1 + i % 5) + 1);
                int baseline = random.nextInt(60 / (1 + i % 5) + 1);
                PairedCounts counts =
                        new PairedCounts(canary, failed(canary, failing), baseline, failed(baseline, failing));
                each.get(i).add(counts, NONE);
                sum = sum.plus(counts);
            }
            together.add(sum, NONE);
            return OperationShares.logMean(
                    together.logEvidence(),
                    each.stream().mapToDouble(LevelEvidence::logEvidence).toArray());
        }

        private int failed(int requests, double failing) {
            int failed = 0;
            for (int i = 0; i < requests; i++) {
                failed += random.nextDouble() < failing ? 1 : 0;
            }
            return failed;
        }

        private static LevelEvidence errors() {
            return new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), WEIGHTS);
        }
    }
}
