package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.runbook.RunbookDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunbooksTest {
    @TempDir
    Path own;

    @TempDir
    Path gathered;

    @Test
    void hooksOfATeamsOwnStandBesideTheSplittersRunbook() throws IOException {
        Files.writeString(own.resolve("smoke.yaml"), """
                runbook: smoke
                description: Looks at one page
                budget: 10s
                steps:
                  - { name: look, command: { arguments: [ /bin/true ] }, budget: 5s, recovery: rerun }
                """);

        assertThat(LocalRunbooks.shiftTraffic(own)).isFalse();
        LocalRunbooks.gather(own, gathered, Examples.shiftTraffic("127.0.0.1:9999", "shop"));

        RunbookDirectory read = RunbookDirectory.read(gathered);
        assertThat(read.problems()).isEmpty();
        assertThat(read.runbooks().named("smoke")).isPresent();
        assertThat(read.runbooks().named("shift-traffic")).isPresent();
    }

    @Test
    void whoeverShiftsTrafficByThemselvesKeepsTheirOwn() throws IOException {
        Files.writeString(own.resolve("any.yaml"), Examples.shiftTraffic("127.0.0.1:9999", "shop"));

        assertThat(LocalRunbooks.shiftTraffic(own)).isTrue();
    }
}
