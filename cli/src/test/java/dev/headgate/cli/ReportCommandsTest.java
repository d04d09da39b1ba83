package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportCommandsTest {

    private static final String RUNBOOK = "../examples/runbooks/report-when-over.yaml";

    @Test
    void theExampleRunbookCallsTheCommandThatThereIs() {
        Run shown = Run.headgate("runbook", "run", "--dry-run", RUNBOOK, "--set", "rollout=checkout-2.4.1-5f0c2a17");

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("report", "deployment", "--rollout", "checkout-2.4.1-5f0c2a17", "--directory");
        assertThat(Run.headgate(
                                "report",
                                "deployment",
                                "--rollout",
                                "checkout-2.4.1-5f0c2a17",
                                "--directory",
                                "d",
                                "--help")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--timeout", "../../etc/passwd", "a b", ".hidden", ""})
    void theExampleRunbookTakesNothingElseForARollout(String rollout) {
        assertThat(Run.headgate("runbook", "run", "--dry-run", RUNBOOK, "--set", "rollout=" + rollout)
                        .code())
                .isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--week=2026-W60", "--month=2026-13", "--month=November"})
    void aPeriodThatIsNoneIsNotUnderstood(String period) {
        Run run = Run.headgate("report", "period", period);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("expected a ");
    }

    @Test
    void aFormatThatIsNoneIsNotUnderstood() {
        Run run = Run.headgate("report", "deployment", "--rollout", "r-1", "--format", "pdf");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("html, markdown, json");
    }

    @Test
    void oneRolloutIsMeant() {
        assertThat(Run.headgate("report", "deployment").code()).isEqualTo(2);
        assertThat(Run.headgate("report", "deployment", "--rollout", "r-1", "--service", "shop")
                        .code())
                .isEqualTo(2);
    }
}
