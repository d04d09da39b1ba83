package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.Release;
import dev.headgate.it.targets.HaproxyProxies;
import dev.headgate.it.targets.MockCluster;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runbooks of {@code examples/runbooks}, but for where they act, carried out by a real executor. */
class ExampleRunbooksIT {

    private static final String ROUTE = "apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/shop";
    private static final String HTTP_ROUTE = """
            { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {},
              "spec": { "parentRefs": [ { "name": "public" } ], "rules": [ { "backendRefs": [
                { "name": "shop-stable", "weight": 100 }, { "name": "shop-canary", "weight": 0 } ] } ] } }
            """;
    /** Keeps what it is told, and fails to fill an index. */
    private static final String TOOL = """
            #!/bin/sh
            here=${0%/*}
            name=${0##*/}
            echo "$name $*" >> "$here/calls"
            case "$name $1" in
              "traffic set") echo "$4" > "$here/weight" ;;
              "traffic get") echo "{\\"weight\\": $(/bin/cat "$here/weight")}" ;;
              fill-index*) echo "no room"; exit 3 ;;
            esac
            """;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final Set<String> INDICES = new ConcurrentSkipListSet<>();

    private static MockCluster cluster;
    private static HaproxyProxies machines;
    private static HttpServer search;
    private static Release.Site site;
    private static Operator gate;
    private static Collected<Execution> executions;
    private static Path tools;

    @BeforeAll
    static void start() throws Exception {
        tools = HEADGATE.run().directory("tools");
        for (String tool : new String[] {"traffic", "announce", "fill-index", "drop-index"}) {
            assertThat(HEADGATE.run().write("tools/" + tool, TOOL).toFile().setExecutable(true))
                    .isTrue();
        }
        search = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        search.createContext("/_cluster/health", exchange -> answer(exchange, 200, "{\"status\": \"green\"}"));
        search.createContext("/_deploy/indices", ExampleRunbooksIT::indices);
        search.start();
        cluster = new MockCluster();
        cluster.make(ROUTE, "shop", "shop", HTTP_ROUTE, () -> cluster.gatewayAccepts(ROUTE));
        machines = new HaproxyProxies(HEADGATE, "shop", 2);
        example("shift-traffic-command");
        example("shift-traffic-both");
        example("prepare-index");
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        gate = HEADGATE.operator();
        executions = HEADGATE.readers().executions();
        HEADGATE.executor("one")
                .with("session.timeout", "6s")
                .with("lease", "4500ms")
                .with("kubernetes.kubeconfig", HEADGATE.run().write("kubeconfig", cluster.kubeconfig()))
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        search.stop(0);
    }

    @Test
    void oneRunbookShiftsTheClusterAndTheMachinesAndTakesBothBack() {
        Execution promoted = carryOut("shop", DecisionKind.PROMOTE, 1, 20, "shift-traffic-both");

        assertThat(promoted.status()).as(promoted.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(promoted.confirmedWeight()).contains(new Weight(20));
        assertThat(inRoute()).isEqualTo(20);
        assertThat(machines.hasInForce(20)).isTrue();

        Execution rolledBack = carryOut("shop", DecisionKind.ROLLBACK, 2, 0, "shift-traffic-both");

        assertThat(rolledBack.confirmedWeight()).contains(Weight.NONE);
        assertThat(inRoute()).isZero();
        assertThat(machines.hasInForce(0)).isTrue();
    }

    @Test
    void aProgramOfOnesOwnIsGivenVersionAndWeightAndReadsTheWeightBack() throws Exception {
        Execution promoted = carryOut("till", DecisionKind.PROMOTE, 1, 20, "shift-traffic-command");
        Execution rolledBack = carryOut("till", DecisionKind.ROLLBACK, 2, 0, "shift-traffic-command");

        assertThat(promoted.confirmedWeight()).contains(new Weight(20));
        assertThat(rolledBack.confirmedWeight()).contains(Weight.NONE);
        assertThat(Files.readAllLines(tools.resolve("calls")).stream().filter(call -> call.startsWith("traffic ")))
                .containsExactly(
                        "traffic set till 2.0 20",
                        "traffic get till 2.0",
                        "traffic set till 2.0 0",
                        "traffic get till 2.0");
    }

    @Test
    void whatAFailedHookHasDoneBeforeIsTakenBack() throws Exception {
        Execution outcome = carryOut("search", DecisionKind.RUN, 1, 0, "prepare-index");

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).contains("fill-index", "exit code 3");
        assertThat(INDICES).containsExactly("2.0");
        assertThat(Files.readAllLines(tools.resolve("calls"))).contains("announce search 2.0", "drop-index 2.0");
    }

    private static int inRoute() {
        return cluster.get(ROUTE).at("/spec/rules/0/backendRefs/1/weight").asInt();
    }

    private static Execution carryOut(String service, DecisionKind kind, int sequence, int weight, String runbook) {
        Decision decision = site.decision(service, service + "-1", 1, kind, sequence, 0, weight, runbook);
        gate.decide(decision);
        return executions.await(
                "the outcome of " + decision.decisionId(),
                execution -> execution.decisionId().equals(decision.decisionId())
                        && execution.finishedAt().isPresent());
    }

    /** The example with our addresses and programs in place of those that it names. */
    private static void example(String name) throws IOException {
        String yaml = Files.readString(Project.file("examples/runbooks/" + name + ".yaml"))
                .replace("\"127.0.0.1:9998\", \"127.0.0.1:9999\"", machines.addresses())
                .replace("127.0.0.1:9200", "127.0.0.1:" + search.getAddress().getPort())
                .replace("/opt/deploy/", tools + "/")
                .replace("/usr/local/bin/", tools + "/");
        HEADGATE.run().write("runbooks/" + name + ".yaml", yaml);
    }

    private static void indices(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.contains("2.0")) {
            INDICES.add("2.0");
        }
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
