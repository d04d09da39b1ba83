package dev.headgate.executor.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback by a program of one's own, as the example has it: one call sets the weight, another one reads it back. */
class ShiftByCommandTest {

    @TempDir
    Path directory;

    private FakePrograms programs;
    private FakeRuntimeApi haproxy;
    private Performance performance;
    private Runbook runbook;

    @BeforeEach
    void prepare() throws Exception {
        programs = new FakePrograms(directory.resolve("programs"));
        haproxy = new FakeRuntimeApi();
        performance = new Performance(programs, haproxy);
        runbook = performance.runbook("shift-traffic-command.yaml", UnaryOperator.identity());
    }

    @AfterEach
    void close() throws Exception {
        haproxy.close();
    }

    @Test
    void versionAndWeightAreArgumentsAndWhatIsReadBackConfirmsTheShift() {
        programs.says("traffic", "{\"weight\": 0}");

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).contains(Weight.NONE);
        assertThat(programs.calls()).containsExactly("traffic set shop 2.0.0 0", "traffic get shop 2.0.0");
        assertThat(performance.effects)
                .extracting(Effect::budget)
                .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(10));
    }

    @Test
    void whatReadsBackAnotherWeightHasFailedAndConfirmsNothing() throws Exception {
        programs.says("traffic", "{\"weight\": 20}");
        Runbook once = performance.runbook(
                "shift-traffic-command.yaml",
                yaml -> yaml.replaceAll("recovery: rerun", "recovery: ask").replaceAll("tries: [0-9]", "tries: 1"));

        Execution outcome = performance.carryOut(once);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).contains("step in-force: in force is 20% instead of 0%");
        assertThat(outcome.confirmedWeight()).isEmpty();
    }

    @Test
    void aProgramThatFailsIsTriedAgainBeforeAnythingIsReadBack() {
        programs.says("traffic", "{\"weight\": 0}");
        programs.does("traffic", "fail", "well", "fail", "well");

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(programs.calls())
                .containsExactly(
                        "traffic set shop 2.0.0 0",
                        "traffic set shop 2.0.0 0",
                        "traffic get shop 2.0.0",
                        "traffic get shop 2.0.0");
    }
}
