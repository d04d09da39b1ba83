package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.disturbed.DisturbedExecutors;
import dev.headgate.it.harness.guarantees.Findings;
import dev.headgate.schemas.model.ExecutionStatus;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same a thousand times: {@code integration-tests/run ExecutorSoak 1000}. */
class ExecutorGuaranteesIT {

    private static final int DISTURBANCES = 40;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261128)
    void killedAndPausedExecutorsKeepEveryGuarantee(long seed) throws Exception {
        try (DisturbedExecutors executors = new DisturbedExecutors(HEADGATE, seed)) {
            DisturbedExecutors.Report report = executors.run(DISTURBANCES, soFar -> {});

            assertThat(report.violations()).as("seed %d, %s", seed, report).isEmpty();
            assertThat(report.kills()).isPositive();
            assertThat(report.pauses()).isPositive();
            assertThat(report.takenOver()).isPositive();
            assertThat(report.resettled()).isPositive();
            assertThat(report.outcomes().get(ExecutionStatus.SUCCEEDED)).isGreaterThan(DISTURBANCES);
            assertThat(report.findings().values()).extracting(Findings::looked).allMatch(looked -> looked > 0);
        }
    }
}
