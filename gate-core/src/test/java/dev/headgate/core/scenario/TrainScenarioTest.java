package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Around;
import dev.headgate.core.GateSettings;
import dev.headgate.core.Policies;
import dev.headgate.core.RandomParts;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Services that move together: each has its own gate, and what they tell each other arrives in the next second. */
class TrainScenarioTest {

    private static final List<Criterion> GOOD =
            List.of(Policies.over(errorRate(Operator.LESS, 0.05), Duration.ofSeconds(5)));
    private static final long FIRST = Scenario.BEGINNING.getEpochSecond();

    private final Random random = new Random(1);
    private final Map<String, VirtualGate> gates = new TreeMap<>();
    private final Map<String, List<Decision>> decisions = new TreeMap<>();
    private final Map<String, Double> errorRates = new TreeMap<>();
    private final List<Command> onTheWay = new ArrayList<>();
    private boolean twice;
    private long second = FIRST;

    @Test
    void theFasterOneWaitsForTheSlowerOneAtEveryStage() {
        start("shop", policy(5), "run-1");
        start("cart", policy(20), "run-1");
        run(19);
        assertThat(moves("shop")).containsExactly("PROMOTE 0");
        assertThat(gates.get("shop").state().orElseThrow().situation().waitingFor())
                .singleElement()
                .satisfies(wait -> assertThat(wait.kind()).isEqualTo("train"))
                .extracting(WaitingFor::name)
                .isEqualTo("cart");
        assertThat(gates.get("shop").state().orElseThrow().phase()).isEqualTo(Phase.AWAITING);

        run(60);

        assertThat(moves("shop")).containsExactly("PROMOTE 0", "PROMOTE 1", "COMPLETE 1");
        assertThat(moves("cart")).containsExactly("PROMOTE 0", "PROMOTE 1", "COMPLETE 1");
        assertThat(at("shop", 1)).isBetween(20L, 26L);
        assertThat(at("shop", 2)).isGreaterThanOrEqualTo(40L);
    }

    @Test
    void oneRollbackRollsAllBack() {
        start("shop", policy(60), "run-1");
        start("cart", policy(60), "run-1");
        run(10);
        errorRates.put("cart", 0.9);
        run(10);

        assertThat(moves("cart")).containsExactly("PROMOTE 0", "ROLLBACK -1");
        assertThat(moves("shop")).containsExactly("PROMOTE 0", "ROLLBACK -1");
        assertThat(decisions.get("shop").get(1).reason()).isEqualTo("cart of the train shop-and-cart has rolled back");
        assertThat(at("shop", 1) - at("cart", 1)).isBetween(0L, 2L);
    }

    @Test
    void anAbortOfOneRollsAllBack() {
        start("shop", policy(60), "run-1");
        start("cart", policy(60), "run-1");
        run(10);
        gates.get("shop").command(new AbortRollout(header("shop", "abort", "shop-run-1", "run-1")));
        run(5);

        assertThat(moves("cart")).containsExactly("PROMOTE 0", "ROLLBACK -1");
    }

    @Test
    void oneThatDoesNotExistIsWaitedForAndThatIsToldOnceAfterAMinute() {
        start("shop", policy(5), "run-1");
        run(300);

        assertThat(decisions.get("shop"))
                .extracting(Decision::kind)
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.NOTIFY);
        assertThat(at("shop", 1)).isBetween(60L, 62L);
        assertThat(decisions.get("shop").get(1).reason())
                .startsWith("nothing has been heard of cart of the train shop-and-cart for 1 min");
    }

    @Test
    void oneThatIsStartedLaterHearsWhereTheOthersStand() {
        start("shop", policy(5), "run-1");
        run(30);
        start("cart", policy(5), "run-1");
        run(60);

        assertThat(moves("shop")).containsExactly("PROMOTE 0", "PROMOTE 1", "COMPLETE 1");
        assertThat(moves("cart")).containsExactly("PROMOTE 0", "PROMOTE 1", "COMPLETE 1");
    }

    @Test
    void oneThatIsStartedAfterAnotherHasRolledBackIsRolledBackToo() {
        start("shop", policy(60), "run-1");
        run(5);
        gates.get("shop").command(new AbortRollout(header("shop", "abort", "shop-run-1", "run-1")));
        run(30);
        start("cart", policy(60), "run-1");
        run(30);

        assertThat(moves("cart")).containsExactly("PROMOTE 0", "ROLLBACK -1");
    }

    @Test
    void whatAnEarlierRunSaysIsNotTaken() {
        start("shop", policy(60), "run-1");
        start("cart", policy(60), "run-1");
        run(5);
        List<Command> earlier = new ArrayList<>();
        gates.get("cart").command(new AbortRollout(header("cart", "abort", "cart-run-1", "run-1")));
        run(1);
        earlier.addAll(onTheWay);
        run(10);
        start("shop", policy(60), "run-2");
        start("cart", policy(60), "run-2");
        run(5);
        onTheWay.addAll(earlier);
        run(10);

        assertThat(earlier).isNotEmpty();
        assertThat(moves("shop")).containsExactly("PROMOTE 0", "ROLLBACK -1", "PROMOTE 0");
        assertThat(moves("cart")).containsExactly("PROMOTE 0", "ROLLBACK -1", "PROMOTE 0");
    }

    @Test
    void signalsThatComeTwiceAndInAnyOrderLeadToTheSame() {
        start("shop", policy(5), "run-1");
        start("cart", policy(20), "run-1");
        run(80);
        Map<String, List<String>> once = Map.of("shop", moves("shop"), "cart", moves("cart"));
        gates.clear();
        decisions.clear();
        second = FIRST;
        twice = true;
        start("shop", policy(5), "run-1");
        start("cart", policy(20), "run-1");
        run(80);

        assertThat(Map.of("shop", moves("shop"), "cart", moves("cart"))).isEqualTo(once);
    }

    @Test
    void oneThatOnlyObservesKeepsNobodyWaitingAndTellsNothing() {
        start("shop", Policies.observing(policy(5)).with(policy(5).procedure()), "run-1");
        run(30);

        assertThat(moves("shop")).containsExactly("PROMOTE 0", "PROMOTE 1", "COMPLETE 1");
        assertThat(onTheWay).isEmpty();
    }

    private static Policy policy(int seconds) {
        Policy policy = Policies.policy(
                List.of(Policies.rollback(errorRate(Operator.GREATER, 0.3))),
                stage(50, seconds, GOOD),
                stage(100, seconds, GOOD));
        return Around.inTrain(policy, "shop-and-cart", "shop", "cart");
    }

    private void start(String service, Policy policy, String run) {
        gates.computeIfAbsent(service, absent -> new VirtualGate(absent, GateSettings.DEFAULTS))
                .start(
                        new StartRollout(
                                header(service, "start-" + run, service + "-" + run, run),
                                Scenario.CANARY,
                                Scenario.BASELINE,
                                new PolicyText("p.yaml", "", "0".repeat(64))),
                        policy);
    }

    private static CommandHeader header(String service, String commandId, String rolloutId, String run) {
        return new CommandHeader(commandId, run, service, rolloutId, "ada", Scenario.BEGINNING, "");
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            List<Command> told = new ArrayList<>(onTheWay);
            onTheWay.clear();
            if (twice) {
                told.addAll(List.copyOf(told));
                Collections.shuffle(told, random);
            }
            told.forEach(command -> {
                if (gates.containsKey(command.header().service())) {
                    gates.get(command.header().service()).command(command);
                }
            });
            gates.forEach((service, gate) -> {
                TickOutcome outcome = gate.second(second, telemetry(service));
                decisions.computeIfAbsent(service, absent -> new ArrayList<>()).addAll(outcome.decisions());
                onTheWay.addAll(outcome.signals());
            });
            second++;
        }
    }

    private List<SeriesSecond> telemetry(String service) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(RandomParts.part(random, Scenario.BASELINE, "checkout", second, 0));
            parts.add(RandomParts.part(
                    random, Scenario.CANARY, "checkout", second, errorRates.getOrDefault(service, 0.0)));
        }
        return parts;
    }

    private List<String> moves(String service) {
        return decisions.get(service).stream()
                .filter(decision -> decision.kind() != DecisionKind.NOTIFY)
                .map(decision -> decision.kind() + " " + decision.stage())
                .toList();
    }

    private long at(String service, int index) {
        return decisions.get(service).get(index).evaluatedAt().getEpochSecond() - FIRST;
    }
}
