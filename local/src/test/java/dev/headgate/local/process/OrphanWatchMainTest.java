package dev.headgate.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanWatchMainTest {
    @TempDir
    Path temporary;

    @Test
    void killsTheProcessesAndRemovesTheDirectoriesItWasToldWhenItsInputEnds() throws IOException {
        Process child = new ProcessBuilder("sleep", "600").start();
        Path removed = Files.createDirectories(temporary.resolve("removed"));
        Path kept = Files.createDirectories(temporary.resolve("kept"));
        Files.writeString(removed.resolve("file"), "content");

        String answers =
                run("child %d\ndirectory %s\ndirectory %s\nkeep %s\n".formatted(child.pid(), removed, kept, kept));

        assertThat(child.isAlive()).isFalse();
        assertThat(removed).doesNotExist();
        assertThat(kept).exists();
        assertThat(answers.lines()).containsExactly("ok", "ok", "ok", "ok");
    }

    @Test
    void killsWhatAWatchedProcessStarted() throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait").start();
        long grandchild = Long.parseLong(
                new BufferedReader(new java.io.InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))
                        .readLine());

        run("child " + shell.pid() + "\n");

        assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void toleratesWhatIsAlreadyGone() throws Exception {
        Process child = new ProcessBuilder("true").start();
        child.waitFor();

        String answers = run("child %d\ndirectory %s\n".formatted(child.pid(), temporary.resolve("never-made")));

        assertThat(answers.lines()).containsExactly("ok", "ok");
    }

    @Test
    void refusesAnOrderItDoesNotKnow() {
        assertThatThrownBy(() -> run("bogus\n")).hasMessageContaining("Unknown order 'bogus'");
    }

    private static String run(String orders) throws IOException {
        var answers = new ByteArrayOutputStream();
        new OrphanWatchMain()
                .run(
                        new BufferedReader(new StringReader(orders)),
                        new PrintStream(answers, true, StandardCharsets.UTF_8));
        return answers.toString(StandardCharsets.UTF_8);
    }
}
