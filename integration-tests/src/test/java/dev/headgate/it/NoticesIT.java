package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Release;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices on a real broker: a chat that hangs while the executor rolls back, and kills between two notices. */
class NoticesIT {

    private static final Logger LOG = LoggerFactory.getLogger(NoticesIT.class);
    private static final int ROLLBACKS = 20;
    private static final int KILLS = 3;
    private static final Duration HANGING = Duration.ofSeconds(30);

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final List<JsonNode> TOLD = new CopyOnWriteArrayList<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    private static HttpServer provider;
    private static Release.Site site;
    private static Operator gate;

    @BeforeAll
    static void prepare() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(THREADS);
        provider.createContext("/hangs", exchange -> {
            ASKED.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                OVER.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        provider.createContext("/works", exchange -> {
            JsonNode message =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            TOLD.add(message.path("notice"));
            message.path("more").forEach(TOLD::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        provider.start();
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("quiet");
        site.divideTraffic("shop");
        site.divideTraffic("killed");
        site.readers();
        gate = HEADGATE.operator();
    }

    @AfterAll
    static void close() {
        OVER.countDown();
        provider.stop(0);
        THREADS.shutdownNow();
    }

    @Test
    void aChatThatHangsDelaysNoRollbackAndAKillTellsNothingTwiceOrNever() throws Exception {
        Executor executor = HEADGATE.executor("one").start();
        List<Duration> quiet = rollBack("quiet");
        executor.stop();
        executor.telling(plan()).start();

        List<Duration> hanging = rollBack("shop");

        LOG.info("Rollbacks without notices {}, with a chat that hangs {}", figures(quiet), figures(hanging));
        assertThat(ASKED).as("requests that hang").isNotEmpty();
        assertThat(median(hanging)).isLessThan(median(quiet).multipliedBy(2).plusMillis(200));
        assertThat(hanging).allSatisfy(each -> assertThat(each).isLessThan(HANGING.dividedBy(2)));
        awaitTold("shop", 2 * ROLLBACKS);

        for (int kill = 1; kill <= KILLS; kill++) {
            for (int i = 1; i <= 5; i++) {
                send(site.decision("killed", "killed-1", 9, DecisionKind.NOTIFY, kill * 10 + i, 0, 0, ""));
            }
            executor.kill();
            executor.start();
        }

        awaitTold("killed", 5 * KILLS);
        Map<String, Long> counts = counts("killed");
        LOG.info("Notices over {} kills: {}", KILLS, counts);
        // Between the provider's answer and the commit lies one request at most.
        assertThat(counts.values().stream().mapToLong(count -> count - 1).sum()).isLessThanOrEqualTo(KILLS);
        assertThat(executor.metric("headgate_executor_notices_waiting{channel=\"hanging\""))
                .isPositive();
    }

    private static Path plan() {
        String address = "http://127.0.0.1:" + provider.getAddress().getPort();
        Path hangs = HEADGATE.run().write("slack-url", address + "/hangs");
        return HEADGATE.run().write("notices.yaml", """
                default: works
                channels:
                  hanging:
                    slack: { url: { file: %s } }
                    timeout: %ds
                  works:
                    webhook: { url: "%s/works" }
                    rate: 1000 per 1s
                routes:
                  - { decisions: [ rollback, notify ], executions: [ succeeded, failed ], services: [ shop, killed ],
                      channels: [ hanging, works ] }
                """.formatted(hangs, HANGING.toSeconds(), address));
    }

    /** Rolls back again and again; how long each took from when it was sent to when HAProxy's weight was read back. */
    private static List<Duration> rollBack(String service) {
        List<Duration> took = new ArrayList<>();
        for (int i = 1; i <= ROLLBACKS; i++) {
            Decision rollback =
                    site.decision(service, service + "-" + i, i, DecisionKind.ROLLBACK, 2, 10, 0, "shift-" + service);
            long began = System.nanoTime();
            send(rollback);
            Await.until(
                    "the rollback " + rollback.decisionId(),
                    () -> site.executions(rollback.rolloutId()).stream()
                            .anyMatch(execution -> execution.status() == ExecutionStatus.SUCCEEDED));
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return took;
    }

    private static void awaitTold(String service, int count) {
        Await.until(count + " notices of " + service, () -> counts(service).size() == count);
    }

    private static Map<String, Long> counts(String service) {
        return TOLD.stream()
                .filter(notice -> notice.path("service").stringValue("").equals(service))
                .map(notice -> notice.path("id").stringValue(""))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void send(Decision decision) {
        gate.send(
                TopicCatalogue.GATE_DECISIONS,
                Optional.empty(),
                decision.service(),
                new JsonCodec().write(decision),
                HEADGATE.gateKey()::sign);
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static String figures(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return "median %d ms, longest %d ms"
                .formatted(
                        median(durations).toMillis(),
                        sorted.get(sorted.size() - 1).toMillis());
    }
}
