package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Score;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A criterion and where its parts were written.
 *
 * @param criterion the criterion
 * @param whole the whole of it
 * @param operator its operator, or its comparison with something else
 * @param limit its limit, or the same comparison
 * @param over its own window
 * @param parts the criteria that it joins, if it does
 * @param weight what it counts for in its stage's score, if it says so
 */
record WrittenCriterion(
        Criterion criterion,
        Place whole,
        Place operator,
        Place limit,
        Optional<Place> over,
        List<WrittenCriterion> parts,
        Optional<Located<Score.LineWeight>> weight) {

    WrittenCriterion {
        parts = List.copyOf(parts);
    }

    /** One that stands for itself. */
    WrittenCriterion(Criterion criterion, Place whole, Place operator, Place limit, Optional<Place> over) {
        this(criterion, whole, operator, limit, over, List.of(), Optional.empty());
    }

    /** The same with what it counts for. */
    WrittenCriterion weighing(Optional<Located<Score.LineWeight>> other) {
        return new WrittenCriterion(criterion, whole, operator, limit, over, parts, other);
    }

    /** The same about another criterion. */
    WrittenCriterion of(Criterion other) {
        return new WrittenCriterion(other, whole, operator, limit, over, parts, weight);
    }

    /** Itself, or the criteria that it joins. */
    Stream<WrittenCriterion> single() {
        return parts.isEmpty() ? Stream.of(this) : parts.stream();
    }
}
