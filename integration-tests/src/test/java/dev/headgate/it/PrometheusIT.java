package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.http.ConsoleMeters;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.ConsoleUnderTest;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.it.monitoring.AlertRules;
import dev.headgate.it.monitoring.Dashboards;
import dev.headgate.it.monitoring.Dashboards.Dashboard;
import dev.headgate.it.monitoring.Dashboards.Query;
import dev.headgate.it.monitoring.PromQl;
import dev.headgate.it.monitoring.Prometheus;
import dev.headgate.processor.metrics.MicrometerCombineMeter;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.telemetry.TelemetryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A real Prometheus, set up as in docker-compose, beside a running pipeline with a rollout. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final String SERVICE = "shop";
    private static final Pattern SERVED = Pattern.compile("^([a-z][a-z0-9_]*)(?:\\{.*)? \\S+$", Pattern.MULTILINE);

    /** Of notices nothing is told here, and of the application's own HTTP server we know by its framework alone. */
    private static final Set<String> NOT_SERVED_HERE = Set.of("up", "http_server_requests_seconds_count");

    private static Prometheus prometheus;
    private static Traffic traffic;
    private static Operator operator;
    private static Release release;
    private static Gate gate;
    private static Executor executor;
    private static ConsoleUnderTest console;

    @BeforeAll
    static void watchARollout() throws Exception {
        RealParts.require("prometheus", "prometheus");
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic(SERVICE);
        gate = HEADGATE.gate("all");
        gate.startWithoutWaiting();
        executor = HEADGATE.executor("one");
        executor.startWithoutWaiting();
        site.readers();
        traffic = HEADGATE.traffic();
        operator = HEADGATE.operator();
        traffic.behave(SERVICE, "1.0", Behaviour.HEALTHY);
        traffic.behave(SERVICE, "2.0", Behaviour.HEALTHY);
        gate.awaitReady();
        executor.awaitReady();
        console = new ConsoleUnderTest(HEADGATE, Map.of("vera", "viewer:a-token-of-one-who-looks")).start();
        prometheus = Prometheus.start(
                HEADGATE,
                Map.of(
                        "gate:8080",
                        gate.httpAddress(),
                        "executor:8080",
                        executor.httpAddress(),
                        "console:8420",
                        console.httpAddress()));
        release = site.start(operator, SERVICE, "shop-1", Policies.staying(SERVICE, "enforce"));
        release.awaitWeight(10.0);
    }

    @Test
    @Order(1)
    void everyProcessIsReached() {
        Await.untilAsserted(
                "all targets to be up",
                Await.LONG,
                () -> assertThat(prometheus.targets())
                        .hasSize(3)
                        .allSatisfy(target -> assertThat(target.path("health").asString())
                                .as("%s", target)
                                .isEqualTo("up")));
    }

    @Test
    @Order(2)
    void everyQueryOfTheDashboardsIsUnderstoodAndOfALiveRolloutAnswered() throws Exception {
        List<Query> ofARollout = new ArrayList<>();
        List<Query> others = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.read()) {
            (dashboard.uid().equals("headgate-rollout") ? ofARollout : others).addAll(dashboard.queries());
        }
        assertThat(ofARollout).hasSizeGreaterThan(8);
        assertThat(others).hasSizeGreaterThan(80);

        awaitNone("queries of a live rollout without an answer", ofARollout, query -> true);
        awaitNone("queries without an answer although their series are there", others, PrometheusIT::shouldAnswer);
    }

    /** A rate has an answer from the second look at its series on. */
    private static void awaitNone(String what, List<Query> unanswered, Predicate<Query> shouldAnswer) {
        Await.untilAsserted(what, Await.LONG, () -> {
            unanswered.removeIf(query -> !prometheus.query(query.filled()).isEmpty() || !shouldAnswer.test(query));
            assertThat(unanswered).as(what).isEmpty();
        });
    }

    /** Whether all that a query chooses is there; what compares may leave all of it out. */
    private static boolean shouldAnswer(Query query) {
        return !query.expression().contains("==")
                && PromQl.selectors(query.filled()).stream().allMatch(prometheus::hasSeries);
    }

    @Test
    @Order(3)
    void aHealthyPipelinePagesNobody() {
        Instant observed = Instant.now();
        Await.untilAsserted(
                "each rule to be looked at",
                Await.LONG,
                () -> assertThat(prometheus.rules()).hasSizeGreaterThan(60).allSatisfy(rule -> {
                    assertThat(rule.path("health").asString()).as("%s", rule).isEqualTo("ok");
                    assertThat(Instant.parse(rule.path("lastEvaluation").asString()))
                            .isAfter(observed);
                }));

        prometheus.alerts().forEach(alert -> System.out.println("alert on a healthy pipeline: " + alert));
        Await.untilAsserted(
                "no page, once the start is over",
                Await.LONG,
                () -> assertThat(prometheus.alerts())
                        .noneMatch(alert ->
                                alert.path("labels").path("severity").asString().equals("page")));
    }

    @Test
    @Order(4)
    void whatIsRefusedIsToldWithItsCauseAndWhatToDo() {
        operator.send(
                TopicCatalogue.TELEMETRY_REQUESTS,
                Optional.empty(),
                SERVICE,
                "not JSON".getBytes(StandardCharsets.UTF_8),
                (value, headers) -> {});

        JsonNode alert = awaitAlert("HeadgateTelemetryRefused", "firing");

        assertThat(alert.path("labels").path("cause").asString()).isEqualTo("not-json");
        assertThat(alert.path("annotations").path("summary").asString())
                .isEqualTo("1 requests, measurements or records were refused as not-json in five minutes.");
        assertThat(alert.path("annotations").path("description").asString()).contains("headgate dead-letters list");
    }

    @Test
    @Order(5)
    void aRollbackIsToldAndMarkedWithItsReason() {
        traffic.behave(SERVICE, "2.0", Behaviour.ERRORS);
        String reason = release.awaitDecision(DecisionKind.ROLLBACK).reason();

        JsonNode alert = awaitAlert("HeadgateRolledBack", "firing");

        assertThat(alert.path("labels").path("mode").asString()).isEqualTo("enforce");
        assertThat(prometheus.query("headgate_decision_time_milliseconds{kind=\"rollback\"}"))
                .singleElement()
                .satisfies(mark -> assertThat(mark.path("metric").path("reason").asString())
                        .isEqualTo(reason));
    }

    @Test
    @Order(6)
    void everyMeterThatRulesAndDashboardsNameIsServedByThatName() throws Exception {
        Set<String> named = new TreeSet<>(AlertRules.read().metrics());
        Dashboards.read()
                .forEach(dashboard ->
                        dashboard.queries().forEach(query -> named.addAll(PromQl.metrics(query.filled()))));
        named.removeIf(name -> name.startsWith("headgate_executor_notices_") || name.equals("ALERTS"));
        named.removeAll(NOT_SERVED_HERE);

        Set<String> served = SERVED.matcher(gate.metrics() + executor.metrics() + whatComesIntoBeingLater())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).containsAll(named);
    }

    /** Meters that are there once something has happened, and those of applications. */
    private static String whatComesIntoBeingLater() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new MicrometerCombineMeter(registry).refused("late", 1);
        registry.counter("headgate.combine.threads.renewed").increment();
        new MicrometerJudgeMeter(registry).refused("forged");
        ExecutorMeters own = new ExecutorMeters(registry);
        own.deadLetter("decisions", "forged");
        own.deadLettersLost(1);
        own.refused("runbook");
        own.carriedOut(ExecutionStatus.SUCCEEDED, Duration.ofSeconds(1));
        own.begun(DecisionKind.ROLLBACK, Duration.ofSeconds(1));
        own.targetFailed("127.0.0.1:1", "target");
        own.breaker("127.0.0.1:1", () -> 0);
        own.step("haproxy", "done", "none", Duration.ofSeconds(1));
        own.look("in-force");
        own.leaseMissing();
        own.membershipLost();
        ConsoleMeters console = new ConsoleMeters(
                registry,
                () -> new FeedStatus(
                        FeedStatus.State.READING, 0, Duration.ZERO, Instant.EPOCH, Optional.empty(), "reading", 0));
        console.request("GET", "/api/v1/rollouts", 200, Duration.ofMillis(1));
        console.refused(401);
        console.command("abort", 202, false);
        try (TelemetryClient client = TelemetryClient.builder(SERVICE, "2.0")
                .bootstrapServers(HEADGATE.bootstrapServers())
                .topicPrefix(HEADGATE.topics().prefix())
                .build()) {
            client.bindTo(registry);
            return registry.scrape();
        }
    }

    @Test
    @Order(7)
    void anExecutorThatIsGoneIsNoticed() {
        executor.kill();

        JsonNode alert = awaitAlert("HeadgateProcessDown", "pending");

        assertThat(alert.path("labels").path("job").asString()).isEqualTo("headgate-executor");
        assertThat(alert.path("labels").path("severity").asString()).isEqualTo("page");
    }

    private static JsonNode awaitAlert(String name, String state) {
        List<JsonNode> found = new ArrayList<>();
        Await.until(name + " to be " + state, () -> {
            prometheus.alerts().stream()
                    .filter(alert ->
                            alert.path("labels").path("alertname").asString().equals(name)
                                    && alert.path("state").asString().equals(state))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }
}
