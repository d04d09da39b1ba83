package dev.headgate.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with one document, so that all of it is told at once. Not thread-safe. */
final class Problems {

    /** More than this helps nobody, and a hostile document could make millions. */
    static final int MOST = 100;

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final List<Problem> all = new ArrayList<>();

    /** Reads a value, or refuses it. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws Refusal;
    }

    void add(Problem problem) {
        all.add(problem);
    }

    /** Whether anything was noted. */
    boolean any() {
        return !all.isEmpty();
    }

    /** Whether the document is refused by what was noted. */
    boolean anyError() {
        return all.stream().anyMatch(problem -> problem.level() == Problem.Level.ERROR);
    }

    /** The value, or empty after its refusal was noted. */
    <T> Optional<T> attempt(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (Refusal refusal) {
            add(refusal.problem());
            return Optional.empty();
        }
    }

    /** Ends a document: valid only if a value came out and nothing was an error. */
    <T> Parsed<T> finish(Optional<T> value) {
        return value.isPresent() && !anyError()
                ? new Parsed.Valid<>(value.orElseThrow(), sorted())
                : new Parsed.Invalid<>(sorted());
    }

    private List<Problem> sorted() {
        List<Problem> sorted =
                new ArrayList<>(all.stream().distinct().sorted(BY_PLACE).toList());
        if (sorted.size() <= MOST) {
            return sorted;
        }
        // Errors first, or a flood of warnings could hide why the document is refused.
        sorted.sort(Comparator.comparing(Problem::level).thenComparing(BY_PLACE));
        Problem last = sorted.get(MOST);
        List<Problem> kept = new ArrayList<>(sorted.subList(0, MOST));
        kept.add(new Problem(
                last.level(),
                last.place(),
                (sorted.size() - MOST) + " more problems from here on",
                "",
                "",
                Optional.empty()));
        return kept;
    }
}
