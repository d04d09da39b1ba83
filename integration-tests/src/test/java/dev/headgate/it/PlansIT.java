package dev.headgate.it;

import static dev.headgate.it.harness.Stack.LASTING;
import static dev.headgate.it.harness.Stack.LEAD;
import static dev.headgate.it.harness.Stack.SHORT;
import static dev.headgate.it.harness.Stack.SIGNED_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Stack;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Plans as policies, from the words that people type to the weight in force: who may say what, and what comes of it. */
class PlansIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Stack stack;

    @BeforeAll
    static void startTheStack() throws Exception {
        stack = Stack.start(
                HEADGATE,
                List.of(
                        "shop",
                        "cart",
                        "red",
                        "gray",
                        "timed",
                        "signed",
                        "unsigned",
                        "ticked",
                        "yes",
                        "no",
                        "silent",
                        "changed"),
                List.of("drafted"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theFasterServiceOfATrainWaitsForTheSlowerOneInAnotherPartition() throws Exception {
        List<Release> train = stack.startTrain("shop", SHORT, "cart", SIGNED_OFF);
        Release shop = train.get(0);
        Release cart = train.get(1);
        shop.awaitWaiting("train", "cart");
        cart.awaitWaiting("approval", "lead");
        List<String> movesMeanwhile = shop.moves();

        stack.approve("cart");
        shop.awaitDecision(DecisionKind.COMPLETE);
        cart.awaitDecision(DecisionKind.COMPLETE);

        assertThat(shop.partition()).isNotEqualTo(cart.partition());
        assertThat(movesMeanwhile).containsExactly("promote 0% 10%");
        assertThat(shop.moves()).containsExactly("promote 0% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(cart.moves())
                .containsExactly("promote 0% 10%", "record 10% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(shop.decisions().get(1).evaluatedAt())
                .isAfter(cart.decisions().get(1).evaluatedAt());
        assertThat(List.of(shop.shareInForce(), cart.shareInForce())).containsOnly(100.0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneServiceOfATrainThatFailsTakesTheOtherBack() throws Exception {
        String stops = "stop: [ errorRate > 20% -> rollback critical ]\n" + LASTING;
        List<Release> train = stack.startTrain("red", stops, "gray", stops);
        Release red = train.get(0);
        Release gray = train.get(1);
        red.awaitWeight(10.0);
        gray.awaitWeight(10.0);

        stack.fail("red");
        red.awaitPhase(Phase.ROLLED_BACK);
        gray.awaitPhase(Phase.ROLLED_BACK);

        assertThat(red.partition()).isNotEqualTo(gray.partition());
        assertThat(red.moves()).containsExactly("promote 0% 10%", "rollback 10% 0%");
        assertThat(gray.moves()).containsExactly("promote 0% 10%", "rollback 10% 0%");
        assertThat(red.decisions().get(1).decidingCriterion().orElseThrow()).contains("errorRate > 20%");
        assertThat(gray.decisions().get(1).reason()).isEqualTo("red of the train red-and-gray has rolled back");
        assertThat(List.of(red.shareInForce(), gray.shareInForce())).containsOnly(0.0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aScheduledStartBeginsAtItsTimeAndNotBefore() {
        Instant at = stack.soon(8);
        Release timed = stack.putOff("timed", LASTING, at);
        timed.awaitWeight(10.0);

        assertThat(timed.moves()).containsExactly("record 0% 0%", "promote 0% 10%");
        assertThat(timed.decisions().get(0).reason()).startsWith("it is scheduled for " + at);
        assertThat(timed.decisions().get(0).evaluatedAt()).isBefore(at);
        assertThat(timed.decisions().get(1).evaluatedAt()).isEqualTo(at);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anApprovalCountsWithATrustedKeyAndByWhoHoldsTheRole() throws Exception {
        Release signed = stack.inForce("signed", SIGNED_OFF);
        signed.awaitWaiting("approval", "lead");

        Ended stranger = stack.type(
                "rollout",
                "approve",
                "--service",
                "signed",
                "--role",
                "lead",
                "--issued-by",
                LEAD,
                "--signing-key",
                HEADGATE.keys().strangerFile().toString());
        Ended other = stack.type("rollout", "approve", "--service", "signed", "--role", "lead", "--issued-by", "bob");
        List<String> movesMeanwhile = signed.moves();
        stack.approve("signed");
        signed.awaitDecision(DecisionKind.COMPLETE);

        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.err()).contains("the gate could not use the command: unknown-key");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out()).contains("bob does not hold the role lead");
        assertThat(movesMeanwhile).containsExactly("promote 0% 10%", "refuse 10% 10%");
        assertThat(signed.moves())
                .containsExactly(
                        "promote 0% 10%", "refuse 10% 10%", "record 10% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(signed.decisions().get(2).reason()).isEqualTo("ann said yes for lead");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anApprovalThatIsMissingAtTheDeadlineDoesWhatThePolicySays() {
        Release unsigned =
                stack.inForce("unsigned", SIGNED_OFF.replace("1s .. 1h,", "1s .. 4s, onDeadline: rollback,"));
        unsigned.awaitPhase(Phase.ROLLED_BACK);

        assertThat(unsigned.moves()).containsExactly("promote 0% 10%", "rollback 10% 0%");
        assertThat(unsigned.decisions().get(1).reason())
                .isEqualTo(
                        "the stage is at its maximum hold and not everything is done: the approval of lead is missing");
        assertThat(unsigned.shareInForce()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothingIsShiftedUntilTheLastItemOfAChecklistIsTickedByItsRole() throws Exception {
        Release ticked = stack.released("ticked", """
                checklists:
                  go-live:
                    - tests: the tests have passed
                    - audit: { text: the audit is done, role: security, evidence: required }
                stages:
                  - { weight: 10%, enter: [ checklist go-live ], hold: 1s .. 1h, advance: [ errorRate < 5% ] }
                  - { weight: 100%, watch: 1s }
                """);
        ticked.awaitWaiting("checklist", "go-live");

        stack.done("rollout", "tick", "go-live", "tests", "--service", "ticked", "--role", "qa");
        Ended wrong = stack.type("rollout", "tick", "go-live", "audit", "--service", "ticked", "--role", "qa");
        List<String> movesMeanwhile = ticked.moves();
        stack.done(
                "rollout",
                "tick",
                "go-live",
                "audit",
                "--service",
                "ticked",
                "--role",
                "security",
                "--evidence",
                "https://wiki/audit-17");
        ticked.awaitDecision(DecisionKind.COMPLETE);

        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).contains("item audit of go-live is security's to tick, not qa's");
        assertThat(movesMeanwhile).containsExactly("record 0% 0%", "record 0% 0%", "refuse 0% 0%");
        assertThat(ticked.moves())
                .containsExactly(
                        "record 0% 0%",
                        "record 0% 0%",
                        "refuse 0% 0%",
                        "record 0% 0%",
                        "promote 0% 10%",
                        "promote 10% 100%",
                        "complete 100% 100%");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNoToAQuestionRollsBack() throws Exception {
        Release no = asked("no", "10m", LASTING);

        Ended reject = stack.type(
                "rollout", "reject", "--service", "no", "--role", "lead", "--issued-by", LEAD, "--reason", "too hot");
        no.awaitPhase(Phase.ROLLED_BACK);

        assertThat(reject.code()).as(reject.out() + reject.err()).isZero();
        assertThat(no.moves()).containsExactly("promote 0% 10%", "ask 10% 10%", "record 10% 10%", "rollback 10% 0%");
        assertThat(no.decisions().get(1).recipients()).containsExactly("lead");
        assertThat(no.decisions().get(2).reason()).contains("ann said no for lead", "too hot");
        assertThat(no.shareInForce()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aQuestionKeepsTheRolloutWhereItIsAndAYesLetsItGoOn() {
        Release yes = asked("yes", "10m", SHORT.replace("errorRate < 5%", "gauge ready = 1"));
        stack.gauge("yes", "ready", 1);
        yes.awaitEvaluation(
                "all lines of the stage pass",
                evaluation -> evaluation.verdicts().stream()
                        .anyMatch(verdict ->
                                verdict.criterion().contains("gauge ready") && verdict.judgement() == Judgement.PASS));
        List<String> movesMeanwhile = yes.moves();

        stack.approve("yes");
        yes.awaitPhase(Phase.COMPLETED);

        assertThat(movesMeanwhile).containsExactly("promote 0% 10%", "ask 10% 10%");
        assertThat(yes.moves())
                .containsExactly(
                        "promote 0% 10%", "ask 10% 10%", "record 10% 10%", "promote 10% 100%", "complete 100% 100%");
        assertThat(yes.decisions().get(2).reason())
                .isEqualTo("ann said yes for lead, which answers what was asked of it");
        assertThat(yes.shareInForce()).isEqualTo(100.0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aQuestionThatNobodyAnswersDoesAtItsDeadlineWhatStandsBehindElse() {
        Release silent = asked("silent", "3s", LASTING);
        silent.awaitPhase(Phase.ROLLED_BACK);

        assertThat(silent.moves()).containsExactly("promote 0% 10%", "ask 10% 10%", "rollback 10% 0%");
        assertThat(silent.decisions().get(2).evaluatedAt())
                .isEqualTo(silent.decisions().get(1).evaluatedAt().plusSeconds(3));
        assertThat(silent.decisions().get(2).reason()).startsWith("lead has not answered in time");
        assertThat(silent.shareInForce()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRunningRolloutGoesOnByAnotherPolicyAndStaysAtAWeightSetByHandUntilItIsResumed() throws Exception {
        Release changed = stack.inForce("changed", """
                stages:
                  - { weight: 10%, hold: 1s .. 1h, advance: [ gauge never.measured < 1 ] }
                  - { weight: 100%, watch: 1s }
                """);
        Path other = stack.policyFile("changed", """
                stages:
                  - { weight: 10%, hold: 1s .. 1h, advance: [ errorRate < 5% ] }
                  - { weight: 50%, hold: 5m .. 1h, advance: [ errorRate < 5% ] }
                  - { weight: 100%, watch: 1s }
                """);

        stack.done("rollout", "change-policy", other.toString(), "--service", "changed");
        changed.awaitWeight(50.0);
        stack.done("rollout", "set-weight", "20%", "--service", "changed", "--reason", "less load");
        changed.awaitWeight(20.0);
        double byHand = changed.shareInForce();
        stack.done("rollout", "resume", "--service", "changed");
        changed.awaitDecision(DecisionKind.PROMOTE, 6);
        changed.awaitShift(50.0);

        assertThat(byHand).isEqualTo(20.0);
        assertThat(changed.moves())
                .containsExactly(
                        "promote 0% 10%",
                        "record 10% 10%", "promote 10% 50%", "step-back 50% 20%", "record 20% 20%", "promote 20% 50%");
        assertThat(changed.decisions().stream().map(Decision::policyHash).distinct())
                .hasSize(2);
        assertThat(changed.decisions().get(0).policyHash())
                .isNotEqualTo(changed.decisions().get(1).policyHash());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPolicyDraftedFromRealTelemetryIsGoodIsExplainedAndOnlyWatches() throws Exception {
        Await.until("there is enough to draft from", () -> stack.requests("drafted") > 1_200);
        String draft = stack.file("drafts", "").resolveSibling("draft.yaml").toString();

        stack.done("init", "--service", "drafted", "--policy", draft);
        String validated = stack.done("policy", "validate", draft);
        String explained = stack.done("policy", "explain", draft);
        stack.release("drafted");
        Release drafted = stack.typedStart("drafted", Path.of(draft));
        drafted.awaitWeight(5.0);

        assertThat(validated).contains("✓ ", "policy drafted-canary, observe, 5% → 25% → 100%");
        assertThat(explained).contains("drafted-canary", "5%");
        assertThat(drafted.moves()).containsExactly("promote 0% 5%");
        assertThat(drafted.decisions().get(0).mode()).isEqualTo(Mode.OBSERVE);
        assertThat(drafted.executions(ExecutionStatus.SUCCEEDED)).isEmpty();
        assertThat(drafted.shareInForce()).isZero();
    }

    /** A rollout whose lead has been asked. */
    private static Release asked(String service, String within, String stages) {
        Release release = stack.inForce(
                service, "stop: [ gauge load > 80% -> ask lead " + within + " else rollback critical ]\n" + stages);
        stack.gauge(service, "load", 0.93);
        release.awaitDecision(DecisionKind.ASK);
        return release;
    }
}
