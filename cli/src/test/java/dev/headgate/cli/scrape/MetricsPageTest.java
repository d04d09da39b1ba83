package dev.headgate.cli.scrape;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void anAddressWhereNobodyListensIsSaidInWords() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        MetricsPage page = new MetricsPage(URI.create("http://127.0.0.1:" + free + "/metrics"), Duration.ofSeconds(5));

        assertThatIOException().isThrownBy(page::get).withMessage("nobody answers there; check host and port");
    }
}
