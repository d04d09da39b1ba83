package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.Headgate;
import dev.headgate.it.harness.ChildJvm;
import dev.headgate.it.harness.Leftovers;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.RunDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a user runs it, with real requests over HTTP; only its policy's times are shorter. */
class DemoIT {

    private static final Duration LONGEST = Duration.ofMinutes(4);

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "errors", "slow", "slow-tail", "silent"})
    void endsAsItsScenarioCallsForAndLeavesNothingBehind(String scenario) throws Exception {
        runs(scenario, "client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors", "healthy"})
    void endsSoTooWhenOnlyTheProxyTells(String scenario) throws Exception {
        runs(scenario, "proxy");
    }

    private static void runs(String scenario, String telemetry) throws Exception {
        RealParts.require("haproxy", "haproxy");
        Path policy = Project.file("integration-tests/src/test/resources/policies/short-demo.yaml");
        try (RunDirectory run = RunDirectory.create()) {
            Path temporary = run.directory("temporary");
            ChildProcess demo = run.start(ChildCommand.java(
                    "demo-" + scenario,
                    ChildJvm.CLASS_PATH,
                    Headgate.class.getName(),
                    List.of("-Djava.io.tmpdir=" + temporary, "-Dheadgate.home=" + Project.file(".")),
                    List.of(
                            "demo",
                            "--plain",
                            "--scenario",
                            scenario,
                            "--telemetry",
                            telemetry,
                            "--policy",
                            policy.toString())));

            assertThat(demo.awaitExit(LONGEST)).as(demo.lastWords()).hasValue(0);

            assertThat(Leftovers.processes(temporary)).isEmpty();
            assertThat(Leftovers.runDirectories(temporary)).isEmpty();
        }
    }
}
