package dev.headgate.cli.compare;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A rollout and its shadow, decision by decision.
 *
 * @param service the service
 * @param rolloutId the rollout
 * @param rows in the order of time
 */
public record Comparison(String service, String rolloutId, List<Row> rows) {

    private record What(DecisionKind kind, Weight to, Optional<String> line) {}

    /** Copies the list. */
    public Comparison {
        rows = List.copyOf(rows);
    }

    /**
     * Compares the latest rollout that has a shadow.
     *
     * @param decisions any decisions, in any order; each counts once
     * @param wanted which rollouts are looked at, by any decision of theirs
     * @return empty if none of them has a shadow
     */
    public static Optional<Comparison> latest(List<Decision> decisions, Predicate<Decision> wanted) {
        List<Decision> distinct = decisions.stream()
                .filter(decision -> decision.kind() != DecisionKind.REFUSE)
                .sorted(Comparator.comparingInt(Decision::sequence))
                .distinct()
                .toList();
        return distinct.stream()
                .filter(decision -> decision.mode() == Mode.SHADOW && wanted.test(decision))
                .max(Comparator.comparing(Decision::evaluatedAt))
                .map(latest -> of(latest, distinct));
    }

    /** Since when the shadow has been deciding about traffic that would not have been; empty if that cannot be told. */
    public Optional<Instant> hypotheticalSince() {
        return rows.stream()
                .flatMap(row -> row.shadow().stream())
                .flatMap(decision -> decision.hypotheticalSince().stream())
                .findFirst();
    }

    /** The first decision on which they differ. */
    public Optional<Row> firstDifference() {
        return rows.stream()
                .filter(row -> row.difference() != Row.Difference.SAME)
                .findFirst();
    }

    /**
     * The same with what the other side's lines said where one decided alone.
     *
     * @param evaluations finds evaluations around an instant, of any rollout
     */
    public Comparison explained(Function<Instant, List<Evaluation>> evaluations) {
        return new Comparison(
                service,
                rolloutId,
                rows.stream()
                        .map(row -> row.alone() ? row.with(meanwhile(row, evaluations)) : row)
                        .toList());
    }

    private List<String> meanwhile(Row row, Function<Instant, List<Evaluation>> evaluations) {
        String other = row.rollout().isPresent() ? ShadowId.of(rolloutId) : rolloutId;
        List<Evaluation> ofOther = evaluations.apply(row.first()).stream()
                .filter(evaluation -> evaluation.rolloutId().equals(other)
                        && evaluation.service().equals(service))
                .toList();
        return Meanwhile.sentences(row.decision(), ofOther);
    }

    /** How many decisions they differ on. */
    public long differences() {
        return rows.stream()
                .filter(row -> row.difference() != Row.Difference.SAME)
                .count();
    }

    private static Comparison of(Decision latest, List<Decision> decisions) {
        String id = ShadowId.rolloutOf(latest.rolloutId());
        List<Decision> rollout = ofRollout(id, latest, decisions).toList();
        List<Decision> left =
                new ArrayList<>(ofRollout(latest.rolloutId(), latest, decisions).toList());
        List<Row> rows = new ArrayList<>();
        for (Decision decision : rollout) {
            Optional<Decision> same = left.stream()
                    .filter(shadow -> what(shadow).equals(what(decision)))
                    .findFirst();
            same.ifPresent(left::remove);
            rows.add(Row.of(Optional.of(decision), same));
        }
        left.forEach(alone -> rows.add(Row.of(Optional.empty(), Optional.of(alone))));
        rows.sort(Comparator.comparing(Row::first));
        return new Comparison(latest.service(), id, rows);
    }

    private static Stream<Decision> ofRollout(String id, Decision latest, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.rolloutId().equals(id)
                        && decision.service().equals(latest.service())
                        && decision.epoch() == latest.epoch());
    }

    /** Shifts to the same weight are the same decision whatever led there; notices and holds are those of their line. */
    private static What what(Decision decision) {
        boolean shifts = decision.kind() == DecisionKind.PROMOTE
                || decision.kind() == DecisionKind.STEP_BACK
                || decision.kind() == DecisionKind.ROLLBACK
                || decision.kind() == DecisionKind.COMPLETE;
        return new What(decision.kind(), decision.to(), shifts ? Optional.empty() : decision.decidingCriterion());
    }
}
