package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.VirtualServiceWeight;
import dev.headgate.schemas.model.HeaderCohort;
import dev.headgate.schemas.model.MeshDestination;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class VirtualServiceTest {

    private static final ObjectName SHOP =
            new ObjectName("networking.istio.io", "v1", "virtualservices", "prod", "shop");
    private static final String SERVICE = """
            {
              "apiVersion": "networking.istio.io/v1",
              "kind": "VirtualService",
              "metadata": { "labels": { "team": "shop" } },
              "spec": {
                "hosts": [ "shop" ],
                "gateways": [ "mesh" ],
                "http": [
                  {
                    "name": "beta",
                    "match": [ { "headers": { "x-cohort": { "exact": "beta" } } } ],
                    "route": [
                      { "destination": { "host": "shop", "subset": "v1" }, "weight": 100 },
                      { "destination": { "host": "shop", "subset": "v2" } }
                    ]
                  },
                  {
                    "name": "all",
                    "timeout": "3s",
                    "mirror": { "host": "shop-shadow" },
                    "route": [
                      { "destination": { "host": "shop", "subset": "v1", "port": { "number": 80 } }, "weight": 100,
                        "headers": { "response": { "add": { "x-version": "v1" } } } },
                      { "destination": { "host": "shop", "subset": "v2" }, "weight": 0 }
                    ]
                  }
                ],
                "tcp": [ { "route": [ { "destination": { "host": "shop" }, "weight": 100 } ] } ]
              }
            }
            """;
    private static final Permission GRANTED = Optional::empty;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Claim CLAIM = new Claim("shop", new Order(412, 2));
    private static final Optional<HeaderCohort> EVERYBODY = Optional.empty();

    @TempDir
    static Path directory;

    private static MockCluster cluster;
    private static TrafficShifter shifter;

    private ObjectNode before;

    @BeforeAll
    static void start() throws Exception {
        cluster = new MockCluster(directory);
        shifter = new TrafficShifter(new TrafficTargets(cluster.cluster()));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void makeTheService() {
        before = cluster.put(SHOP, SERVICE);
    }

    @Test
    void bothWeightsAreSetInOneWriteAndNothingElseIsChanged() throws Exception {
        StepOutcome outcome = shift(service("all", EVERYBODY, "20", false), CLAIM);

        assertThat(confirmed(outcome)).contains(new Weight(20));
        assertThat(cluster.requests)
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(1);
        ObjectNode expected = before.deepCopy();
        expected.withObject("/metadata/annotations").put("headgate.dev/epoch", "shop=412/2");
        expected.withObject("/spec/http/1/route/0").put("weight", 80);
        expected.withObject("/spec/http/1/route/1").put("weight", 20);
        ObjectNode metadata = (ObjectNode) cluster.get(SHOP).path("metadata");
        expected.withObject("/metadata").set("generation", metadata.path("generation"));
        expected.withObject("/metadata").set("resourceVersion", metadata.path("resourceVersion"));
        assertThat(cluster.get(SHOP)).isEqualTo(expected);
    }

    @Test
    void aShareThatIsNoWholePercentIsRefusedSinceIstioKnowsNoOther() throws Exception {
        StepOutcome outcome = shift(service("all", EVERYBODY, "0.5", false), CLAIM);

        assertFailed(
                outcome, FailureCategory.REFUSED, "0.5 % cannot be expressed: only whole percents are known there");
        assertThat(cluster.get(SHOP)).isEqualTo(before);
    }

    @Test
    void aCohortIsTheRouteOfWhichEveryMatchAsksForItsHeader() throws Exception {
        VirtualServiceWeight beta = new VirtualServiceWeight(
                "prod",
                "shop",
                Optional.empty(),
                Optional.of(new HeaderCohort("X-Cohort", "beta")),
                destination("v2"),
                destination("v1"),
                "100",
                false);

        assertThat(confirmed(shift(beta, CLAIM))).contains(Weight.ALL);

        assertThat(weight(0, 1)).isEqualTo(100);
        assertThat(weight(1, 1)).isZero();
    }

    @Test
    void aWriterThatComesBetweenLosesNothingAndAnOlderEpochIsRefused() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Permission meanwhile = () -> {
            if (asked.incrementAndGet() == 1) {
                cluster.change(
                        SHOP, service -> service.withObject("/spec/http/1").put("timeout", "9s"));
            }
            return Optional.empty();
        };

        StepOutcome outcome = shifter.shift(service("all", EVERYBODY, "20", false), CLAIM, BUDGET, meanwhile);

        assertThat(confirmed(outcome)).contains(new Weight(20));
        assertThat(cluster.get(SHOP).at("/spec/http/1/timeout").asString()).isEqualTo("9s");
        assertFailed(
                shift(service("all", EVERYBODY, "50", false), new Claim("shop", new Order(400, 7))),
                FailureCategory.REFUSED,
                "a later rollout or decision owns");
        assertThat(weight(1, 1)).isEqualTo(20);
    }

    @Test
    void weightsThatSomebodyChangedAreSetAgain() throws Exception {
        shift(service("all", EVERYBODY, "20", false), CLAIM);
        cluster.change(SHOP, service -> {
            service.withObject("/spec/http/1/route/0").put("weight", 0);
            service.withObject("/spec/http/1/route/1").put("weight", 100);
        });

        assertThat(shifter.look(service("all", EVERYBODY, "20", false), CLAIM, GRANTED))
                .isInstanceOf(Look.Reasserted.class);
        assertThat(weight(1, 0)).isEqualTo(80);
        assertThat(weight(1, 1)).isEqualTo(20);
    }

    @Test
    void whereIstioReportsAStatusItCanBeWaitedFor() throws Exception {
        shift(service("all", EVERYBODY, "20", false), CLAIM);
        Duration brief = Duration.ofMillis(500);
        VirtualServiceWeight awaited = service("all", EVERYBODY, "20", true);
        assertFailed(
                shifter.shift(awaited, CLAIM, brief, GRANTED),
                FailureCategory.TARGET,
                "Istio's status is of generation 0, the object is at 2");

        cluster.report(SHOP, status -> {
            status.put("observedGeneration", "2");
            status.putArray("conditions")
                    .addObject()
                    .put("type", "Reconciled")
                    .put("status", "True")
                    .put("message", "7/7 proxies up to date");
        });

        assertThat(confirmed(shift(awaited, CLAIM))).contains(new Weight(20));
    }

    private static StepOutcome shift(VirtualServiceWeight action, Claim claim) throws InterruptedException {
        return shifter.shift(action, claim, BUDGET, GRANTED);
    }

    private static void assertFailed(StepOutcome outcome, FailureCategory category, String part) {
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.category()).isEqualTo(category);
            assertThat(failed.reason()).contains(part);
        });
    }

    private static Optional<Weight> confirmed(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        return ((StepOutcome.Done) outcome).confirmedWeight();
    }

    private static VirtualServiceWeight service(
            String route, Optional<HeaderCohort> cohort, String weight, boolean awaitStatus) {
        return new VirtualServiceWeight(
                "prod", "shop", Optional.of(route), cohort, destination("v2"), destination("v1"), weight, awaitStatus);
    }

    private static MeshDestination destination(String subset) {
        return new MeshDestination("shop", Optional.of(subset));
    }

    private static long weight(int route, int destination) {
        return cluster.get(SHOP)
                .at("/spec/http/" + route + "/route/" + destination + "/weight")
                .asLong();
    }
}
