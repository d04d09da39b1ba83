package dev.headgate.cli.receive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an address whether Alertmanager is there. Thread-safe. */
final class HeartbeatPoll {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatPoll.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;

    HeartbeatPoll(URI address) {
        this.address = address;
    }

    /** Whether it answers 200 within ten seconds. */
    boolean answers() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(LONGEST).GET().build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close(); // unread: one that never ended would keep the next heartbeats
            int status = answer.statusCode();
            if (status != OK) {
                log.warn("No heartbeat: {} answers {}, expected {}", address, status, OK);
            }
            return status == OK;
        } catch (IOException unreachable) {
            log.warn("No heartbeat: {} does not answer: {}", address, unreachable.toString());
            return false;
        }
    }
}
