package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<CompletedRequest> events = new CopyOnWriteArrayList<>();

    @Test
    void sendsAsManyRequestsAsItMayAndCountsTheirAnswers() throws Exception {
        try (var service = service(Behaviour.ERRORS);
                var load = LoadGenerator.start(plan(service.port(), 200, 100, LONG))) {
            Instant before = Instant.now();
            await().atMost(LONG).until(() -> load.report().answered() == 100);

            assertThat(load.ended()).isTrue();
            assertThat(load.report().sent()).isEqualTo(100);
            assertThat(load.report().unanswered()).isZero();
            assertThat(load.report().of("1").failed()).isBetween(10L, 60L);
            assertThat(load.report().of("1").firstBad().orElseThrow()).isBetween(before.minusSeconds(5), Instant.now());
            assertThat(load.report().of("2")).isEqualTo(LoadReport.OfVersion.NONE);
            assertThat(events).extracting(CompletedRequest::operation).contains("checkout", "search");
            assertThat(events).extracting(CompletedRequest::requestId).doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsItsRateAlthoughAnswersAreSlow() throws Exception {
        try (var service = service(Behaviour.SLOW);
                var load = LoadGenerator.start(plan(service.port(), 100, Long.MAX_VALUE, Duration.ofSeconds(2)))) {
            await().atMost(LONG).until(load::ended);

            assertThat(load.report().sent()).isEqualTo(200);
            await().atMost(LONG).until(() -> load.report().answered() == 200);
        }
    }

    @Test
    void countsWhatNobodyAnswered() {
        try (var load = LoadGenerator.start(plan(closedPort(), 200, 20, LONG))) {
            await().atMost(LONG).until(() -> load.report().unanswered() == 20);

            assertThat(load.report().answered()).isZero();
        }
    }

    @Test
    void goesToThisMachineOnlyAndIsBounded() {
        var elsewhere = URI.create("http://192.0.2.1:80");
        var here = URI.create("http://127.0.0.1:80");
        var operations = List.of("checkout");

        assertThatThrownBy(() -> new LoadGenerator.Plan(elsewhere, operations, 10, 1, LONG, 1))
                .hasMessageContaining("127.0.0.1 only");
        assertThatThrownBy(() -> new LoadGenerator.Plan(here, operations, 2_001, 1, LONG, 1))
                .hasMessageContaining("found 2001");
        assertThatThrownBy(() -> new LoadGenerator.Plan(here, List.of(), 10, 1, LONG, 1))
                .hasMessageContaining("at least one operation");
    }

    @Test
    void remembersOnlyTheFirstBadAnswer() {
        Instant first = Instant.ofEpochSecond(1);

        var report = LoadReport.EMPTY
                .andAnswered("1", 200, false, Instant.EPOCH)
                .andAnswered("1", 500, true, first)
                .andAnswered("1", 500, true, Instant.ofEpochSecond(2))
                .andNotSent();

        assertThat(report.of("1").firstBad()).hasValue(first);
        assertThat(report.of("1").failed()).isEqualTo(2);
        assertThat(report.notSent()).isEqualTo(1);
    }

    private DemoService service(Behaviour behaviour) throws IOException {
        return DemoService.start(
                InetAddress.getLoopbackAddress(),
                "1",
                0,
                behaviour,
                3,
                (operation, latency, success, id) -> events.add(new CompletedRequest(operation, latency, success, id)));
    }

    private static int closedPort() {
        return dev.headgate.local.process.FreePorts.next();
    }

    private static LoadGenerator.Plan plan(int port, int rate, long requests, Duration time) {
        return new LoadGenerator.Plan(
                URI.create("http://127.0.0.1:" + port), List.of("checkout", "search"), rate, requests, time, 5);
    }
}
