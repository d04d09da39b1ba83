package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about a running rollout: what is refused before anything is sent. */
class SteeringCommandsTest {
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    Path directory;

    @BeforeEach
    void makeKey() {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"advance", "step-back", "set-weight 7%"})
    void whatOverridesAPolicyNeedsAReason(String command) {
        Run without = rollout(command);
        Run blank = rollout(command, "--reason", " ");
        Run with = rollout(command, "--reason", "seen by hand");

        assertThat(without.code()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("missing required option: '--reason=TEXT'");
        assertThat(blank.code()).isEqualTo(ExitCode.USAGE);
        assertThat(with.code()).isEqualTo(ExitCode.FAILED);
        assertThat(with.err()).contains("no broker can be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject", "tick go-live audit"})
    void whatIsSaidForARoleNamesIt(String command) {
        assertThat(rollout(command).err()).contains("--role");
        assertThat(rollout(command, "--role", "no spaces").err()).contains("--role must be 1 to 100 of");
        assertThat(rollout(command, "--role", "security").err()).contains("no broker can be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject"})
    void anAnswerMayNameAQuestionOrAStageAndNotBoth(String command) {
        Run toQuestion = rollout(command, "--role", "sre", "--question", "shop-241/4");
        Run forStage = rollout(command, "--role", "sre", "--stage", "0");
        Run both = rollout(command, "--role", "sre", "--question", "shop-241/4", "--stage", "2");
        Run blank = rollout(command, "--role", "sre", "--question", " ");

        assertThat(toQuestion.err()).contains("no broker can be reached");
        assertThat(forStage.err()).contains("no broker can be reached");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("--question and --stage exclude each other");
        assertThat(blank.code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"advance", "step-back"})
    void theStageThatIsLeftIsAStagesNumber(String command) {
        Run fine = rollout(command, "--reason", "seen by hand", "--stage", "2");
        Run wrong = rollout(command, "--reason", "seen by hand", "--stage", "-1");

        assertThat(fine.err()).contains("no broker can be reached");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--stage must be a stage's number from 1, or 0 before the first, found -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "acknowledge", "acknowledge shop-1/4", "abort"})
    void othersNeedNeither(String command) {
        Run run = rollout(command);
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no broker can be reached");
    }

    @Test
    void aWeightIsAPercentage() {
        for (String wrong : List.of("7", "0%", "101%", "seven")) {
            Run run = rollout("set-weight " + wrong, "--reason", "less load");
            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("expected a share above 0% and up to 100%, as 7%, found '" + wrong + "'");
        }
    }

    @Test
    void anItemIsOneOfAChecklist() {
        assertThat(rollout("tick go-live", "--role", "security").err()).contains("ITEM");
    }

    @Test
    void noOneWaitsForLessThanASecond() {
        Run run = rollout("pause", "--timeout", "0");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--timeout must be at least 1 second, found 0");
    }

    @Test
    void aPolicyThatCannotBeUsedIsNeitherTakenNorBound() throws IOException {
        Path policy = Files.writeString(directory.resolve("bad.yaml"), "policy: bad\n");

        Run change = rollout("change-policy " + policy);
        Run bind = headgate(signed("policy", "bind", policy.toString()));

        assertThat(List.of(change, bind)).allSatisfy(run -> {
            assertThat(run.code()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("bad.yaml:1:", "the policy cannot be used; nothing was sent");
        });
    }

    @Test
    void bindingsAreOfAService() {
        assertThat(headgate(signed("policy", "unbind")).err()).contains("no broker can be reached");
        assertThat(headgate("policy", "unbind").err()).contains("--service");
    }

    @Test
    void aRollbackWithoutTheGateIsAskedForInSoManyWords() {
        Run without = headgate(signed("rollback", "--reason", "gate is down"));
        Run unexplained = headgate(signed("rollback", "--direct"));
        Run whole = headgate(signed("rollback", "--direct", "--reason", "gate is down", "--yes"));

        assertThat(without.code()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("say --direct", "headgate rollout abort");
        assertThat(unexplained.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unexplained.err()).contains("--reason");
        assertThat(whole.code()).isEqualTo(ExitCode.FAILED);
        assertThat(whole.err()).contains("no broker can be reached");
    }

    private Run rollout(String command, String... more) {
        return headgate(Stream.of(Stream.of("rollout"), Stream.of(signed(command.split(" "))), Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private String[] signed(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--service",
                                "shop",
                                "--signing-key",
                                directory.resolve("alice.private.pem").toString(),
                                "--bootstrap-servers",
                                NOBODY))
                .toArray(String[]::new);
    }
}
