package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.scenario.Answer;
import dev.headgate.schemas.model.scenario.RunbookConduct;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Carries decisions out as a scenario says, and holds the weight in force. Not thread-safe. */
final class PlannedExecutor {

    private static final Duration USUAL = Duration.ofSeconds(1);

    private final List<RunbookConduct> conduct;
    private final Instant beginning;
    private final List<UnderWay> underWay = new ArrayList<>();
    private Weight inForce = Weight.NONE;

    PlannedExecutor(List<RunbookConduct> conduct, Instant beginning) {
        this.conduct = conduct;
        this.beginning = beginning;
    }

    private record UnderWay(Execution execution, boolean shifts) {
        Instant finishes() {
            return execution.finishedAt().orElseThrow();
        }
    }

    /** The canary's weight that is really in force. */
    Weight inForce() {
        return inForce;
    }

    /** When the next execution is over. */
    Optional<Instant> nextFinish() {
        return underWay.stream().map(UnderWay::finishes).min(Comparator.naturalOrder());
    }

    void accept(Decision decision, Instant at) {
        if (decision.runbook().name().isEmpty()) {
            return;
        }
        boolean shifts = decision.kind() != DecisionKind.RUN;
        if (decision.kind() == DecisionKind.ROLLBACK) {
            underWay.clear();
        }
        RunbookConduct how = conductOf(decision, at);
        Answer answer = decision.mode() == Mode.ENFORCE ? how.answer() : Answer.REFUSES;
        if (answer != Answer.STAYS_SILENT) {
            underWay.add(new UnderWay(execution(decision, how, answer, shifts, at), shifts));
        }
    }

    /** What is over by now. */
    List<Execution> finishedBy(Instant now) {
        List<UnderWay> finished =
                underWay.stream().filter(each -> !each.finishes().isAfter(now)).toList();
        underWay.removeAll(finished);
        finished.stream()
                .filter(UnderWay::shifts)
                .flatMap(each -> each.execution().confirmedWeight().stream())
                .forEach(weight -> inForce = weight);
        return finished.stream().map(UnderWay::execution).toList();
    }

    private RunbookConduct conductOf(Decision decision, Instant at) {
        String what = switch (decision.kind()) {
            case RUN -> decision.runbook().name();
            case ROLLBACK -> RunbookConduct.ROLLBACKS;
            default -> RunbookConduct.SHIFTS;
        };
        Duration since = Duration.between(beginning, at);
        return conduct.stream()
                .filter(each -> each.what().equals(what) && each.during().contains(since))
                .reduce((before, after) -> after)
                .orElse(new RunbookConduct(what, Stretch.ALWAYS, Answer.SUCCEEDS, USUAL, Labels.NONE));
    }

    private Execution execution(Decision decision, RunbookConduct how, Answer answer, boolean shifts, Instant at) {
        ExecutionStatus status = switch (answer) {
            case FAILS -> ExecutionStatus.FAILED;
            case REFUSES -> ExecutionStatus.REFUSED;
            case SUCCEEDS, DOES_NOT_CONVERGE, STAYS_SILENT -> ExecutionStatus.SUCCEEDED;
        };
        boolean succeeded = status == ExecutionStatus.SUCCEEDED;
        Weight readBack = answer == Answer.DOES_NOT_CONVERGE ? inForce : decision.to();
        SortedMap<String, String> results = succeeded ? how.results() : Labels.NONE;
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                status,
                decision.runbook().name(),
                List.of(),
                succeeded && shifts ? Optional.of(readBack) : Optional.empty(),
                succeeded ? "done" : "simulated",
                at,
                Optional.of(at.plus(how.after())),
                "simulated",
                results);
    }
}
