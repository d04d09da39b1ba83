package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesCommandsTest {

    @TempDir
    Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer provider;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void theExampleIsValidAndAMistakeIsAnsweredWithItsPlaceAndTheNearestWord() throws IOException {
        Path example = Path.of("../examples/notices.yaml");
        Run good = headgate("notices", "validate", example.toString());
        assertThat(good.code()).isEqualTo(ExitCode.DONE);
        assertThat(good.out())
                .contains("channels releases, pager, leads, status-page; 8 routes, otherwise to releases");

        Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"),
                Files.readString(example).replace("default: releases", "default: relases"));
        Run bad = headgate("notices", "validate", wrong.toString());

        assertThat(bad.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(bad.out()).contains("wrong.yaml:6:10", "there is no such channel", "releases");
    }

    @Test
    void aChannelIsTriedWithOneNotice() throws IOException {
        Run run = headgate("notices", "test", file().toString(), "--channel", "bus");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("bus: the provider has it");
        assertThat(told).singleElement().asString().contains("\"event\":\"test notice\"", "nothing has happened");
    }

    @Test
    void whatTheProviderSaidIsTold() throws IOException {
        status = 404;

        Run run = headgate("notices", "test", file().toString(), "--channel", "bus");

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("channel bus: answered with status 404", "Look at its address");
    }

    @Test
    void aChannelThatIsMisspeltIsAnsweredWithTheNearest() throws IOException {
        Run run = headgate("notices", "test", file().toString(), "--channel", "buss");

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("there is no channel buss", "Did you mean bus?");
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("notices.yaml"), """
                default: bus
                channels:
                  bus: { webhook: { url: "http://127.0.0.1:%d/" } }
                routes: [ { channels: bus } ]
                """.formatted(
                        provider.getAddress().getPort()));
    }
}
