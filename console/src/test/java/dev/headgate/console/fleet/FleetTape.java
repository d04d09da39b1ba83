package dev.headgate.console.fleet;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One rollout as its gate and its executor write it, move by move; keeps where it stands. */
final class FleetTape {

    private static final Duration EXECUTION = Duration.ofMillis(180);
    private static final List<String> STEPS = List.of("drain", "weight", "read-back");

    private final FleetWriter writer;
    private final FleetTraffic traffic;
    final String rolloutId;
    final String service;
    final String canary;
    final String baseline;
    final FleetPolicies.Known policy;
    final Mode mode;
    private final String correlationId;
    private long epoch;
    private Instant startedAt = Instant.EPOCH;
    private int sequence;
    private Phase phase = Phase.PREPARING;
    private int stage;
    private Weight desired = Weight.NONE;
    private Optional<Weight> confirmed = Optional.empty();
    private Optional<Instant> stageStartedAt = Optional.empty();
    private String reason = "";
    private RolloutSituation situation = RolloutSituation.NONE;
    double errors = 1;
    double slow = 1;
    boolean lagging;

    FleetTape(
            FleetWriter writer,
            FleetTraffic traffic,
            String rolloutId,
            String service,
            String canary,
            String baseline,
            FleetPolicies.Known policy,
            Mode mode) {
        this.writer = writer;
        this.traffic = traffic;
        this.rolloutId = rolloutId;
        this.service = service;
        this.canary = canary;
        this.baseline = baseline;
        this.policy = policy;
        this.mode = mode;
        correlationId = "c-" + rolloutId;
    }

    String correlationId() {
        return correlationId;
    }

    Phase phase() {
        return phase;
    }

    int stage() {
        return stage;
    }

    Weight desired() {
        return desired;
    }

    Policy plan() {
        return policy.policy();
    }

    RolloutSituation situation() {
        return situation;
    }

    void begin(long startOffset, Instant at) {
        epoch = startOffset;
        startedAt = at;
        writer.policy(policy.text(), at);
    }

    void situation(RolloutSituation now) {
        situation = now;
    }

    void go(Phase next, String why) {
        phase = next;
        reason = why;
    }

    /** Decides a shift forward or back to a stage; its execution is the caller's to write. */
    Decision shift(DecisionKind kind, int to, String why, Optional<Criterion> line, Instant at) {
        Weight weight = kind == DecisionKind.ROLLBACK
                ? Weight.NONE
                : plan().stages().get(to).weight();
        Severity severity = kind == DecisionKind.PROMOTE
                ? Severity.INFO
                : kind == DecisionKind.ROLLBACK ? Severity.CRITICAL : Severity.WARNING;
        Decision decision = decide(kind, severity, to, desired, weight, why, line, at, Optional.empty());
        desired = weight;
        stage = kind == DecisionKind.ROLLBACK ? stage : to;
        stageStartedAt = kind == DecisionKind.ROLLBACK ? stageStartedAt : Optional.empty();
        go(kind == DecisionKind.ROLLBACK ? Phase.ROLLING_BACK : Phase.SHIFTING, why);
        if (mode != Mode.ENFORCE) {
            confirm(at);
        }
        return decision;
    }

    /** The executor carries a shift out. */
    Instant carriedOut(Decision decision, Instant at) {
        executed(decision, 1, ExecutionStatus.STARTED, "its runbook has begun", at, Optional.empty(), 1);
        Instant end = at.plus(EXECUTION);
        executed(decision, 1, ExecutionStatus.SUCCEEDED, "all steps done", at, Optional.of(end), STEPS.size());
        confirm(end);
        return end;
    }

    /** Only told or recorded. */
    Decision say(DecisionKind kind, Severity severity, String why, Optional<Criterion> line, Instant at) {
        return say(kind, severity, why, line, at, Optional.empty());
    }

    Decision say(
            DecisionKind kind,
            Severity severity,
            String why,
            Optional<Criterion> line,
            Instant at,
            Optional<String> regards) {
        return decide(kind, severity, stage, desired, desired, why, line, at, regards);
    }

    /** The record that a command did not fit, outside the rollout's sequence. */
    void refuse(long commandOffset, String kind, String by, String why, Instant at) {
        writer.decision(new Decision(
                rolloutId + "/0",
                rolloutId,
                service,
                commandOffset,
                0,
                correlationId,
                DecisionKind.REFUSE,
                Mode.OBSERVE,
                Severity.WARNING,
                canary,
                baseline,
                -1,
                desired,
                desired,
                "the command " + kind + " of " + by + " was refused: " + why,
                Optional.empty(),
                List.of(),
                policy.text().hash(),
                at,
                List.of(),
                Optional.empty(),
                RunbookCall.NONE));
    }

    void complete(Instant at) {
        say(
                DecisionKind.COMPLETE,
                Severity.INFO,
                "the canary has kept " + desired + " and all lines pass",
                Optional.empty(),
                at);
        go(Phase.COMPLETED, "the canary has kept " + desired + " and all lines pass");
    }

    /** An execution that is under way or has failed. */
    void executed(
            Decision decision,
            int attempt,
            ExecutionStatus status,
            String why,
            Instant begun,
            Optional<Instant> end,
            int steps) {
        Execution execution = execution(decision, attempt, status, why, begun, end, steps);
        writer.execution(execution, end.orElse(begun));
    }

    void asks(Decision decision, Instant at, String question) {
        Execution plain =
                execution(decision, 1, ExecutionStatus.STARTED, "waits for a person's answer", at, Optional.empty(), 1);
        writer.execution(
                new Execution(
                        plain.executionId(),
                        plain.decisionId(),
                        plain.rolloutId(),
                        plain.service(),
                        plain.correlationId(),
                        plain.attempt(),
                        plain.status(),
                        plain.runbook(),
                        plain.steps(),
                        plain.confirmedWeight(),
                        plain.reason(),
                        plain.startedAt(),
                        plain.finishedAt(),
                        plain.executor(),
                        plain.results(),
                        Optional.of(new Question(
                                "replica", Question.About.CONFIRMATION, question, at, at.plus(Duration.ofHours(4))))),
                at);
    }

    void state(Instant at) {
        writer.state(new RolloutState(
                        rolloutId,
                        service,
                        epoch,
                        correlationId,
                        plan().name(),
                        policy.text().hash(),
                        mode,
                        canary,
                        baseline,
                        phase,
                        stage,
                        plan().stages().size(),
                        desired,
                        confirmed,
                        phase == Phase.SHIFTING ? Optional.empty() : stageStartedAt,
                        startedAt,
                        at,
                        sequence,
                        reason)
                .in(situation));
    }

    void evaluation(Instant at) {
        VersionFigures ours = figures(canary, at);
        VersionFigures theirs = figures(baseline, at);
        writer.evaluation(new Evaluation(
                rolloutId,
                service,
                correlationId,
                at,
                phase,
                stage,
                confirmed.orElse(Weight.NONE),
                lagging,
                at.minus(plan().window()),
                at,
                ours,
                theirs,
                verdicts(at)));
    }

    private void confirm(Instant at) {
        boolean back = phase == Phase.ROLLING_BACK;
        confirmed = Optional.of(desired);
        if (back) {
            go(Phase.ROLLED_BACK, reason);
        } else {
            stageStartedAt = Optional.of(at);
            go(
                    stage == plan().stages().size() - 1 ? Phase.WATCHING : Phase.OBSERVING,
                    "the canary's weight of " + desired + " is in force");
        }
    }

    private VersionFigures figures(String version, Instant at) {
        double share = confirmed.orElse(Weight.NONE).percent() / 100;
        boolean ours = version.equals(canary);
        return traffic.of(version, ours ? share : 1 - share, at, ours ? errors : 1, ours ? slow : 1);
    }

    private List<Verdict> verdicts(Instant at) {
        return new FleetVerdicts(
                        at, stageStartedAt.orElse(startedAt), figures(canary, at), figures(baseline, at), lagging)
                .of(plan(), Math.min(stage, plan().stages().size() - 1));
    }

    private Decision decide(
            DecisionKind kind,
            Severity severity,
            int to,
            Weight from,
            Weight weight,
            String why,
            Optional<Criterion> line,
            Instant at,
            Optional<String> regards) {
        sequence++;
        boolean shifts = !from.equals(weight) || kind == DecisionKind.ROLLBACK;
        Decision decision = new Decision(
                rolloutId + "/" + sequence,
                rolloutId,
                service,
                epoch,
                sequence,
                correlationId,
                kind,
                mode,
                severity,
                canary,
                baseline,
                to,
                from,
                weight,
                why,
                line.map(Criterion::text),
                stageStartedAt.isPresent() ? verdicts(at) : List.of(),
                policy.text().hash(),
                at,
                List.of(new InputOffset(
                        TopicCatalogue.GATE_COMMANDS, writer.partition(service), writer.lastCommand(service))),
                kind == DecisionKind.PROMOTE ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                shifts
                        ? new RunbookCall(
                                plan().shiftRunbook(),
                                Labels.copy(Map.of("service", service, "weight", weight.toString())))
                        : RunbookCall.NONE);
        writer.decision(regards.map(decision::regarding).orElse(decision));
        return decision;
    }

    private Execution execution(
            Decision decision,
            int attempt,
            ExecutionStatus status,
            String why,
            Instant begun,
            Optional<Instant> end,
            int steps) {
        List<StepResult> done = STEPS.subList(0, steps).stream()
                .map(name -> new StepResult(
                        name,
                        name.equals(STEPS.get(steps - 1)) && status == ExecutionStatus.FAILED
                                ? ExecutionStatus.FAILED
                                : ExecutionStatus.SUCCEEDED,
                        begun,
                        end.orElse(begun.plusMillis(20)),
                        OptionalInt.of(status == ExecutionStatus.FAILED ? 1 : 0),
                        "backend " + service + ": " + canary + " " + decision.to() + ", " + baseline + " "
                                + new Weight(100 - decision.to().percent()),
                        Optional.of(Duration.ofSeconds(10))))
                .toList();
        return new Execution(
                decision.decisionId() + "#" + attempt,
                decision.decisionId(),
                rolloutId,
                service,
                correlationId,
                attempt,
                status,
                plan().shiftRunbook(),
                done,
                status == ExecutionStatus.SUCCEEDED ? Optional.of(decision.to()) : Optional.empty(),
                why,
                begun,
                end,
                "executor-1");
    }
}
