package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.ArgoRollout;
import dev.headgate.schemas.model.ArgoDeed;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ArgoRolloutTest {

    private static final ObjectName SHOP = new ObjectName("argoproj.io", "v1alpha1", "rollouts", "prod", "shop");
    private static final String ROLLOUT = """
            {
              "apiVersion": "argoproj.io/v1alpha1",
              "kind": "Rollout",
              "metadata": { "labels": { "team": "shop" } },
              "spec": {
                "replicas": 10,
                "template": { "spec": { "containers": [ { "name": "shop", "image": "registry:5000/shop:2.0.0" } ] } },
                "strategy": { "canary": { "steps": [
                  { "setWeight": 5 }, { "pause": {} }, { "setWeight": 25 }, { "pause": {} }, { "setWeight": 100 }, { "pause": {} }
                ] } }
              },
              "status": { }
            }
            """;
    private static final Permission GRANTED = Optional::empty;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Claim CLAIM = new Claim("shop", new Order(412, 2));

    @TempDir
    static Path directory;

    private static MockCluster cluster;
    private static TrafficShifter shifter;

    private FakeArgo argo;

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
    void makeTheRollout() {
        cluster.before(request -> Optional.empty());
        cluster.put(SHOP, ROLLOUT);
        cluster.report(SHOP, status -> status.put("stableRS", "old").put("currentPodHash", "old"));
        argo = new FakeArgo(cluster, SHOP);
        argo.begin();
    }

    @Test
    void aPromotionEndsPausesUntilTheStepThatSetsTheWeightIsPassedAndConfirmsWhatArgoSaysIsInForce() throws Exception {
        assertThat(index()).isEqualTo(1);

        assertThat(confirmed(shift(ArgoDeed.PROMOTE, "25"))).contains(new Weight(25));

        assertThat(index()).isEqualTo(3);
        assertThat(status("pauseConditions").isEmpty()).isFalse();
    }

    @Test
    void aPromotionThatIsRunAgainPromotesOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(confirmed(shift(ArgoDeed.PROMOTE, "25"))).contains(new Weight(25));
        }

        assertThat(index()).isEqualTo(3);
    }

    @Test
    void theFirstStepsWeightIsConfirmedWithoutEndingAPause() throws Exception {
        assertThat(confirmed(shift(ArgoDeed.PROMOTE, "5"))).contains(new Weight(5));

        assertThat(index()).isEqualTo(1);
        assertThat(cluster.requests).noneMatch(request -> request.contains("/status"));
    }

    @Test
    void aRolloutThatWasPausedByHandGoesOnAsWithArgosOwnPromote() throws Exception {
        cluster.change(SHOP, rollout -> rollout.withObject("/spec").put("paused", true));

        assertThat(confirmed(shift(ArgoDeed.PROMOTE, "25"))).contains(new Weight(25));

        assertThat(cluster.get(SHOP).at("/spec/paused").asBoolean()).isFalse();
    }

    @Test
    void anAbortTakesAllTrafficFromTheCanaryAndIsAsGoodTwice() throws Exception {
        shift(ArgoDeed.PROMOTE, "25");

        assertThat(confirmed(shift(ArgoDeed.ABORT, "0"))).contains(Weight.NONE);
        assertThat(confirmed(shift(ArgoDeed.ABORT, "0"))).contains(Weight.NONE);

        assertThat(status("abort").asBoolean()).isTrue();
        assertFailed(shift(ArgoDeed.PROMOTE, "25"), FailureCategory.REFUSED, "is aborted");
    }

    @Test
    void aFullPromotionLeavesTheStepsOut() throws Exception {
        assertThat(confirmed(shift(ArgoDeed.PROMOTE_FULL, "100"))).contains(Weight.ALL);

        assertThat(status("stableRS")).isEqualTo(status("currentPodHash"));
        assertFailed(shift(ArgoDeed.ABORT, "0"), FailureCategory.REFUSED, "there is nothing to abort");
    }

    @Test
    void aRolloutOfAnotherVersionIsLeftAlone() throws Exception {
        shift(ArgoDeed.PROMOTE, "5");
        cluster.change(
                SHOP,
                rollout -> rollout.withObject("/spec/template/spec/containers/0")
                        .put("image", "registry:5000/shop:3.0.0"));
        argo.reconcile();
        ObjectNode other = cluster.get(SHOP);

        for (ArgoDeed deed : ArgoDeed.values()) {
            String weight = deed == ArgoDeed.PROMOTE_FULL ? "100" : deed == ArgoDeed.ABORT ? "0" : "25";
            assertFailed(shift(deed, weight), FailureCategory.REFUSED, "is at version [3.0.0], not 2.0.0");
        }
        assertThat(cluster.get(SHOP)).isEqualTo(other);
    }

    @Test
    void whatIsNoWeightOfAStepOrLiesBehindIsRefused() throws Exception {
        assertFailed(
                shift(ArgoDeed.PROMOTE, "50"),
                FailureCategory.REFUSED,
                "sets 50.0 %, they set [5.0, 25.0, 100.0]: the policy's stages must have the same weights");
        shift(ArgoDeed.PROMOTE, "25");
        assertFailed(shift(ArgoDeed.PROMOTE, "5"), FailureCategory.REFUSED, "has gone on to 25.0 % and cannot go back");
        assertFailed(shift(ArgoDeed.ABORT, "5"), FailureCategory.REFUSED, "abort leads to 0 %, but 5 % was decided");
    }

    @Test
    void anOlderDecisionIsRefusedAndNothingIsPatched() throws Exception {
        shift(ArgoDeed.ABORT, "0");
        ObjectNode aborted = cluster.get(SHOP);

        StepOutcome outcome = shifter.shift(
                action(ArgoDeed.PROMOTE_FULL, "100"), new Claim("shop", new Order(412, 1)), BUDGET, GRANTED);

        assertFailed(outcome, FailureCategory.REFUSED, "a later rollout or decision owns");
        assertThat(cluster.get(SHOP)).isEqualTo(aborted);
    }

    @Test
    void whatTheRoleDoesNotAllowOnTheStatusIsNamed() throws Exception {
        cluster.before(request -> {
            argo.reconcile();
            return request.getPath().contains("/status")
                    ? MockCluster.answer(403, "rollouts/status is forbidden")
                    : Optional.empty();
        });

        assertFailed(
                shift(ArgoDeed.ABORT, "0"),
                FailureCategory.REFUSED,
                "not allowed to patch rollouts/status.argoproj.io \"shop\" in namespace prod: a Role must give verb patch");
    }

    @Test
    void withoutARouterOfTrafficTheShareIsThatOfTheLastStepThatIsDone() throws Exception {
        cluster.before(request -> Optional.empty());
        cluster.report(SHOP, status -> status.remove("canary"));

        assertThat(confirmed(shift(ArgoDeed.PROMOTE, "5"))).contains(new Weight(5));
    }

    private static StepOutcome shift(ArgoDeed deed, String weight) throws InterruptedException {
        return shifter.shift(action(deed, weight), CLAIM, BUDGET, GRANTED);
    }

    private static ArgoRollout action(ArgoDeed deed, String weight) {
        return new ArgoRollout("prod", "shop", deed, "2.0.0", weight);
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

    private static int index() {
        return status("currentStepIndex").asInt();
    }

    private static JsonNode status(String field) {
        return cluster.get(SHOP).path("status").path(field);
    }
}
