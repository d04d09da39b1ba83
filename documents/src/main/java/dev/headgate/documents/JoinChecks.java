package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import java.util.List;
import java.util.Optional;

/** Whether criteria that are joined by {@code and} can be true together. */
final class JoinChecks {

    private final Problems problems;

    JoinChecks(Problems problems) {
        this.problems = problems;
    }

    void check(List<WrittenCriterion> parts) {
        for (int later = 1; later < parts.size(); later++) {
            WrittenCriterion part = parts.get(later);
            parts.subList(0, later).stream()
                    .filter(before -> excludes(before.criterion(), part.criterion()))
                    .findFirst()
                    .ifPresent(
                            before -> problems.add(
                                    Problem.error(part.whole(), "these two can never be true together")
                                            .found("`" + before.criterion().text() + "` and `"
                                                    + part.criterion().text() + "`")
                                            .expected(
                                                    "limits that leave something between them; or a line for each, of which any acts")));
        }
    }

    private static boolean excludes(Criterion one, Criterion other) {
        if (!isOfTheSame(one, other)) {
            return false;
        }
        if (one.claim() instanceof Claim.Done first && other.claim() instanceof Claim.Done second) {
            return first.done() != second.done() || saysAnother(one.measure(), other.measure());
        }
        Optional<Span> first = one.limit().map(Span::of);
        Optional<Span> second = other.limit().map(Span::of);
        return first.isPresent() && second.isPresent() && !first.orElseThrow().meets(second.orElseThrow());
    }

    private static boolean isOfTheSame(Criterion one, Criterion other) {
        return subject(one.measure()).equals(subject(other.measure()))
                && one.operation().equals(other.operation())
                && one.labels().equals(other.labels())
                && one.over().equals(other.over());
    }

    /** A hook's text is what is said of it, not what it is about. */
    private static Measure subject(Measure measure) {
        return measure instanceof Measure.Hook hook
                ? new Measure.Hook(hook.runbook(), hook.field(), Optional.empty(), Measure.Unit.NUMBER)
                : measure;
    }

    private static boolean saysAnother(Measure one, Measure other) {
        return one instanceof Measure.Hook first
                && other instanceof Measure.Hook second
                && !first.text().equals(second.text());
    }

    /** The values for which a limit holds. */
    private record Span(double from, boolean fromIncluded, double to, boolean toIncluded) {

        static Span of(Claim.Limit limit) {
            double value = limit.limit();
            return switch (limit.operator()) {
                case LESS -> new Span(Double.NEGATIVE_INFINITY, false, value, false);
                case LESS_OR_EQUAL -> new Span(Double.NEGATIVE_INFINITY, false, value, true);
                case GREATER -> new Span(value, false, Double.POSITIVE_INFINITY, false);
                case GREATER_OR_EQUAL -> new Span(value, true, Double.POSITIVE_INFINITY, false);
                case EQUAL -> new Span(value, true, value, true);
            };
        }

        boolean meets(Span other) {
            return reaches(other) && other.reaches(this);
        }

        private boolean reaches(Span other) {
            return from < other.to || (from == other.to && fromIncluded && other.toIncluded);
        }
    }
}
