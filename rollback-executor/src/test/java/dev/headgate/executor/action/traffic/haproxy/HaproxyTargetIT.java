package dev.headgate.executor.action.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HaproxyWeight;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real HAProxy over its Unix socket; skipped where it is not installed, except with CI=true. */
class HaproxyTargetIT {

    @TempDir
    Path directory;

    private Process haproxy;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(program)
                    .as("haproxy is not installed (apt-get install haproxy)")
                    .isPresent();
        }
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, """
                global
                  stats socket %s mode 600 level admin
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 1s
                  timeout server 1s
                backend shop
                  server 1.0.0 127.0.0.1:9 weight 100
                  server 2.0.0 127.0.0.1:9 weight 0
                """.formatted(socket()));
        haproxy = new ProcessBuilder(program.orElseThrow().toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket()));
    }

    @AfterEach
    void stop() {
        if (haproxy != null) {
            haproxy.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 0.5, 33, 100, 0})
    void theRealProxyConfirmsTheShare(double percent) throws Exception {
        var action = new HaproxyWeight(socket().toString(), "shop", "2.0.0", "1.0.0", Double.toString(percent));

        StepOutcome outcome =
                new TrafficShifter(new TrafficTargets()).shift(action, Duration.ofSeconds(10), Optional::empty);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Done.class,
                        done -> assertThat(done.confirmedWeight()).contains(new Weight(percent)));
    }

    private Path socket() {
        return directory.resolve("api.sock");
    }
}
