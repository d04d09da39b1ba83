package dev.headgate.cli.diff;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Which line of one list is which of another: the same text, else what is measured and claimed alike, in their order.
 *
 * @param both those in both lists
 * @param added those of the new list alone
 * @param removed those of the old list alone
 */
record LinePairs<T>(List<Pair<T>> both, List<T> added, List<T> removed) {

    /** A line as it was and as it is. */
    record Pair<T>(T before, T after) {}

    static <T> LinePairs<T> of(List<T> before, List<T> after, Function<T, Criterion> criterion) {
        List<T> gone = new ArrayList<>(before);
        List<T> left = new ArrayList<>(after);
        List<Pair<T>> both = new ArrayList<>();
        pair(
                gone,
                left,
                both,
                (one, other) -> criterion
                        .apply(one)
                        .text()
                        .equals(criterion.apply(other).text()));
        pair(gone, left, both, (one, other) -> alike(criterion.apply(one), criterion.apply(other)));
        return new LinePairs<>(both, left, gone);
    }

    private static <T> void pair(List<T> gone, List<T> left, List<Pair<T>> both, BiPredicate<T, T> same) {
        for (T old : List.copyOf(gone)) {
            Optional<T> match =
                    left.stream().filter(each -> same.test(old, each)).findFirst();
            match.ifPresent(each -> {
                both.add(new Pair<>(old, each));
                gone.remove(old);
                left.remove(each);
            });
        }
    }

    private static boolean alike(Criterion one, Criterion other) {
        return kind(one).equals(kind(other))
                && one.measure().getClass().equals(other.measure().getClass())
                && (one.measure().equals(other.measure()) || kind(one).equals("NoSuccess"))
                && one.operation().equals(other.operation())
                && one.labels().equals(other.labels());
    }

    private static String kind(Criterion line) {
        if (line.measure() instanceof Measure.NoSuccess) {
            return "NoSuccess";
        }
        return line.claim() instanceof Claim.Limit limit
                ? upwards(limit.operator()) ? "above" : "below"
                : line.claim().getClass().getSimpleName();
    }

    /** Whether the claim is that something is above its limit. */
    static boolean upwards(Operator operator) {
        return operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
    }
}
