package dev.headgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.Headgate;
import dev.headgate.local.demo.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo's help, its policy and the README tell the same about a scenario as the service does. */
class ScenarioWordsTest {
    private static final Path HOME = Path.of("..");

    @Test
    void everyScenarioIsABehaviourOfTheService() {
        assertThat(DemoScenario.words())
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(Behaviour.values())
                        .map(Behaviour::word)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void theHelpAndTheReadmeSayWhatTheServiceDoes(Behaviour behaviour) throws IOException {
        String help = String.format(String.join(
                "\n",
                Headgate.commandLine()
                        .getSubcommands()
                        .get("demo")
                        .getCommandSpec()
                        .usageMessage()
                        .footer()));

        assertThat(help.lines())
                .anyMatch(line -> line.strip().startsWith(behaviour.word()) && line.contains(behaviour.words()));
        assertThat(Files.readAllLines(HOME.resolve("README.md")))
                .anyMatch(line -> line.startsWith("| `" + behaviour.word() + "`") && line.contains(behaviour.words()));
    }

    @ParameterizedTest
    @EnumSource(value = Behaviour.class, mode = EnumSource.Mode.EXCLUDE, names = "HEALTHY")
    void thePolicySaysWhatTheServiceDoes(Behaviour behaviour) throws IOException {
        assertThat(Files.readAllLines(HOME.resolve("examples/policies/demo.yaml")))
                .anyMatch(line -> line.startsWith("#   " + behaviour.word() + " ") && line.contains(behaviour.words()));
    }
}
