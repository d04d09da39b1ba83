package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.ArgoDeed;
import dev.headgate.schemas.model.MeshDestination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * From the call of a shift to its confirmation, a hundred times after twenty that are not counted. The times are printed;
 * what is asserted is that each was confirmed.
 */
class ClusterLatencyTest {

    private static final ObjectName ROUTE =
            new ObjectName("gateway.networking.k8s.io", "v1", "httproutes", "prod", "shop");
    private static final ObjectName SERVICE =
            new ObjectName("networking.istio.io", "v1", "virtualservices", "prod", "shop");
    private static final ObjectName ROLLOUT = new ObjectName("argoproj.io", "v1alpha1", "rollouts", "prod", "shop");
    private static final Permission GRANTED = Optional::empty;
    private static final int WARM_UP = 20;
    private static final int COUNTED = 100;

    @TempDir
    Path directory;

    private MockCluster cluster;
    private TrafficShifter shifter;

    @BeforeEach
    void start() throws Exception {
        cluster = new MockCluster(directory);
        shifter = new TrafficShifter(new TrafficTargets(cluster.cluster()));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void httpRouteWhoseGatewayReportsAtOnce() throws Exception {
        cluster.put(ROUTE, """
                { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {},
                  "spec": { "parentRefs": [ { "name": "public" } ],
                    "rules": [ { "backendRefs": [ { "name": "stable", "weight": 100 }, { "name": "canary", "weight": 0 } ] } ] } }
                """);
        cluster.before(request -> {
            if (request.getMethod().equals("GET")) {
                long generation = cluster.get(ROUTE).at("/metadata/generation").asLong();
                cluster.report(ROUTE, status -> accept(status, generation));
            }
            return Optional.empty();
        });

        measure(
                "HTTPRoute",
                number -> new Action.HttpRouteWeight(
                        "prod", "shop", Optional.empty(), Optional.empty(), "canary", "stable", weight(number), true));
    }

    @Test
    void virtualService() throws Exception {
        cluster.put(SERVICE, """
                { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {},
                  "spec": { "http": [ { "route": [
                    { "destination": { "host": "stable" }, "weight": 100 }, { "destination": { "host": "canary" }, "weight": 0 } ] } ] } }
                """);

        measure(
                "VirtualService",
                number -> new Action.VirtualServiceWeight(
                        "prod",
                        "shop",
                        Optional.empty(),
                        Optional.empty(),
                        new MeshDestination("canary", Optional.empty()),
                        new MeshDestination("stable", Optional.empty()),
                        weight(number),
                        false));
    }

    @Test
    void argoRolloutWhoseControllerActsAtOnce() throws Exception {
        cluster.put(ROLLOUT, """
                { "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {}, "status": {},
                  "spec": { "template": { "spec": { "containers": [ { "image": "shop:2.0.0" } ] } },
                    "strategy": { "canary": { "steps": [ { "setWeight": 5 }, { "pause": {} }, { "setWeight": 20 }, { "pause": {} } ] } } } }
                """);
        new FakeArgo(cluster, ROLLOUT).begin();

        measure("Argo Rollout", number -> {
            cluster.report(ROLLOUT, status -> status.put("currentPodHash", "none"));
            return new Action.ArgoRollout("prod", "shop", ArgoDeed.PROMOTE, "2.0.0", "20");
        });
    }

    private void measure(String target, IntFunction<Action.Traffic> shift) throws InterruptedException {
        long[] micros = new long[COUNTED];
        for (int i = -WARM_UP; i < COUNTED; i++) {
            Action.Traffic action = shift.apply(i);
            Claim claim = new Claim("shop", new Order(7, i + WARM_UP + 1));
            long begin = System.nanoTime();
            StepOutcome outcome = shifter.shift(action, claim, Duration.ofSeconds(20), GRANTED);
            if (i >= 0) {
                micros[i] = (System.nanoTime() - begin) / 1_000;
            }
            assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s: %d shifts, median %.1f ms, p99 %.1f ms%n",
                target, COUNTED, micros[COUNTED / 2] / 1e3, micros[COUNTED * 99 / 100 - 1] / 1e3);
    }

    private static String weight(int number) {
        return number % 2 == 0 ? "20" : "0";
    }

    private static void accept(ObjectNode status, long generation) {
        ObjectNode parent = status.putArray("parents").addObject();
        parent.putObject("parentRef").put("name", "public");
        parent.putArray("conditions")
                .addObject()
                .put("type", "Accepted")
                .put("status", "True")
                .put("observedGeneration", generation);
    }
}
