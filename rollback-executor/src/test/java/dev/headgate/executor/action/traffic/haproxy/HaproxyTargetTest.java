package dev.headgate.executor.action.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HaproxyWeight;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaproxyTargetTest {

    private static final Permission GRANTED = Optional::empty;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final TrafficShifter shifter = new TrafficShifter(new TrafficTargets());
    private FakeRuntimeApi haproxy;

    @BeforeEach
    void start() throws IOException {
        haproxy = new FakeRuntimeApi();
    }

    @AfterEach
    void stop() throws IOException {
        haproxy.close();
    }

    @Test
    void shiftsAndReadsBackTheShareInForce() throws Exception {
        StepOutcome outcome = shift("20");

        assertThat(haproxy.weights).containsEntry("2.0.0", 20).containsEntry("1.0.0", 80);
        assertThat(confirmed(outcome)).contains(new Weight(20));
    }

    @Test
    void raisesTheCanaryFirstWhenItGetsMoreAndTheBaselineFirstWhenItGetsLess() throws Exception {
        shift("20");
        assertThat(haproxy.told).containsExactly("set server shop/2.0.0 weight 20", "set server shop/1.0.0 weight 80");
        haproxy.told.clear();

        shift("0");
        assertThat(haproxy.told).containsExactly("set server shop/1.0.0 weight 100", "set server shop/2.0.0 weight 0");
    }

    @Test
    void writesNothingThatIsSetAlready() throws Exception {
        assertThat(confirmed(shift("0"))).contains(Weight.NONE);
        assertThat(haproxy.told).isEmpty();
    }

    @Test
    void aCanaryThatIsDownGetsNoTrafficWhateverItsWeight() throws Exception {
        haproxy.statuses.put("2.0.0", "DOWN");

        assertThat(failure(shift("20")))
                .contains("in force is 0% instead of 20%")
                .contains("DOWN");
    }

    @Test
    void aThirdServerWithTrafficIsNoticed() throws Exception {
        haproxy.weights.put("0.9.0", 100);

        assertThat(failure(shift("20"))).contains("0.9.0 weight 100");
    }

    @Test
    void aProxyThatTakesTheWeightAndDoesNothingIsNotBelieved() throws Exception {
        haproxy.ignores = true;

        assertThat(failure(shift("20"))).contains("not in force within");
    }

    @Test
    void aRefusalIsAFailureAtOnce() throws Exception {
        haproxy.refusal = "Permission denied";

        assertThat(failure(shift("20"))).contains("HAProxy refused: Permission denied");
    }

    @Test
    void aProxyThatHangsOrIsGoneFailsWithinTheBudget() throws Exception {
        haproxy.hangs = true;
        assertThat(failure(shift("20"))).contains("did not answer in time");

        haproxy.close();
        assertThat(failure(shift("20"))).contains("not in force within");
    }

    @Test
    void unknownServersAndBackendsAreNamed() throws Exception {
        assertThat(failure(shift("shop", "3.0.0", "5"))).contains("has no server 3.0.0");
        assertThat(failure(shift("till", "2.0.0", "5"))).contains("backend till has no server 2.0.0");
        assertThat(failure(shift("shop", "1.0.0", "5"))).contains("one server");
    }

    @Test
    void nothingButNamesAndNumbersReachesTheRuntimeApi() throws Exception {
        assertThat(failure(shift("shop", "2.0.0; disable server shop/1.0.0", "5")))
                .contains("must be");
        assertThat(failure(shift("shop", "2.0.0", "5; x"))).contains("must be a number");
        assertThat(failure(shift("shop", "2.0.0", "0.1"))).contains("cannot be expressed");
        assertThat(haproxy.told).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsAFailure() throws Exception {
        HaproxyWeight action = new HaproxyWeight("nowhere", "shop", "2.0.0", "1.0.0", "5");

        assertThat(failure(shifter.shift(action, SHORT, GRANTED))).contains("neither host:port");
    }

    @Test
    void touchesNothingWithoutPermission() throws Exception {
        StepOutcome outcome = shifter.shift(action("shop", "2.0.0", "20"), SHORT, () -> Optional.of("no lease"));

        assertThat(outcome).isEqualTo(new StepOutcome.NotBegun("no lease"));
        assertThat(haproxy.told).isEmpty();
    }

    @Test
    void aLookSetsAgainWhatSomebodyElseChanged() throws Exception {
        shift("20");
        assertThat(look(GRANTED)).isInstanceOf(Look.InForce.class);

        haproxy.weights.put("2.0.0", 50);

        assertThat(look(() -> Optional.of("no lease"))).isEqualTo(new Look.Unknown("no lease"));
        assertThat(look(GRANTED)).isInstanceOf(Look.Reasserted.class);
        assertThat(haproxy.weights).containsEntry("2.0.0", 20);
        haproxy.hangs = true;
        assertThat(look(GRANTED)).isInstanceOf(Look.Unknown.class);
    }

    private Look look(Permission permission) {
        return shifter.look(action("shop", "2.0.0", "20"), permission);
    }

    private StepOutcome shift(String weight) throws InterruptedException {
        return shift("shop", "2.0.0", weight);
    }

    private StepOutcome shift(String backend, String canary, String weight) throws InterruptedException {
        return shifter.shift(action(backend, canary, weight), SHORT, GRANTED);
    }

    private HaproxyWeight action(String backend, String canary, String weight) {
        return new HaproxyWeight(haproxy.address(), backend, canary, "1.0.0", weight);
    }

    private static Optional<Weight> confirmed(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        return ((StepOutcome.Done) outcome).confirmedWeight();
    }

    private static String failure(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return ((StepOutcome.Failed) outcome).reason();
    }
}
