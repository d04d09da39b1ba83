package dev.headgate.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    static Path temporary;

    private final RunDirectory run = RunDirectory.createIn(temporary);

    @AfterEach
    void closeRun() {
        run.close();
    }

    @Test
    void writesItsOutputAndErrorsIntoItsLog() throws Exception {
        var child = run.start(ChildCommand.of("speaker", "sh", "-c", "echo out; echo err >&2"));

        assertThat(child.awaitExit(LONG)).hasValue(0);

        assertThat(child.log().tail(10)).containsExactly("out", "err");
        assertThat(child.log().path()).isEqualTo(run.path().resolve("logs/speaker.log"));
        assertThat(child.log().tail(1)).containsExactly("err");
    }

    @Test
    void seesTheVariablesOfItsCommand() throws Exception {
        var child = run.start(ChildCommand.of("speaker", "sh", "-c", "echo $GREETING")
                .withEnvironment(Map.of("GREETING", "good morning")));

        child.awaitReady(ReadyCondition.logLine("^good m"), LONG);

        assertThat(child.log().tail(10)).containsExactly("good morning");
    }

    @Test
    void isReadyWhenItsPortIsOpen() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var child = run.start(ChildCommand.of("listener", "sleep", "600"));

            child.awaitReady(ReadyCondition.portOpen(socket.getLocalPort()), LONG);

            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void showsTheEndOfItsLogWhenItEndsBeforeItIsReady() {
        var child = run.start(ChildCommand.of("broken", "sh", "-c", "echo cannot open the database; exit 7"));

        assertThatThrownBy(() -> child.awaitReady(ReadyCondition.portOpen(FreePorts.next()), LONG))
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("broken ended with exit code 7")
                .hasMessageContaining("cannot open the database");
    }

    @Test
    void showsTheEndOfItsLogWhenItIsNotReadyInTime() throws Exception {
        var child = run.start(ChildCommand.of("slow", "sh", "-c", "echo still thinking; exec sleep 600"));
        child.awaitReady(ReadyCondition.logLine("thinking"), LONG);

        assertThatThrownBy(() -> child.awaitReady(ReadyCondition.logLine("done"), Duration.ofMillis(100)))
                .hasMessageContaining("slow was not ready within 100 ms: waited for a log line matching /done/")
                .hasMessageContaining("still thinking");
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void saysSoWhenItWroteNothing() {
        var child = run.start(ChildCommand.of("mute", "false"));

        assertThatThrownBy(() -> child.awaitReady(ReadyCondition.probe("a miracle", () -> false), LONG))
                .hasMessageContaining("waiting for a miracle")
                .hasMessageContaining("mute.log is empty");
    }

    @Test
    void stopsByItselfWhenAskedTo() throws Exception {
        var child = run.start(ChildCommand.of(
                "polite", "sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
        child.awaitReady(ReadyCondition.logLine("up"), LONG);

        child.stop(LONG);

        assertThat(child.exitCode()).hasValue(0);
        assertThat(child.log().tail(1)).containsExactly("bye");
    }

    @Test
    void isKilledWhenItIgnoresTheRequestToStop() throws Exception {
        var child = run.start(
                ChildCommand.of("stubborn", "sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"));
        child.awaitReady(ReadyCondition.logLine("up"), LONG);

        child.stop(Duration.ofMillis(100));

        assertThat(child.exitCode()).hasValue(128 + 9);
    }

    @Test
    void stopsAlsoWhilePaused() {
        var child = run.start(ChildCommand.of("paused", "sleep", "600"));
        child.pause();

        child.stop(LONG);

        assertThat(child.exitCode()).hasValue(128 + 15);
    }

    @Test
    void doesNothingWhilePausedAndGoesOnWhenResumed() throws Exception {
        var child = run.start(ChildCommand.of("ticker", "sh", "-c", "while :; do echo tick; sleep 0.02; done"));
        child.awaitReady(ReadyCondition.logLine("tick"), LONG);

        child.pause();
        await().atMost(LONG).until(() -> stateOf(child) == 'T');
        long sizeWhenPaused = Files.size(child.log().path());
        assertThat(child.isAlive()).isTrue();
        child.resume();

        await().atMost(LONG).until(() -> Files.size(child.log().path()) > sizeWhenPaused);
    }

    @Test
    void cannotBePausedOnceItIsGone() {
        var child = run.start(ChildCommand.of("gone", "sleep", "600"));

        child.kill();

        assertThat(child.exitCode()).hasValue(128 + 9);
        assertThatThrownBy(child::pause)
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("Cannot send SIGSTOP to gone");
    }

    @Test
    void namesTheProgramThatIsNotInstalled() {
        assertThatThrownBy(() -> run.start(ChildCommand.of("envoy", "no-such-program", "-c", "x")))
                .hasMessageContaining(
                        "Cannot start envoy: the program 'no-such-program' is neither a file nor on the PATH");
    }

    @Test
    void refusesANameThatCannotBeAFileName() {
        assertThatThrownBy(() -> ChildCommand.of("../x", "true")).hasMessageContaining("found '../x'");
        assertThatThrownBy(() -> new ChildCommand("x", List.of(), Map.of())).hasMessageContaining("is empty");
    }

    private static char stateOf(ChildProcess child) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
        return status.charAt(status.lastIndexOf(')') + 2);
    }
}
