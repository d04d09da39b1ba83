package dev.headgate.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void isRemovedWithEverythingInItWhenClosed() throws IOException {
        var run = RunDirectory.createIn(temporary.resolve("runs"));
        Path file = run.write("gate/gate.properties", "http.port=0\n");
        Files.createSymbolicLink(run.directory("data").resolve("outside"), temporary);

        run.close();

        assertThat(file).doesNotExist();
        assertThat(run.path()).doesNotExist();
        assertThat(temporary.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void stopsItsChildrenLastStartedFirst() {
        var run = RunDirectory.createIn(temporary);
        Path record = temporary.resolve("record");
        var first = run.start(recording("first", record));
        var second = run.start(recording("second", record));
        awaitUp(first);
        awaitUp(second);
        assertThat(run.alive()).containsExactly(second, first);

        run.close();

        assertThat(record).hasContent("second\nfirst");
        assertThat(run.alive()).isEmpty();
    }

    @Test
    void startsNothingOnceClosed() {
        var run = RunDirectory.createIn(temporary);
        run.close();
        run.close();

        assertThatThrownBy(() -> run.start(ChildCommand.of("late", "true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is over");
    }

    @Test
    void staysToBeLookedAtWhenAskedTo() {
        System.setProperty("headgate.keepRunDirectory", "true");
        try {
            var run = RunDirectory.createIn(temporary);
            run.start(ChildCommand.of("child", "true"));
            run.close();

            assertThat(run.path().resolve("logs/child.log")).exists();
        } finally {
            System.clearProperty("headgate.keepRunDirectory");
        }
    }

    @Test
    void isANewDirectoryInTheSystemsTemporaryDirectoryByDefault() {
        try (var one = RunDirectory.create();
                var other = RunDirectory.create()) {
            assertThat(one.path()).exists().isNotEqualTo(other.path());
            assertThat(one.path().getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    private static ChildCommand recording(String name, Path record) {
        String script = "trap 'echo " + name + " >> \"$0\"; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        return ChildCommand.of(name, "sh", "-c", script, record.toString());
    }

    private static void awaitUp(ChildProcess child) {
        try {
            child.awaitReady(ReadyCondition.logLine("up"), java.time.Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void settingsForAnotherInstallationDoNotReachTheChildren() {
        assertThat(RunDirectory.isSettingOfAnother("HEADGATE_BOOTSTRAP_SERVERS"))
                .isTrue();
        assertThat(RunDirectory.isSettingOfAnother("HEADGATE_LOG_FORMAT")).isFalse();
        assertThat(RunDirectory.isSettingOfAnother("PATH")).isFalse();
    }
}
