package dev.headgate.console.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.headgate.console.settings.ServedAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** From where a request comes is told by a proxy where there is one, and never by whoever asks. */
class ForwardedTest {

    private static final String PUBLIC = "headgate.example.com";
    private static final ServedAddress BEHIND_A_PROXY =
            new ServedAddress("127.0.0.1", 0, Optional.of("https://" + PUBLIC), Optional.empty(), true);
    private static final int MORE_THAN_FAILURES = 15;

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();

    @BeforeEach
    void listen() {
        audit.start();
        auditLog().addAppender(audit);
    }

    @AfterEach
    void stopListening() {
        auditLog().detachAppender(audit);
    }

    @Test
    void behindAProxyTheLastAddressOfItsHeaderIsWhomARequestComesFrom() throws IOException {
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.at(BEHIND_A_PROXY))) {
            ask(console, "guess", "X-Forwarded-For: 203.0.113.9, 198.51.100.7");
            ask(console, "guess", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 198.51.100.8");
            ask(console, "guess");
        }

        assertThat(addressesOfRefused()).containsExactly("198.51.100.7", "198.51.100.8", "127.0.0.1");
    }

    @Test
    void behindAProxyWhoGuessesIsShutOutAndNobodyElse() throws IOException {
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.at(BEHIND_A_PROXY))) {
            for (int i = 0; i < MORE_THAN_FAILURES; i++) {
                // What stands before the proxy's own word is another each time.
                ask(console, "guess-" + i, "X-Forwarded-For: 203.0.113." + i, "X-Forwarded-For: 198.51.100.7");
            }

            assertThat(ask(console, TestConsole.VIEWER, "X-Forwarded-For: 198.51.100.7"))
                    .isEqualTo(429);
            assertThat(ask(console, TestConsole.VIEWER, "X-Forwarded-For: 198.51.100.8"))
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutAProxyTheHeaderIsNotBelieved() throws IOException {
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.USUAL)) {
            for (int i = 0; i < MORE_THAN_FAILURES; i++) {
                ask(console, "guess-" + i, "X-Forwarded-For: 203.0.113." + i, "Forwarded: for=203.0.113." + i);
            }

            assertThat(ask(console, TestConsole.VIEWER, "X-Forwarded-For: 198.51.100.8"))
                    .isEqualTo(429);
        }
        assertThat(addressesOfRefused()).containsOnly("127.0.0.1");
    }

    @Test
    void aProxysWordForTheHostIsNotBelieved() throws IOException {
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.at(BEHIND_A_PROXY))) {
            String spoofed = "GET /api/v1/status HTTP/1.0\r\nHost: evil.example\r\nX-Forwarded-Host: " + PUBLIC
                    + "\r\nForwarded: host=" + PUBLIC + "\r\nAuthorization: Bearer " + TestConsole.VIEWER + "\r\n\r\n";

            assertThat(console.client.sendBytes(spoofed.getBytes(US_ASCII)).status())
                    .isEqualTo(421);
        }
    }

    /** As a proxy would send it on; the same header may stand there twice. */
    private static int ask(TestConsole console, String token, String... headers) {
        String host = console.console.url().startsWith("https://") ? PUBLIC : "127.0.0.1:" + console.client.port();
        StringBuilder request = new StringBuilder(
                "GET /api/v1/status HTTP/1.0\r\nHost: " + host + "\r\nAuthorization: Bearer " + token + "\r\n");
        List.of(headers).forEach(header -> request.append(header).append("\r\n"));
        return console.client
                .sendBytes(request.append("\r\n").toString().getBytes(US_ASCII))
                .status();
    }

    private List<String> addressesOfRefused() {
        return audit.list.stream()
                .flatMap(event -> event.getKeyValuePairs().stream())
                .filter(pair -> pair.key.equals("from"))
                .map(pair -> String.valueOf(pair.value))
                .toList();
    }

    private static Logger auditLog() {
        return (Logger) LoggerFactory.getLogger("dev.headgate.console.audit");
    }
}
