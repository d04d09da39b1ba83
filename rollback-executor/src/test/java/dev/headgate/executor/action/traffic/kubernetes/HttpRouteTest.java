package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HttpRouteWeight;
import dev.headgate.schemas.model.HeaderCohort;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class HttpRouteTest {

    private static final ObjectName SHOP =
            new ObjectName("gateway.networking.k8s.io", "v1", "httproutes", "prod", "shop");
    private static final String ROUTE = """
            {
              "apiVersion": "gateway.networking.k8s.io/v1",
              "kind": "HTTPRoute",
              "metadata": {
                "labels": { "team": "shop" },
                "annotations": { "owner": "team-shop" },
                "managedFields": [ { "manager": "kubectl", "operation": "Apply", "fieldsV1": { "f:spec": {} } } ]
              },
              "spec": {
                "hostnames": [ "shop.example" ],
                "parentRefs": [ { "name": "public", "sectionName": "https" } ],
                "rules": [
                  {
                    "name": "beta",
                    "matches": [ { "headers": [ { "name": "X-Cohort", "value": "beta" } ] } ],
                    "backendRefs": [
                      { "name": "shop-stable", "port": 80, "weight": 100 }, { "name": "shop-canary", "port": 80, "weight": 0 }
                    ]
                  },
                  {
                    "name": "all",
                    "timeouts": { "request": "2.50s" },
                    "filters": [ { "type": "RequestHeaderModifier", "requestHeaderModifier": { "add": [ { "name": "a", "value": "b" } ] } } ],
                    "backendRefs": [
                      { "name": "shop-stable", "port": 80, "filters": [ { "type": "ExtensionRef" } ] },
                      { "name": "shop-dark", "port": 80, "weight": 0 },
                      { "name": "shop-canary", "port": 80, "weight": 0, "somethingNew": { "deep": [ 1.50, null ] } }
                    ]
                  }
                ]
              }
            }
            """;
    private static final Permission GRANTED = Optional::empty;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Claim CLAIM = new Claim("shop", new Order(412, 2));

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
    void makeTheRoute() {
        cluster.before(request -> Optional.empty());
        before = cluster.put(SHOP, ROUTE);
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 95", "0, 0, 100", "100, 100, 0", "12.5, 125, 875", "0.01, 1, 9999", "33.3333, 333333, 666667"})
    void bothWeightsAreSetInOneWriteAndReadBack(String weight, long canary, long baseline) throws Exception {
        StepOutcome outcome = shift(route(weight, false), CLAIM, GRANTED);

        assertThat(confirmed(outcome)).contains(new Weight(Double.parseDouble(weight)));
        assertThat(weight(2)).isEqualTo(canary);
        assertThat(weight(0)).isEqualTo(baseline);
        assertThat(cluster.requests)
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(1);
    }

    @Test
    void nothingButTheTwoWeightsAndTheAnnotationIsChanged() throws Exception {
        report("True", 1);
        before = cluster.get(SHOP);

        shift(route("5", false), CLAIM, GRANTED);

        ObjectNode expected = before.deepCopy();
        expected.withObject("/metadata/annotations").put("headgate.dev/epoch", "shop=412/2");
        expected.withObject("/spec/rules/1/backendRefs/0").put("weight", 95);
        expected.withObject("/spec/rules/1/backendRefs/2").put("weight", 5);
        ObjectNode metadata = (ObjectNode) cluster.get(SHOP).path("metadata");
        expected.withObject("/metadata").set("generation", metadata.path("generation"));
        expected.withObject("/metadata").set("resourceVersion", metadata.path("resourceVersion"));
        assertThat(cluster.get(SHOP)).isEqualTo(expected);
    }

    @Test
    void whatIsSetAlreadyIsNotWrittenAgain() throws Exception {
        shift(route("5", false), CLAIM, GRANTED);
        ObjectNode set = cluster.get(SHOP);

        assertThat(confirmed(shift(route("5", false), CLAIM, GRANTED))).contains(new Weight(5));
        assertThat(cluster.get(SHOP)).isEqualTo(set);
    }

    @Test
    void aShiftIsConfirmedOnlyWhenTheGatewayHasTakenThisGenerationOfTheRoute() throws Exception {
        report("True", before.path("metadata").path("generation").asLong());
        CompletableFuture<StepOutcome> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return shift(route("5", true), CLAIM, GRANTED);
            } catch (InterruptedException givenUp) {
                throw new IllegalStateException(givenUp);
            }
        });
        await().atMost(BUDGET).until(() -> weight(2) == 5 && cluster.requests.size() > 5);
        assertThat(outcome).isNotDone();

        report("True", cluster.get(SHOP).path("metadata").path("generation").asLong());

        assertThat(confirmed(outcome.join())).contains(new Weight(5));
    }

    @Test
    void aRouteThatItsGatewayDoesNotAcceptIsNotInForceAndTheAnswerSaysWhy() throws Exception {
        report("False", 99);

        StepOutcome outcome = shifter.shift(route("5", true), CLAIM, SHORT, GRANTED);

        assertFailed(outcome, FailureCategory.TARGET, "public: Accepted is False: NotAllowedByListeners");
    }

    @Test
    void aRouteOnWhichNoControllerReportsIsNotInForce() throws Exception {
        StepOutcome outcome = shifter.shift(route("5", true), CLAIM, SHORT, GRANTED);

        assertFailed(outcome, FailureCategory.TARGET, "no controller reports on public");
    }

    @Test
    void whatAnotherWriterChangesBetweenReadAndWriteSurvivesAndTheShiftIsMadeAnew() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Permission meanwhile = () -> {
            if (asked.incrementAndGet() == 1) {
                cluster.change(
                        SHOP,
                        route -> route.withObject("/spec/rules/1/timeouts").put("request", "9s"));
            }
            return Optional.empty();
        };

        StepOutcome outcome = shift(route("5", false), CLAIM, meanwhile);

        assertThat(confirmed(outcome)).contains(new Weight(5));
        assertThat(asked).hasValue(2);
        assertThat(cluster.get(SHOP).at("/spec/rules/1/timeouts/request").asString())
                .isEqualTo("9s");
        assertThat(weight(2)).isEqualTo(5);
    }

    @Test
    void aShiftOfAnEarlierRolloutOrDecisionIsRefusedAndTouchesNothing() throws Exception {
        shift(route("50", false), CLAIM, GRANTED);
        ObjectNode set = cluster.get(SHOP);

        for (Order earlier : new Order[] {new Order(411, 9), new Order(412, 1)}) {
            StepOutcome outcome = shift(route("100", false), new Claim("shop", earlier), GRANTED);
            assertFailed(outcome, FailureCategory.REFUSED, "a later rollout or decision owns");
        }
        assertThat(cluster.get(SHOP)).isEqualTo(set);
    }

    @Test
    void aLaterDecisionTakesItOverEvenIfTheWeightsAreRightAlready() throws Exception {
        shift(route("5", false), CLAIM, GRANTED);

        shift(route("5", false), new Claim("shop", new Order(413, 1)), GRANTED);

        assertThat(epoch()).isEqualTo("shop=413/1");
    }

    @Test
    void servicesThatShareARouteOwnTheirPartsOfItEach() throws Exception {
        shift(route("5", false), new Claim("cart", new Order(900, 1)), GRANTED);
        shift(route("6", false), CLAIM, GRANTED);
        shift(route("7", false), CLAIM, GRANTED);

        assertThat(epoch()).isEqualTo("cart=900/1 shop=412/2");
    }

    @Test
    void anExecutorThatWasPausedBetweenReadAndWriteTouchesNothingOfItsSuccessors() throws Exception {
        shift(route("5", false), new Claim("shop", new Order(412, 1)), GRANTED);
        AtomicInteger asked = new AtomicInteger();
        Permission paused = () -> {
            if (asked.incrementAndGet() == 1) {
                assertThat(confirmed(unchecked(route("0", false), new Claim("shop", new Order(412, 3)))))
                        .contains(Weight.NONE);
            }
            return Optional.empty();
        };

        StepOutcome outcome = shift(route("50", false), CLAIM, paused);

        assertFailed(outcome, FailureCategory.REFUSED, "a later rollout or decision owns");
        assertThat(weight(2)).isZero();
        assertThat(weight(0)).isEqualTo(100);
        assertThat(epoch()).isEqualTo("shop=412/3");
    }

    @Test
    void aPausedExecutorThatOnlyLooksDoesNotReassertOverItsSuccessor() throws Exception {
        shift(route("50", false), CLAIM, GRANTED);
        shift(route("0", false), new Claim("shop", new Order(412, 3)), GRANTED);

        assertThat(shifter.look(route("50", false), CLAIM, GRANTED))
                .isInstanceOfSatisfying(
                        Look.Unknown.class, look -> assertThat(look.reason()).contains("a later rollout or decision"));
        assertThat(weight(2)).isZero();
    }

    @Test
    void weightsThatSomebodyChangedAreSetAgain() throws Exception {
        shift(route("5", false), CLAIM, GRANTED);
        assertThat(shifter.look(route("5", false), CLAIM, GRANTED)).isInstanceOf(Look.InForce.class);
        cluster.change(
                SHOP, route -> route.withObject("/spec/rules/1/backendRefs/2").put("weight", 60));

        Look look = shifter.look(route("5", false), CLAIM, GRANTED);

        assertThat(look)
                .isInstanceOfSatisfying(
                        Look.Reasserted.class,
                        again -> assertThat(again.found()).isEqualTo("shop-canary 60, shop-stable 95"));
        assertThat(weight(2)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429", "401"})
    void anApiThatDoesNotAnswerForAWhileIsTriedAgainWithinTheBudget(int code) throws Exception {
        cluster.answer(3, code, "not now");

        assertThat(confirmed(shift(route("5", false), CLAIM, GRANTED))).contains(new Weight(5));
    }

    @Test
    void anApiThatStaysAwayFailsTheStepAtTheEndOfItsBudget() throws Exception {
        cluster.answer(Integer.MAX_VALUE, 503, "etcd is away");

        StepOutcome outcome = shifter.shift(route("5", false), CLAIM, SHORT, GRANTED);

        assertFailed(outcome, FailureCategory.TARGET, "not in force within 600 ms", "HTTP 503: etcd is away");
        assertThat(cluster.requests.size()).isGreaterThan(2);
    }

    @Test
    void whatTheRoleDoesNotAllowIsRefusedWithVerbResourceAndNamespace() throws Exception {
        cluster.before(request -> request.getMethod().equals("PATCH")
                ? MockCluster.answer(403, "httproutes is forbidden")
                : Optional.empty());

        StepOutcome outcome = shift(route("5", false), CLAIM, GRANTED);

        assertFailed(
                outcome,
                FailureCategory.REFUSED,
                "not allowed to patch httproutes.gateway.networking.k8s.io \"shop\" in namespace prod",
                "a Role must give verb patch",
                "httproutes is forbidden");
    }

    @Test
    void withoutPermissionNothingIsWritten() throws Exception {
        StepOutcome outcome = shift(route("5", false), CLAIM, () -> Optional.of("the lease is over"));

        assertThat(outcome).isInstanceOf(StepOutcome.NotBegun.class);
        assertThat(cluster.get(SHOP)).isEqualTo(before);
    }

    @Test
    void aRuleIsFoundByNameByIndexOrByTheHeaderOfACohort() throws Exception {
        HeaderCohort beta = new HeaderCohort("x-cohort", "beta");

        shift(route(Optional.of("1"), Optional.empty(), "shop-canary", "5"), CLAIM, GRANTED);
        shift(route(Optional.empty(), Optional.of(beta), "shop-canary", "80"), CLAIM, GRANTED);

        assertThat(weight(2)).isEqualTo(5);
        JsonNode cohort = cluster.get(SHOP).at("/spec/rules/0/backendRefs");
        assertThat(cohort.get(0).path("weight").asLong()).isEqualTo(20);
        assertThat(cohort.get(1).path("weight").asLong()).isEqualTo(80);
    }

    @Test
    void aRouteThatIsNotWhatTheRunbookTakesItForIsRefusedAndTheAnswerSaysWhatIsThere() throws Exception {
        Optional<String> all = Optional.of("all");
        HeaderCohort gold = new HeaderCohort("x-cohort", "gold");

        assertRefused(
                route(Optional.of("none"), Optional.empty(), "shop-canary", "5"),
                "has 0 rules \"none\", it must be one; there are [beta, all]");
        assertRefused(route(Optional.empty(), Optional.empty(), "shop-canary", "5"), "has 2 rules, it must be one");
        assertRefused(
                route(all, Optional.of(gold), "shop-canary", "5"),
                "of which every match asks for header x-cohort: gold");
        assertRefused(
                route(all, Optional.empty(), "shop-v2", "5"),
                "has no shop-v2, it divides its requests between [shop-stable, shop-dark, shop-canary]");
        assertRefused(route(all, Optional.empty(), "shop-stable", "5"), "are one destination");
        assertRefused(route(all, Optional.empty(), "shop-canary", "0.00001"), "weights there are whole numbers");
        cluster.change(
                SHOP, route -> route.withObject("/spec/rules/1/backendRefs/1").remove("weight"));
        assertRefused(route(all, Optional.empty(), "shop-canary", "5"), "gives traffic to others", "[shop-dark 1]");
    }

    @Test
    void aRouteThatIsNotThereIsRefused() throws Exception {
        HttpRouteWeight absent =
                new HttpRouteWeight("prod", "absent", Optional.empty(), Optional.empty(), "a", "b", "5", false);

        assertRefused(absent, "httproutes.gateway.networking.k8s.io \"absent\" in namespace prod is not there");
    }

    private static void assertRefused(HttpRouteWeight action, String... parts) throws InterruptedException {
        assertFailed(shift(action, CLAIM, GRANTED), FailureCategory.REFUSED, parts);
    }

    private static void assertFailed(StepOutcome outcome, FailureCategory category, String... parts) {
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.category()).isEqualTo(category);
            assertThat(failed.reason()).contains(parts);
        });
    }

    private static StepOutcome shift(HttpRouteWeight action, Claim claim, Permission permission)
            throws InterruptedException {
        return shifter.shift(action, claim, BUDGET, permission);
    }

    private static StepOutcome unchecked(HttpRouteWeight action, Claim claim) {
        try {
            return shift(action, claim, GRANTED);
        } catch (InterruptedException givenUp) {
            throw new IllegalStateException(givenUp);
        }
    }

    private static Optional<Weight> confirmed(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        return ((StepOutcome.Done) outcome).confirmedWeight();
    }

    private static HttpRouteWeight route(String weight, boolean awaitStatus) {
        return new HttpRouteWeight(
                "prod",
                "shop",
                Optional.of("all"),
                Optional.empty(),
                "shop-canary",
                "shop-stable",
                weight,
                awaitStatus);
    }

    private static HttpRouteWeight route(
            Optional<String> rule, Optional<HeaderCohort> cohort, String canary, String weight) {
        return new HttpRouteWeight("prod", "shop", rule, cohort, canary, "shop-stable", weight, false);
    }

    private static long weight(int backend) {
        return cluster.get(SHOP)
                .at("/spec/rules/1/backendRefs/" + backend + "/weight")
                .asLong();
    }

    private static String epoch() {
        return cluster.get(SHOP)
                .path("metadata")
                .path("annotations")
                .path("headgate.dev/epoch")
                .asString();
    }

    private static void report(String accepted, long generation) {
        cluster.report(SHOP, status -> {
            ObjectNode parent = status.putArray("parents").addObject();
            parent.putObject("parentRef")
                    .put("group", "gateway.networking.k8s.io")
                    .put("kind", "Gateway")
                    .put("name", "public")
                    .put("sectionName", "https");
            parent.putArray("conditions")
                    .addObject()
                    .put("type", "Accepted")
                    .put("status", accepted)
                    .put("reason", accepted.equals("True") ? "Accepted" : "NotAllowedByListeners")
                    .put("observedGeneration", generation);
        });
    }
}
