package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.LongAction;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An action takes twenty-five sessions, and half as long again as the group lets a member go without a poll. */
class LongActionIT {

    private static final Duration TAKES = Duration.ofSeconds(50);

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @Test
    void theSameMemberKeepsItsPartitionsServesOthersAndRecordsTheEndOnce() throws Exception {
        LongAction.Report report = new LongAction(HEADGATE, TAKES).run(Duration.ofSeconds(1));

        assertThat(report.took()).isGreaterThanOrEqualTo(TAKES);
        assertThat(report.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(outcome.attempt()).isEqualTo(1);
        });
        assertThat(report.programs()).isEqualTo(1);
        assertThat(report.owners()).as("members with their partitions").hasSize(2);
        assertThat(report.membershipsLost()).isZero();
        assertThat(report.shifts()).isGreaterThan(10);
        assertThat(report.failed()).isZero();
    }
}
