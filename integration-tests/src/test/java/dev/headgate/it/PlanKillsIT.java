package dev.headgate.it;

import static dev.headgate.it.harness.Stack.BASELINE;
import static dev.headgate.it.harness.Stack.CANARY;
import static dev.headgate.it.harness.Stack.LASTING;
import static dev.headgate.it.harness.Stack.LEAD;
import static dev.headgate.it.harness.Stack.SHORT;
import static dev.headgate.it.harness.Stack.SIGNED_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Stack;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.StartRollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The gate is killed while a start is put off, a bound policy has started a rollout and questions are open, and is away while
 * their times come: what was to be done is done once it is back, once.
 *
 * <p>Most of the time is waiting: in the first minute of its telemetry a service has no new versions. So this runs beside
 * other classes.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlanKillsIT {

    /** The gate's minute, and time for the first telemetry after the binding to reach it. */
    private static final Duration LEARNED = Duration.ofSeconds(64);

    private static final int LATER_THAN_THE_KILL = 90;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Stack stack;
    private static Collected<Command> commands;
    private static Instant killedAt;
    private static List<Release> train;
    private static Release newVersion;
    private static Instant lateAt;
    private static Release late;
    private static Instant laterAt;
    private static Release later;
    private static Release cancelled;
    private static Release answered;
    private static Release silent;

    @BeforeAll
    static void killTheGateWhileAllOfItIsUnderWay() throws InterruptedException {
        stack = Stack.start(
                HEADGATE,
                List.of("shop", "cart", "late", "later", "cancelled", "answered", "silent"),
                List.of("bound", "overnight"));
        commands = HEADGATE.readers().commands();
        stack.done("policy", "bind", bound("bound", SIGNED_OFF), "--service", "bound");
        stack.done("policy", "bind", bound("overnight", LASTING), "--service", "overnight");
        Instant boundAt = Instant.now();
        // Two starts and an abort must have been typed by then, however slow the machine is.
        laterAt = stack.soon(LATER_THAN_THE_KILL);
        later = scheduled("later", laterAt);
        cancelled = scheduled("cancelled", laterAt);
        stack.done("rollout", "abort", "--service", "cancelled", "--reason", "not tonight");
        answered = stack.inForce("answered", asking("10m"));
        silent = stack.inForce("silent", asking("10s"));
        train = stack.startTrain("shop", SHORT, "cart", SIGNED_OFF);
        train.get(0).awaitWaiting("train", "cart");
        passed(boundAt.plus(LEARNED));

        stack.release("bound");
        newVersion = begun("bound");
        newVersion.awaitWaiting("approval", "lead");
        stack.gauge("answered", "load", 0.93);
        answered.awaitDecision(DecisionKind.ASK);
        stack.gauge("silent", "load", 0.93);
        Decision asked = silent.awaitDecision(DecisionKind.ASK);
        lateAt = stack.soon(8);
        late = stack.putOff("late", LASTING, lateAt);
        late.awaitDecision(DecisionKind.RECORD);
        stack.gate().kill();
        killedAt = Instant.now();

        stack.release("overnight");
        Release cart = train.get(1);
        stack.operator().send(new Approve(stack.operator().header("cart", cart.rolloutId(), LEAD), "lead"));
        stack.operator().send(new Reject(stack.operator().header("answered", answered.rolloutId(), LEAD), "lead"));
        passed(asked.evaluatedAt().plusSeconds(10));
        passed(lateAt);
        stack.gate().start();
    }

    @Test
    void aStartWhoseTimeComesWhileTheGateIsDeadBeginsWhenItIsBack() {
        late.awaitWeight(10.0);

        assertThat(late.moves()).containsExactly("record 0% 0%", "promote 0% 10%");
        assertThat(late.decisions().get(0).evaluatedAt()).isBefore(killedAt);
        assertThat(late.decisions().get(1).evaluatedAt()).isAfter(lateAt).isAfter(killedAt);
        shiftedOnce(late);
    }

    @Test
    void aStartWhoseTimeComesAfterTheGateIsBackBeginsThenAndACancelledOneDoesNot() {
        later.awaitWeight(10.0);

        assertThat(later.moves()).containsExactly("record 0% 0%", "promote 0% 10%");
        assertThat(later.decisions().get(1).evaluatedAt()).isAfterOrEqualTo(laterAt);
        shiftedOnce(later);
        assertThat(cancelled.moves()).containsExactly("record 0% 0%", "record 0% 0%");
        assertThat(cancelled.decisions().get(1).reason()).contains("not tonight", "it had not begun");
        assertThat(cancelled.executions(ExecutionStatus.SUCCEEDED)).isEmpty();
        assertThat(cancelled.shareInForce()).isZero();
    }

    @Test
    void aNewVersionOfABoundServiceStartsOneRolloutWhichGoesOn() {
        stack.approve("bound");
        newVersion.awaitPhase(Phase.COMPLETED);

        assertThat(newVersion.moves())
                .containsExactly("promote 0% 10%", "record 10% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(newVersion.decisions()).allSatisfy(decision -> {
            assertThat(decision.canary()).isEqualTo(CANARY);
            assertThat(decision.baseline()).isEqualTo(BASELINE);
        });
        assertThat(newVersion.decisions().get(0).evaluatedAt()).isBefore(killedAt);
        assertThat(stack.site().decisionsOf("bound"))
                .hasSize(5)
                .first()
                .satisfies(bound -> assertThat(bound.reason()).contains("has bound the policy bound.yaml"));
        startedOnce("bound");
        assertThat(newVersion.shareInForce()).isEqualTo(100.0);
    }

    @Test
    void aVersionThatAppearsWhileTheGateIsDeadStartsOneRolloutWhenItIsBack() {
        Release overnight = begun("overnight");
        overnight.awaitWeight(10.0);

        assertThat(overnight.moves()).containsExactly("promote 0% 10%");
        assertThat(overnight.decisions().get(0).evaluatedAt()).isAfter(killedAt);
        assertThat(overnight.decisions().get(0).canary()).isEqualTo(CANARY);
        assertThat(stack.site().decisionsOf("overnight")).hasSize(2);
        startedOnce("overnight");
        shiftedOnce(overnight);
    }

    @Test
    void aTrainGoesOnFromWhereItStood() {
        Release shop = train.get(0);
        Release cart = train.get(1);
        shop.awaitPhase(Phase.COMPLETED);
        cart.awaitPhase(Phase.COMPLETED);

        assertThat(withoutNotices(shop)).containsExactly("promote 0% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(withoutNotices(cart))
                .containsExactly("promote 0% 10%", "record 10% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(shop.decisions().get(0).evaluatedAt()).isBefore(killedAt);
        Instant cartsApproval = cart.awaitDecision(DecisionKind.RECORD).evaluatedAt();
        assertThat(shop.awaitDecision(DecisionKind.PROMOTE, 2).evaluatedAt())
                .isAfter(killedAt)
                .isAfter(cartsApproval);
    }

    @Test
    void aNoThatIsSaidWhileTheGateIsDeadAnswersTheQuestionWhenItIsBack() {
        answered.awaitPhase(Phase.ROLLED_BACK);

        assertThat(answered.moves())
                .containsExactly("promote 0% 10%", "ask 10% 10%", "record 10% 10%", "rollback 10% 0%");
        assertThat(answered.decisions().get(2).reason()).contains("ann said no for lead");
        rolledBackOnce(answered);
    }

    @Test
    void aQuestionWhoseDeadlineComesWhileTheGateIsDeadDoesWhatStandsBehindElseWhenItIsBack() {
        silent.awaitPhase(Phase.ROLLED_BACK);

        assertThat(silent.moves()).containsExactly("promote 0% 10%", "ask 10% 10%", "rollback 10% 0%");
        assertThat(silent.decisions().get(2).reason()).startsWith("lead has not answered in time");
        rolledBackOnce(silent);
    }

    /** The slower the machine, the sooner people are told that a train stands still: that moves nothing. */
    private static List<String> withoutNotices(Release release) {
        String notice = DecisionKind.NOTIFY.wireName() + " ";
        return release.moves().stream().filter(move -> !move.startsWith(notice)).toList();
    }

    private static void shiftedOnce(Release release) {
        assertThat(release.executions(ExecutionStatus.SUCCEEDED))
                .extracting(
                        execution -> execution.confirmedWeight().orElseThrow().percent())
                .containsExactly(10.0);
        assertThat(release.shareInForce()).isEqualTo(10.0);
    }

    private static void rolledBackOnce(Release release) {
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);
        assertThat(rollback.evaluatedAt()).isAfter(killedAt);
        assertThat(release.sequences())
                .isEqualTo(IntStream.rangeClosed(1, release.decisions().size())
                        .boxed()
                        .toList());
        assertThat(release.executions(ExecutionStatus.SUCCEEDED))
                .extracting(
                        execution -> execution.confirmedWeight().orElseThrow().percent())
                .containsExactly(10.0, 0.0);
        assertThat(release.shareInForce()).isZero();
    }

    private static Release scheduled(String service, Instant at) {
        return stack.typedStart(service, stack.policyFile(service, LASTING), "--at", at.toString());
    }

    private static String asking(String within) {
        return "stop: [ gauge load > 80% -> ask lead " + within + " else rollback critical ]\n" + LASTING;
    }

    private static String bound(String service, String stages) {
        return stack.policyFile(service, "service: " + service + "\nstart: on new version\n" + stages)
                .toString();
    }

    /** The rollout that a new version has started. */
    private static Release begun(String service) {
        Decision first = stack.site().awaitDecision(service, DecisionKind.PROMOTE);
        return stack.site().found(stack.operator(), service, first.rolloutId());
    }

    private static void startedOnce(String service) {
        assertThat(commands.values(command -> command instanceof StartRollout
                        && command.header().service().equals(service)))
                .hasSize(1);
    }

    private static void passed(Instant instant) {
        Await.until(instant + " has passed", () -> Instant.now().isAfter(instant));
    }
}
