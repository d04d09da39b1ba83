package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the gate and the executor do about releases, end to end: telemetry in Kafka, decisions, and the weight that
 * HAProxy itself reports. Each test has a service and a HAProxy of its own; all share one gate and one executor.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class Scenarios {

    private static final String CANARY = "2.0";
    private static final String BASELINE = "1.0";
    private static final String[] SERVICES = {
        "healthy",
        "errors",
        "slow",
        "slow-tail",
        "both-silent",
        "silent",
        "observed",
        "aborted",
        "busy",
        "stranger",
        "metered"
    };

    private Traffic traffic;
    private Operator operator;
    private Release.Site site;
    private Gate gate;

    abstract Installation headgate();

    @BeforeAll
    void startGateAndExecutor() throws Exception {
        site = new Release.Site(headgate(), CANARY, BASELINE);
        for (String service : SERVICES) {
            site.divideTraffic(service);
        }
        gate = headgate().gate("all").start();
        headgate().executor("one").start();
        traffic = headgate().traffic();
        operator = headgate().operator();
        site.readers();
    }

    @Test
    void aHealthyReleaseReachesAllTraffic() {
        Release release = released("healthy", Behaviour.HEALTHY);

        release.awaitDecision(DecisionKind.COMPLETE);

        assertThat(release.moves())
                .containsExactly("promote 0% 10%", "promote 10% 50%", "promote 50% 100%", "complete 100% 100%");
        assertThat(release.shareInForce()).isEqualTo(100.0);
        assertThat(release.executions(ExecutionStatus.SUCCEEDED))
                .extracting(
                        execution -> execution.confirmedWeight().orElseThrow().percent())
                .containsExactly(10.0, 50.0, 100.0);
        assertThat(release.sequences()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest(name = "{0}: rolled back by {1}")
    @CsvSource({"errors, errorRate > 10%", "slow, p95 > 150ms min 100", "slow-tail, p99 > 500ms min 100"})
    void aBadReleaseIsRolledBackAndHaproxyShowsIt(String service, String criterion) {
        Release release = released(service, Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        traffic.behave(service, CANARY, bad(service));
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(rollback.decidingCriterion().orElseThrow()).contains(criterion);
        assertThat(rollback.reason()).isNotBlank();
        assertThat(rollback.to().percent()).isZero();
        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(release.shareInForce()).isZero();
        assertThat(release.execution(rollback, ExecutionStatus.SUCCEEDED)
                        .confirmedWeight()
                        .orElseThrow()
                        .percent())
                .isZero();
    }

    @Test
    void silenceOfBothVersionsHoldsTheRollout() {
        Release release = released("both-silent", Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        traffic.silence("both-silent", CANARY);
        traffic.silence("both-silent", BASELINE);
        Evaluation silent = release.awaitEvaluation(
                "no requests of either version for longer than the limit of silence",
                evaluation -> !evaluation.lagging()
                        && evaluation.canary().requests() == 0
                        && evaluation.baseline().requests() == 0
                        && release.secondsSinceSilence(evaluation) > 9);

        assertThat(silent.verdicts())
                .filteredOn(verdict -> verdict.criterion().contains("no success"))
                .allMatch(verdict -> verdict.judgement() == Judgement.UNDECIDED)
                .isNotEmpty();
        assertThat(release.moves()).allMatch(move -> move.startsWith("promote"));
        assertThat(release.shareInForce()).isPositive();
        release.abortAndAwaitRollback();
    }

    @Test
    void silenceOfTheCanaryAloneIsAFailure() {
        Release release = released("silent", Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        traffic.silence("silent", CANARY);
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(rollback.decidingCriterion().orElseThrow()).contains("no success for 4s");
        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(release.shareInForce()).isZero();
    }

    @Test
    void observeModeJudgesAndTouchesNothing() {
        Release release = released("observed", Behaviour.HEALTHY, "observe");

        release.awaitEvaluation(
                "it is judged", evaluation -> evaluation.canary().requests() > 0);
        traffic.behave("observed", CANARY, Behaviour.ERRORS);
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(release.decisions()).extracting(Decision::mode).containsOnly(Mode.OBSERVE);
        assertThat(release.execution(rollback, ExecutionStatus.REFUSED).reason())
                .contains("observe");
        assertThat(release.executions(ExecutionStatus.SUCCEEDED)).isEmpty();
        assertThat(release.shareInForce()).isZero();
    }

    @Test
    void anAbortRollsBackAtOnce() {
        Release release = released("aborted", Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        operator.abort("aborted", release.rolloutId());
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(rollback.correlationId()).isEqualTo("correlation-" + release.rolloutId());
        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(release.executions(ExecutionStatus.SUCCEEDED))
                .hasSize(2)
                .allMatch(execution -> execution.correlationId().equals(rollback.correlationId()));
        assertThat(release.shareInForce()).isZero();
    }

    @Test
    void aSecondStartIsRefusedOnTheRecordAndChangesNothing() {
        Release release = released("busy", Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        Release second = site.start(operator, "busy", "busy-second", Policies.threeStages("busy"));
        Decision refusal = second.awaitDecision(DecisionKind.REFUSE);

        assertThat(refusal.decisionId()).isEqualTo("busy-second/0");
        assertThat(refusal.reason()).contains(release.rolloutId());
        release.abortAndAwaitRollback();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({DeadLetterCause.UNSIGNED, DeadLetterCause.FORGED, DeadLetterCause.UNKNOWN_KEY})
    void aCommandThatNoTrustedKeySignedStartsNothing(String cause) {
        String rolloutId = "stranger-" + cause;

        operator.send(
                operator.startCommand("stranger", rolloutId, CANARY, BASELINE, Policies.threeStages("stranger")),
                signer(cause, headgate().operatorKey()::sign));

        site.awaitDeadLetter(cause, TopicCatalogue.GATE_COMMANDS);
        assertThat(site.decisions(rolloutId)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({DeadLetterCause.UNSIGNED, DeadLetterCause.FORGED, DeadLetterCause.UNKNOWN_KEY})
    void aDecisionThatNoTrustedGateSignedMovesNothing(String cause) {
        Decision decision = site.decision("stranger", "forged-" + cause, DecisionKind.PROMOTE, 1, 0, 50);

        operator.send(
                TopicCatalogue.GATE_DECISIONS,
                Optional.empty(),
                "stranger",
                new JsonCodec().write(decision),
                signer(cause, headgate().gateKey()::sign));

        site.awaitDeadLetter(cause, TopicCatalogue.GATE_DECISIONS);
        assertThat(site.shareInForce("stranger")).isZero();
        assertThat(site.executions(decision.rolloutId())).isEmpty();
    }

    @Test
    void everythingThatTheDashboardShowsIsServed() throws Exception {
        Set<String> shown = Pattern.compile("headgate_[a-z_]+")
                .matcher(Files.readString(Project.file("docker/grafana/dashboards/rollout.json")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        Release release = released("metered", Behaviour.HEALTHY);
        release.awaitWeight(10.0);

        Await.untilAsserted("all meters of the dashboard", Await.LONG, () -> {
            String served = gate.metrics();
            assertThat(shown)
                    .isNotEmpty()
                    .allSatisfy(meter -> assertThat(served)
                            .containsPattern(Pattern.compile(
                                    "^" + meter + "(\\{.*service=\"metered\"| |\\{)", Pattern.MULTILINE)));
        });
        release.abortAndAwaitRollback();
    }

    private Release released(String service, Behaviour canary) {
        return released(service, canary, "enforce");
    }

    private Release released(String service, Behaviour canary, String mode) {
        traffic.behave(service, BASELINE, Behaviour.HEALTHY);
        traffic.behave(service, CANARY, canary);
        String policy = service.equals("healthy") ? Policies.threeStages(service) : Policies.staying(service, mode);
        return site.start(operator, service, service + "-1", policy);
    }

    private static Behaviour bad(String service) {
        return switch (service) {
            case "errors" -> Behaviour.ERRORS;
            case "slow" -> Behaviour.SLOW;
            default -> Behaviour.SLOW_TAIL;
        };
    }

    private Operator.Signer signer(String cause, Operator.Signer trusted) {
        return switch (cause) {
            case DeadLetterCause.UNSIGNED -> (value, headers) -> {};
            case DeadLetterCause.UNKNOWN_KEY -> headgate().strangerKey()::sign;
            default ->
                (value, headers) -> {
                    byte[] another = value.clone();
                    another[another.length - 2] ^= 1;
                    trusted.sign(another, headers);
                };
        };
    }
}
