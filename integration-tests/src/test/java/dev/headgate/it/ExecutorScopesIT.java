package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Release;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCreation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Executors beside each other on one broker: one that only pretends, and two groups for other services. */
class ExecutorScopesIT {

    private static final int DECISIONS = 12;
    private static final String TILL_JOURNAL = "executor.journal.till";
    private static final String PROGRAM = """
            echo "$HEADGATE_DECISION_ID $HEADGATE_ATTEMPT" >> "$1"
            """;
    private static final String RUNBOOK = """
            runbook: touch
            steps:
              - name: touch
                command: { arguments: [ "/bin/sh", "%s", "%s" ], inherit: [ PATH ] }
                budget: 1m
                recovery: ask
            """;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final List<String> NOTICES = new CopyOnWriteArrayList<>();
    private static final List<Executor> STARTED = new ArrayList<>();

    private static HttpServer chat;
    private static Release.Site site;
    private static Operator gate;
    private static Path touched;
    private static Collected<Execution> executions;
    private static Collected<DeadLetter> deadLetters;

    @BeforeAll
    static void prepare() throws Exception {
        try (Admin admin = HEADGATE.admin()) {
            TopicCreation.create(admin, HEADGATE.topics().andDryRun().andJournal(TILL_JOURNAL));
        }
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            NOTICES.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.start();
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("shop");
        touched = HEADGATE.run().path().resolve("touched.txt");
        Path program = HEADGATE.run().write("touch.sh", PROGRAM);
        HEADGATE.run().write("runbooks/touch.yaml", RUNBOOK.formatted(program, touched));
        gate = HEADGATE.operator();
        executions = HEADGATE.readers().executions();
        deadLetters = HEADGATE.readers().deadLetters();
    }

    @AfterEach
    void stop() {
        STARTED.forEach(Executor::stop);
        STARTED.clear();
    }

    @AfterAll
    static void close() {
        chat.stop(0);
    }

    @Test
    void aDryRunBesideTheRealExecutorTouchesNothingTellsNobodyAndDisturbsNothing() throws Exception {
        Executor real = start(HEADGATE.executor("real").telling(notices("real")));
        Executor dry = start(dryRun());
        Collected<Execution> pretended = HEADGATE.readers().dryRunExecutions();
        List<Decision> decisions = new ArrayList<>();
        for (int sequence = 1; sequence <= DECISIONS; sequence++) {
            decisions.add(decide("shop", "shop-1", sequence, sequence, "shift-shop"));
            decisions.add(decide("jobs", "jobs-1", sequence, 0, "touch"));
        }
        decisions.forEach(decision -> await(executions, decision));
        decisions.forEach(decision -> await(pretended, decision));
        Await.until("the real one tells people", () -> NOTICES.contains("/real"));

        assertThat(decisions).allSatisfy(decision -> {
            assertThat(outcomes(executions, decision))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.executor()).isEqualTo("real"));
            assertThat(outcomes(pretended, decision)).singleElement().satisfies(outcome -> {
                assertThat(outcome.executor()).isEqualTo("dry (dry run)");
                assertThat(outcome.confirmedWeight()).isEmpty();
            });
        });
        assertThat(runs()).as("programs that ran more than once").doesNotHaveDuplicates();
        assertThat(NOTICES).doesNotContain("/dry");
        assertThat(deadLetters.values()).isEmpty();
        assertThat(real.metric("headgate_executor_memberships_lost_total")).isZero();
        assertThat(membersOf("it-executor")).isEqualTo(1);

        real.stop();
        double before = site.shareInForce("shop");
        Decision alone = decide("shop", "shop-1", DECISIONS + 1, 90, "shift-shop");
        Decision alsoAlone = decide("jobs", "jobs-1", DECISIONS + 1, 0, "touch");
        await(pretended, alone);
        await(pretended, alsoAlone);

        assertThat(site.shareInForce("shop")).isEqualTo(before);
        assertThat(runs()).noneMatch(line -> line.startsWith(alsoAlone.decisionId() + " "));
        assertThat(outcomes(executions, alone)).isEmpty();
        assertThat(dry.metric("headgate_executor_memberships_lost_total")).isZero();
        start(real);
        await(executions, alone);
        assertThat(site.shareInForce("shop")).isEqualTo(90);
    }

    @Test
    void ofTwoGroupsEachCarriesOutItsOwnServicesOnceAndLeavesTheOthersAlone() throws Exception {
        Executor shops = start(HEADGATE.executor("shops").with("allowed.services", "shop-*"));
        Executor tills = start(HEADGATE.executor("tills")
                .with("allowed.services", "till-*")
                .with("group.id", "it-till")
                .with("transactional.id.prefix", "it-till")
                .with("journal.topic", TILL_JOURNAL));
        int letters = deadLetters.values().size();
        List<Decision> decisions = new ArrayList<>();
        for (int i = 1; i <= DECISIONS; i++) {
            decisions.add(decide("shop-" + i, "shop-" + i + "-1", 1, 0, "touch"));
            decisions.add(decide("till-" + i, "till-" + i + "-1", 1, 0, "touch"));
        }
        decisions.forEach(decision -> await(executions, decision));

        Await.untilAsserted("each has read what is the other's", Await.LONG, () -> {
            assertThat(othersOf(shops)).isGreaterThanOrEqualTo(DECISIONS);
            assertThat(othersOf(tills)).isGreaterThanOrEqualTo(DECISIONS);
        });
        assertThat(decisions).allSatisfy(decision -> {
            assertThat(outcomes(executions, decision)).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
                assertThat(outcome.executor()).isEqualTo(decision.service().startsWith("shop") ? "shops" : "tills");
            });
            assertThat(runs()).containsOnlyOnce(decision.decisionId() + " 1");
        });
        assertThat(deadLetters.values()).hasSize(letters);
        for (Executor executor : List.of(shops, tills)) {
            assertThat(executor.metric("headgate_executor_refused_total"))
                    .as("nothing is refused for another reason")
                    .isEqualTo(othersOf(executor));
        }
    }

    private static double othersOf(Executor executor) {
        return executor.metric("headgate_executor_refused_total{reason=\"other-service\"");
    }

    private static Executor dryRun() {
        return HEADGATE.executor("dry")
                .telling(notices("dry"))
                .with("dry.run", true)
                .with("group.id", "it-executor-dry-run")
                .with("notices.group.id", "it-notices-dry");
    }

    private static Executor start(Executor executor) throws InterruptedException {
        STARTED.add(executor);
        return executor.start();
    }

    private static Path notices(String path) {
        return HEADGATE.run().write("notices-" + path + ".yaml", """
                default: hook
                channels:
                  hook: { webhook: { url: "http://127.0.0.1:%d/%s" }, rate: 1000 per 1s }
                routes:
                  - { decisions: [ promote ], executions: [ succeeded ], channels: [ hook ] }
                """.formatted(
                        chat.getAddress().getPort(), path));
    }

    private static Decision decide(String service, String rollout, int sequence, int weight, String runbook) {
        Decision decision = site.decision(service, rollout, 1, DecisionKind.PROMOTE, sequence, 0, weight, runbook);
        gate.decide(decision);
        return decision;
    }

    private static void await(Collected<Execution> topic, Decision decision) {
        Await.until(
                "the outcome of " + decision.decisionId(),
                () -> !outcomes(topic, decision).isEmpty());
    }

    private static List<Execution> outcomes(Collected<Execution> topic, Decision decision) {
        return topic.values(execution -> execution.decisionId().equals(decision.decisionId())
                && execution.finishedAt().isPresent());
    }

    private static List<String> runs() throws IOException {
        if (!Files.exists(touched)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(touched)) {
            return lines.toList();
        }
    }

    private static int membersOf(String group) throws Exception {
        try (Admin admin = HEADGATE.admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        }
    }
}
