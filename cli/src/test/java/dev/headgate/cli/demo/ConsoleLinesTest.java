package dev.headgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.local.demo.LocalConsole;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.RunDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack outlives its page: whoever rolls out with it is told, and nothing more happens. */
final class ConsoleLinesTest {

    private static final Palette PLAIN = Palette.PLAIN;

    @TempDir
    private Path directory;

    private RunDirectory run;
    private final StringWriter told = new StringWriter();
    private final StartLines progress = new StartLines(new PrintWriter(told), PLAIN, false);

    @BeforeEach
    void begin() {
        run = RunDirectory.createIn(directory);
    }

    @AfterEach
    void end() {
        run.close();
    }

    @Test
    void aPageThatDoesNotComeIsToldWithItsLastWords() throws Exception {
        LocalConsole console = console("echo the port is taken; exit 3");

        List<String> lines = ConsoleLines.await(console, progress, PLAIN, Instant.EPOCH);

        assertThat(String.join("\n", lines))
                .contains(
                        "There is no page: console ended with exit code 3",
                        "the port is taken",
                        "Everything else goes on without it.");
        assertThat(console.isAlive()).isFalse();
        assertThat(told.toString()).doesNotContain("✓");
    }

    @Test
    void aPageThatEndsIsTold() throws Exception {
        LocalConsole console =
                console("echo headgate console open http://127.0.0.1:9/o ready http=127.0.0.1:9; read x");
        assertThat(ConsoleLines.await(console, progress, PLAIN, Instant.EPOCH))
                .anySatisfy(line -> assertThat(line).contains("http://127.0.0.1:9/o"));
        assertThat(console.isAlive()).isTrue();

        console.process().process().stop(Duration.ofSeconds(20));

        assertThat(console.isAlive()).isFalse();
        assertThat(String.join("\n", ConsoleLines.ended(console)))
                .contains("The page is gone: the console ended with exit code 143.", "goes on without it");
    }

    private LocalConsole console(String script) {
        return LocalConsole.start(run, ChildCommand.of("console", "sh", "-c", script));
    }
}
