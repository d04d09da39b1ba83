package dev.headgate.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.process.Program;
import dev.headgate.schemas.signing.KeyFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorProcessTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void showsItsUsage() {
        assertThat(run(Map.of(), "--help")).isEqualTo(Program.STOPPED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--config FILE");
    }

    @Test
    void namesEveryWrongArgument() {
        assertThat(run(Map.of(), "--confg", "--set")).isEqualTo(Program.MISCONFIGURED);
        assertThat(errors())
                .startsWith("The executor cannot start:")
                .contains("unknown argument --confg")
                .contains("--set needs a value");
    }

    @Test
    void namesWhatIsWrongWithRunbooksAndKeysTogether() throws Exception {
        Files.createDirectories(directory.resolve("keys"));
        Files.createDirectories(directory.resolve("runbooks"));
        Files.writeString(directory.resolve("runbooks/broken.yaml"), "runbook: 1 2\n");

        assertThat(start("")).isEqualTo(Program.MISCONFIGURED);

        assertThat(errors()).contains("broken.yaml").contains("trusted.keys");
    }

    @Test
    void twoRunbooksOfOneNameAreRefused() throws Exception {
        prepare();
        Files.copy(directory.resolve("runbooks/shift.yaml"), directory.resolve("runbooks/twin.yml"));

        assertThat(start("")).isEqualTo(Program.MISCONFIGURED);

        assertThat(errors()).contains("another file holds a runbook shift-traffic already");
    }

    @Test
    void aRunbookFileThatReachesWhatIsNotAllowedIsRefusedWithFileTargetAndSetting() throws Exception {
        prepare();
        Files.writeString(directory.resolve("runbooks/web.yaml"), """
                runbook: web
                parameters: { canary: version, baseline: version, weight: weight }
                steps:
                  - name: weight
                    haproxy: { address: "10.0.0.1:9999", backend: shop, canaryServer: "${canary}", baselineServer: "${baseline}", weight: "${weight}" }
                  - name: smoke
                    probe: { url: "http://10.0.0.2:8080/health" }
                  - name: climb
                    command: { arguments: [ /opt/deploy/../../bin/sh ] }
                    recovery: ask
                """);

        assertThat(start("allowed.targets=10.0.0.1:9999,/opt/deploy/*")).isEqualTo(Program.MISCONFIGURED);

        assertThat(errors())
                .contains("shift.yaml: step tell reaches the program /bin/true, which allowed.targets does not allow")
                .contains(
                        "web.yaml: step smoke reaches the address 10.0.0.2:8080, which allowed.targets does not allow")
                .contains("web.yaml: step climb reaches the program /bin/sh")
                .contains("it allows 10.0.0.1:9999, /opt/deploy/*")
                .doesNotContain("step weight");
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        prepare();
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(start("http.port=" + taken.getLocalPort())).isEqualTo(Program.MISCONFIGURED);
        }
        assertThat(errors()).contains("cannot be served");
    }

    private void prepare() throws Exception {
        KeyFiles.create(directory.resolve("keys"), "gate");
        Files.createDirectories(directory.resolve("runbooks"));
        Files.writeString(directory.resolve("runbooks/shift.yaml"), """
                runbook: shift-traffic
                steps:
                  - name: tell
                    command: { arguments: [ "/bin/true" ] }
                    recovery: ask
                """);
    }

    private int start(String setting) {
        return run(
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "HEADGATE_TRUSTED_KEYS", directory.resolve("keys").toString(),
                        "HEADGATE_RUNBOOKS", directory.resolve("runbooks").toString()),
                setting.isEmpty() ? new String[0] : new String[] {"--set", setting});
    }

    private int run(Map<String, String> environment, String... words) {
        return new ExecutorProcess(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words), environment);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
