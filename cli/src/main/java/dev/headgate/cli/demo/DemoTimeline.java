package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When the things happened that a release is about. */
final class DemoTimeline {
    private DemoTimeline() {}

    /**
     * One of them.
     *
     * @param at when
     * @param text what
     */
    record Moment(Instant at, String text) {}

    /** From the last step before the end to the end, in order of time. */
    static List<Moment> of(DemoState end) {
        Optional<Decided> rollback = end.last(DecisionKind.ROLLBACK);
        List<Moment> moments = new ArrayList<>(rollback.isPresent() ? back(end, rollback.get()) : forward(end));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private static List<Moment> back(DemoState end, Decided rollback) {
        List<Moment> moments = new ArrayList<>();
        firstShift(end).ifPresent(shift -> moments.add(inForce(end, shift)));
        end.traffic()
                .flatMap(Traffic::firstBadRequest)
                .filter(at -> !end.cast().scenario().firstBad().isEmpty())
                .ifPresent(at -> moments.add(new Moment(
                        at,
                        end.cast().scenario().firstBad() + " of " + end.cast().canary())));
        becameTrue(rollback.decision()).ifPresent(moments::add);
        moments.add(new Moment(
                rollback.writtenAt(), "decision " + rollback.decision().sequence() + " written: rollback"));
        end.executionOf(rollback).ifPresent(execution -> moments.add(inForce(end, execution)));
        return moments;
    }

    private static List<Moment> forward(DemoState end) {
        List<Moment> moments = new ArrayList<>();
        for (Decided decided : end.decisions()) {
            Decision decision = decided.decision();
            moments.add(new Moment(
                    decided.writtenAt(),
                    "decision " + decision.sequence() + " written: "
                            + decision.kind().wireName() + " " + DecisionText.shift(decision)));
            end.executionOf(decided)
                    .filter(execution -> execution.confirmedWeight().isPresent())
                    .ifPresent(execution -> moments.add(inForce(end, execution)));
        }
        return moments;
    }

    private static Optional<Execution> firstShift(DemoState end) {
        return end.decisions().stream()
                .filter(decided -> decided.decision().kind() == DecisionKind.PROMOTE)
                .findFirst()
                .flatMap(end::executionOf);
    }

    private static Moment inForce(DemoState end, Execution execution) {
        Weight weight = execution.confirmedWeight().orElse(Weight.NONE);
        String text = weight.equals(Weight.NONE)
                ? "traffic is back at " + end.cast().baseline() + ": weight 0% in force"
                : end.cast().canary() + " has traffic: weight " + weight + " in force";
        return new Moment(execution.finishedAt().orElse(execution.startedAt()), text);
    }

    private static Optional<Moment> becameTrue(Decision decision) {
        return decision.verdicts().stream()
                .filter(verdict -> decision.decidingCriterion().equals(Optional.of(verdict.criterion())))
                .findFirst()
                .flatMap(verdict -> verdict.trueFor()
                        .map(duration -> new Moment(
                                decision.evaluatedAt().minus(duration), "\"" + verdict.criterion() + "\" comes true")));
    }
}
