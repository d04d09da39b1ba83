package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Sketches;
import dev.headgate.it.harness.Traffic;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Phase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures that only a page of metrics has decide about rollouts; the gate's own page is one. */
class ScrapeIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final AtomicReference<String> PAGE = new AtomicReference<>("");
    private static HttpServer exporter;
    private static Gate gate;
    private static Release.Site site;
    private static CommandLine headgate;

    @BeforeAll
    static void startGateExecutorAndExporter() throws Exception {
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("scraped");
        gate = HEADGATE.gate("all").start();
        HEADGATE.executor("one").start();
        site.readers();
        headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix()));
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] page = PAGE.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(page.length == 0 ? 503 : 200, page.length == 0 ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        exporter.start();
    }

    @AfterAll
    static void stopExporter() {
        exporter.stop(0);
    }

    @Test
    void aGaugeOfAPageRollsTheReleaseBackAlthoughThePageWasAwayMeanwhile() throws Exception {
        Traffic traffic = HEADGATE.traffic();
        traffic.behave("scraped", "1.0", Behaviour.HEALTHY);
        traffic.behave("scraped", "2.0", Behaviour.HEALTHY);
        Release release = site.start(HEADGATE.operator(), "scraped", "r-1", """
                policy: it-scraped
                window: 5s
                minRequests: 20
                runbooks: { shift: shift-scraped, rollback: shift-scraped }
                stop: [ gauge db.pool.utilisation > 80% -> rollback critical ]
                stages:
                  - { weight: 10%, hold: 5m .. 1h, advance: [ errorRate < 1% ] }
                  - { weight: 100%, watch: 2s }
                """);
        release.awaitWeight(10.0);
        PAGE.set("# TYPE pool gauge\npool{name=\"main\"} 0.42\npool{name=\"spare\"} 0.99\n");
        ChildProcess scraper = headgate.start(
                "scraper",
                List.of(),
                "scrape",
                "--url",
                "http://127.0.0.1:" + exporter.getAddress().getPort() + "/metrics",
                "--every",
                "1s",
                "--service",
                "scraped",
                "--gauge",
                "db.pool.utilisation=pool{name=\"main\"}");
        release.awaitEvaluation(
                "the gauge is judged and well",
                evaluation -> evaluation.verdicts().stream()
                        .anyMatch(verdict -> verdict.criterion().contains("db.pool.utilisation")
                                && verdict.judgement() == Judgement.PASS));

        PAGE.set("");
        scraper.awaitReady(ReadyCondition.logLine("answers 503, expected 200 \\(failure \\d+; goes on\\)"), Await.LONG);
        PAGE.set("pool{name=\"main\"} 0.93\n");
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(rollback.decidingCriterion().orElseThrow()).contains("gauge db.pool.utilisation > 80%");
        release.awaitPhase(Phase.ROLLED_BACK);
    }

    @Test
    void theGatesOwnPageIsRead() throws Exception {
        String address = gate.process()
                .log()
                .find(Pattern.compile("headgate gate ready http=(\\S+)"))
                .orElseThrow()
                .group(1);

        Ended scraped = headgate.run(
                "scrape",
                "--once",
                "--url",
                URI.create("http://" + address + "/metrics").toString(),
                "--service",
                "gate",
                "--gauge",
                "heap.used.mb=sum(jvm_memory_used_bytes{area=\"heap\"})/1000000",
                "--gauge",
                "none=no_such_metric");

        assertThat(scraped.out()).startsWith("sent gauge heap.used.mb ");
        assertThat(scraped.err()).isEqualTo("none: no sample on the page is no_such_metric with these labels\n");
        assertThat(scraped.code()).isEqualTo(1);
        Sketches sketches = new Sketches(HEADGATE);
        Await.untilAsserted("it is counted", Await.LONG, () -> {
            Map<String, MeasurementSum> sums = sketches.measurements();
            assertThat(sums.keySet()).anyMatch(series -> series.contains("heap.used.mb"));
        });
    }
}
