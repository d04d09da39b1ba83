package dev.headgate.it.console;

import dev.headgate.documents.PolicyHash;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One rollout of a {@link Fleet}, as a gate and an executor tell of it.
 *
 * @param service its service
 * @param number tells rollouts of a service apart
 * @param situation how it stands
 * @param stage the stage in force, counted from 0
 * @param policy the policy's text
 * @param startedAt when it began
 */
record Ship(String service, int number, Situation situation, int stage, String policy, Instant startedAt) {

    /** The weights of {@code compare-with-baseline}. */
    static final List<Weight> WEIGHTS = List.of(new Weight(5), new Weight(25), new Weight(100));

    private static final Duration TOOK = Duration.ofMillis(412);

    String rolloutId() {
        return "%s-%s-%04x".formatted(service, canary(), number);
    }

    String canary() {
        return "2.%d.%d".formatted(number % 9, number % 4 + 1);
    }

    String baseline() {
        return "2.%d.%d".formatted(number % 9, number % 4);
    }

    Weight weight() {
        return WEIGHTS.get(stage);
    }

    RolloutState state(int sequence, Instant now) {
        boolean shifts = situation == Situation.SHIFTS;
        return new RolloutState(
                rolloutId(),
                service,
                number,
                correlation(),
                "compare-with-baseline",
                PolicyHash.of(policy),
                mode(),
                canary(),
                baseline(),
                situation.phase(),
                stage,
                WEIGHTS.size(),
                situation.phase() == Phase.ROLLING_BACK ? Weight.NONE : weight(),
                Optional.of(shifts ? Weight.NONE : weight()),
                shifts ? Optional.empty() : Optional.of(startedAt.plusSeconds(60)),
                startedAt,
                now,
                sequence,
                reason(),
                Optional.empty(),
                people(now));
    }

    Evaluation evaluation(Instant now, double errorRate, double p95Micros) {
        return new Evaluation(
                rolloutId(),
                service,
                correlation(),
                now,
                situation.phase(),
                stage,
                weight(),
                situation == Situation.LAGS,
                now.minusSeconds(60),
                now,
                figures(canary(), 21.9, errorRate, p95Micros),
                figures(baseline(), 208, 0.0039, 187_000),
                Verdicts.of(situation, errorRate, p95Micros, now));
    }

    Decision decision(int sequence, DecisionKind kind, Weight from, Weight to, String why, Instant at) {
        boolean back = kind == DecisionKind.ROLLBACK;
        List<Verdict> verdicts =
                Verdicts.of(back ? Situation.STOPS : Situation.PASSES, back ? 0.21 : 0.004, 198_000, at);
        boolean shifts = !from.equals(to);
        return new Decision(
                rolloutId() + "/" + sequence,
                rolloutId(),
                service,
                number,
                sequence,
                correlation(),
                kind,
                mode(),
                back ? Severity.CRITICAL : kind == DecisionKind.HOLD ? Severity.WARNING : Severity.INFO,
                canary(),
                baseline(),
                back ? -1 : stage,
                from,
                to,
                why,
                back ? Optional.of(verdicts.get(0).criterion()) : Optional.empty(),
                verdicts,
                PolicyHash.of(policy),
                at,
                List.of(
                        new InputOffset("gate.sketches", 2, 471_100L + sequence),
                        new InputOffset("executions", 2, sequence)),
                kind == DecisionKind.PROMOTE ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                shifts
                        ? new RunbookCall(
                                "shift-traffic",
                                new TreeMap<>(Map.of("service", service, "weight", String.valueOf(to.percent()))))
                        : RunbookCall.NONE);
    }

    Execution execution(Decision decision) {
        Instant begun = decision.evaluatedAt().plusMillis(90);
        boolean failed = situation == Situation.STUCK && decision.kind() == DecisionKind.ROLLBACK;
        ExecutionStatus status = failed ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED;
        String output = failed
                ? "connect to 10.0.0.7:9999: connection refused"
                : "weights %s and %s\nread back: %s %%"
                        .formatted(
                                decision.to().percent(),
                                100 - decision.to().percent(),
                                decision.to().percent());
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                rolloutId(),
                service,
                correlation(),
                1,
                status,
                "shift-traffic",
                List.of(new StepResult(
                        "weight",
                        status,
                        begun,
                        begun.plus(TOOK),
                        OptionalInt.of(failed ? 1 : 0),
                        output,
                        Optional.of(Duration.ofSeconds(30)))),
                failed ? Optional.empty() : Optional.of(decision.to()),
                failed ? "step weight failed: the proxy refused the connection" : "all steps done",
                begun,
                Optional.of(begun.plus(TOOK)),
                "executor-1",
                new TreeMap<>());
    }

    /** One that waits for a person. */
    Execution asking(Decision decision, String runbook, Question question) {
        Instant begun = question.askedAt().minusSeconds(2);
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                rolloutId(),
                service,
                correlation(),
                1,
                ExecutionStatus.STARTED,
                runbook,
                List.of(new StepResult(
                        "announce",
                        ExecutionStatus.SUCCEEDED,
                        begun,
                        begun.plus(TOOK),
                        OptionalInt.of(0),
                        "told #deployments",
                        Optional.of(Duration.ofSeconds(10)))),
                Optional.empty(),
                "step " + question.step() + " waits for a person",
                begun,
                Optional.empty(),
                "executor-1",
                new TreeMap<>(),
                Optional.of(question));
    }

    private Mode mode() {
        return situation == Situation.OBSERVES ? Mode.OBSERVE : Mode.ENFORCE;
    }

    private String correlation() {
        return "correlation-" + rolloutId();
    }

    private String reason() {
        return switch (situation) {
            case STUCK -> "the rollback could not be carried out: the proxy refused the connection";
            case ROLLING_BACK -> "the canary's error rate was 21.00 % over the last 60 s (limit 10 %)";
            case WAITS, ASKS -> "every line passes";
            case SCORES -> "the score is 78 of 100, and 90 is needed";
            case BACK_ASKS -> "the canary's error rate was 21.00 % over the last 60 s (limit 10 %)";
            case PAUSED -> "paused by ada: looking at the cache";
            case SHIFTS -> weight() + " decided, not confirmed yet";
            case PASSES, UNDECIDED, STOPS, LAGS, OBSERVES -> weight() + " confirmed";
        };
    }

    private RolloutSituation people(Instant now) {
        List<WaitingFor> waiting = switch (situation) {
            case WAITS ->
                List.of(
                        new WaitingFor(
                                "answer",
                                "on-call",
                                "a yes of on-call, else it is rolled back: the cpu is busier than 85 %",
                                Optional.of(now.plus(Duration.ofMinutes(8))),
                                Optional.of(rolloutId() + "/1")),
                        new WaitingFor(
                                "approval",
                                "release-managers",
                                "waits for an approval of release-managers",
                                Optional.of(now.plus(Duration.ofMinutes(50)))),
                        new WaitingFor(
                                "checklist", "go-live", "waits for go-live: 1 of 3 items is open", Optional.empty()));
            case ASKS ->
                List.of(new WaitingFor("hook", "migrate", "the runbook `migrate` is under way", Optional.empty()));
            case SCORES ->
                List.of(new WaitingFor(
                        "approval",
                        "",
                        "the score is 78 of 100, and 90 is needed, or an approval of any role",
                        Optional.of(now.plus(Duration.ofMinutes(50)))));
            case PAUSED -> List.of(new WaitingFor("resume", "", "waits until it is resumed", Optional.empty()));
            default -> List.of();
        };
        List<OpenNotice> notices = situation.worst() == Judgement.FAIL && situation != Situation.SCORES
                ? List.of(new OpenNotice(rolloutId() + "/1", Severity.CRITICAL, now.minusSeconds(240), 1))
                : List.of();
        return new RolloutSituation(waiting, List.of(), notices, List.of());
    }

    private static VersionFigures figures(String version, double rate, double errorRate, double p95Micros) {
        return new VersionFigures(
                version,
                Math.round(rate * 60),
                rate,
                OptionalDouble.of(errorRate),
                OptionalDouble.of(p95Micros / 4.8),
                OptionalDouble.of(p95Micros),
                OptionalDouble.of(p95Micros * 2.1));
    }
}
