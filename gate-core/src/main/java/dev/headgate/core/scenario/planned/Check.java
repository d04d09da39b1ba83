package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.scenario.Expectation;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of one expectation.
 *
 * @param expectation what had to happen, or must not have
 * @param never whether it must not have
 * @param met whether that is so
 * @param at when what was found happened, since the scenario's beginning; empty if nothing was
 * @param found what was found instead, or what met it, in a few words
 * @param decision the decision that was found; empty if none was, or a phase is meant
 */
public record Check(
        Expectation expectation,
        boolean never,
        boolean met,
        Optional<Duration> at,
        String found,
        Optional<Decision> decision) {

    /** Something that happened and could be what is meant. */
    private record Event(Duration at, String words, Optional<Decision> decision) {}

    /** Every expectation of a scenario, in its order. */
    public static List<Check> all(PlannedScenario scenario, PlannedResult result) {
        List<Check> checks = new ArrayList<>();
        scenario.expect().forEach(expected -> checks.add(expected(expected, result)));
        scenario.never().forEach(refused -> checks.add(never(refused, result)));
        return checks;
    }

    /** The first, or nth, of all that fit must have happened in time. */
    private static Check expected(Expectation expected, PlannedResult result) {
        Optional<Event> event =
                events(expected, result).skip(expected.nth() - 1L).findFirst();
        boolean met = event.filter(each -> inTime(expected, each.at())).isPresent();
        return new Check(
                expected,
                false,
                met,
                event.map(Event::at),
                event.map(Event::words).orElseGet(() -> "nothing of that kind; " + ended(result)),
                event.flatMap(Event::decision));
    }

    private static Check never(Expectation refused, PlannedResult result) {
        Optional<Event> event = events(refused, result)
                .filter(each -> inTime(refused, each.at()))
                .findFirst();
        return new Check(
                refused,
                true,
                event.isEmpty(),
                event.map(Event::at),
                event.map(Event::words).orElse("nothing of that kind"),
                event.flatMap(Event::decision));
    }

    /** The end of the time is in time. */
    private static boolean inTime(Expectation expectation, Duration at) {
        return expectation.within().contains(at) || expectation.within().to().equals(at);
    }

    private static Stream<Event> events(Expectation expectation, PlannedResult result) {
        Stream<Event> phases = result.phases().stream()
                .filter(reached -> expectation.phase().equals(Optional.of(reached.phase())))
                .map(reached -> new Event(reached.at(), words(reached.phase()), Optional.empty()));
        Stream<Event> decisions = result.decisions().stream()
                .filter(decision -> fits(expectation, decision))
                .map(decision -> new Event(result.at(decision), words(decision), Optional.of(decision)));
        return expectation.phase().isPresent() ? phases : decisions;
    }

    private static boolean fits(Expectation expectation, Decision decision) {
        return expectation.decision().equals(Optional.of(decision.kind()))
                && expectation.weight().map(decision.to()::equals).orElse(true)
                && expectation.name().map(name -> concerns(decision, name)).orElse(true)
                && expectation.because().map(words -> because(decision, words)).orElse(true);
    }

    private static boolean concerns(Decision decision, String name) {
        return decision.runbook().name().equals(name) || decision.recipients().contains(name);
    }

    private static boolean because(Decision decision, String words) {
        return decision.decidingCriterion().filter(line -> line.contains(words)).isPresent()
                || decision.reason().contains(words);
    }

    private static String words(Decision decision) {
        boolean shifts = decision.kind() == DecisionKind.PROMOTE || decision.kind() == DecisionKind.STEP_BACK;
        String runs = decision.runbook().name().isEmpty() || decision.kind() != DecisionKind.RUN
                ? ""
                : " " + decision.runbook().name();
        return words(decision.kind()) + (shifts ? " to " + decision.to() : "") + runs + ": " + decision.reason();
    }

    private static String words(DecisionKind kind) {
        return kind.wireName().replace('-', ' ');
    }

    private static String words(Phase phase) {
        return phase.wireName().replace('-', ' ');
    }

    private static String ended(PlannedResult result) {
        return result.last()
                .map(state -> standing(state, result))
                .orElse("there is no rollout, nobody has begun one with `people: [ 0s start ]`");
    }

    private static String standing(RolloutState state, PlannedResult result) {
        String weight = state.confirmedWeight().map(Object::toString).orElse("no weight");
        Stream<String> waits = state.situation().waitingFor().stream().map(WaitingFor::sentence);
        Stream<String> missing = result.evaluation().stream()
                .flatMap(evaluation -> evaluation.verdicts().stream())
                .filter(verdict -> verdict.list() == CriterionList.ADVANCE && verdict.judgement() != Judgement.PASS)
                .map(Verdict::sentence);
        String why = state.phase() == Phase.OBSERVING || state.phase() == Phase.WATCHING
                ? Stream.concat(waits, missing).distinct().collect(Collectors.joining(", "))
                : waits.collect(Collectors.joining(", "));
        return words(state.phase()) + " at " + weight + (why.isEmpty() ? "" : "; " + why);
    }
}
