package dev.headgate.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent JVM that really ends: killed, terminated, or by itself. */
class OrphanWatchIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    @Test
    void nothingOutlivesAParentThatIsKilledWithSigkill() throws Exception {
        var parent = Parent.start("wait", temporary);
        assertThat(parent.children).allMatch(ProcessHandle::isAlive);

        parent.process.destroyForcibly();

        parent.assertLeavesNothing();
    }

    @Test
    void nothingOutlivesAParentThatIsTerminated() throws Exception {
        var parent = Parent.start("wait", temporary);

        parent.process.destroy();

        parent.assertLeavesNothing();
    }

    @Test
    void nothingOutlivesAParentThatCallsExit() throws Exception {
        var parent = Parent.start("exit", temporary);

        assertThat(parent.process.waitFor()).isEqualTo(3);

        parent.assertLeavesNothing();
    }

    private record Parent(Process process, List<ProcessHandle> children, Optional<ProcessHandle> watch, Path run) {
        static Parent start(String behaviour, Path directory) throws IOException {
            var process = new ProcessBuilder(ChildCommand.java(
                                    "parent",
                                    System.getProperty("java.class.path"),
                                    ParentMain.class.getName(),
                                    List.of("-XX:TieredStopAtLevel=1"),
                                    List.of(behaviour, directory.toString()))
                            .arguments())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String[] words = output.readLine().split(" ", 3);
            var children = List.of(words[0], words[1]).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .toList();
            var watch = process.children()
                    .filter(child -> children.stream().noneMatch(known -> known.pid() == child.pid()))
                    .findFirst();
            return new Parent(process, children, watch, Path.of(words[2]));
        }

        void assertLeavesNothing() {
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(process.isAlive()).isFalse();
                assertThat(children).noneMatch(ProcessHandle::isAlive);
                assertThat(watch.filter(ProcessHandle::isAlive)).isEmpty();
                assertThat(Files.exists(run)).isFalse();
            });
        }
    }
}
