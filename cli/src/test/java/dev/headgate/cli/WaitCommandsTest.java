package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting and watching: what is refused before anything is asked. */
class WaitCommandsTest {
    private static final String NOBODY = "127.0.0.1:1";

    @ParameterizedTest
    @ValueSource(strings = {"--abort-on-interrupt", "--wait-timeout 5m"})
    void whatIsAboutWaitingGoesWithWait(String option) {
        Run run = start(option);

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--wait-timeout and --abort-on-interrupt go with --wait");
    }

    @Test
    void aTimeIsADuration() {
        assertThat(start("--wait --wait-timeout soon").err())
                .contains("expected a duration as 30s or 5m, found 'soon'");
        assertThat(start("--wait --silence 10ms").err()).contains("expected at least 1s");
    }

    @Test
    void whoWaitsSaysForWhich() {
        assertThat(headgate("rollout", "wait").err()).contains("say which: ROLLOUT or --service NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait --service shop", "wait shop-1", "watch", "watch --plain shop-1"})
    void withoutABrokerNothingIsWaitedForOrWatched(String words) {
        Run run = headgate(Stream.concat(
                        Stream.of("rollout"), Stream.of((words + " --bootstrap-servers " + NOBODY).split(" ", -1)))
                .toArray(String[]::new));

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no broker can be reached at " + NOBODY);
    }

    @Test
    void anExaminationOfNothingSaysSoInsteadOfFailing() {
        Run run = headgate("doctor", "--bootstrap-servers", NOBODY);

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("✗ broker", "no broker can be reached: 127.0.0.1:1", "1 thing is wrong");
    }

    @Test
    void aPartThatThereIsNotIsNotUnderstood() {
        assertThat(headgate("doctor", "--as", "judges").err())
                .contains("expected one of gate, administrator,", "console, doctor, found 'judges'");
        assertThat(headgate("completion", "tcsh").err()).contains("expected bash, zsh or fish, found 'tcsh'");
    }

    private static Run start(String more) {
        return headgate(Stream.concat(
                        Stream.of(
                                "rollout",
                                "start",
                                "--service",
                                "shop",
                                "--canary",
                                "2",
                                "--baseline",
                                "1",
                                "--policy",
                                "../examples/policies/demo.yaml",
                                "--signing-key",
                                "none.pem"),
                        Stream.of(more.split(" ", -1)))
                .toArray(String[]::new));
    }
}
