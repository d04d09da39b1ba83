package dev.headgate.core.judge;

import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found about one line at one instant, in numbers only: sentences are made when somebody reads them.
 *
 * @param line the line
 * @param condition whether its claim holds
 * @param cause why it is undecided; {@link UndecidedCause#NONE} otherwise
 * @param observed the measure's value in its unit, also where it does not decide
 * @param fromSecond beginning of the event time looked at, inclusive, seconds since 1970-01-01 UTC
 * @param toSecond its end, exclusive
 * @param requests the canary's requests in it
 * @param errors those of them that failed
 * @param byTail whether too few requests were decided by the binomial tail
 * @param minRequests the minimum that applied
 * @param window the window, where there is one
 * @param weighed what its evidence says, if it is judged by evidence
 * @param burn how fast an error budget is used up, if it asks for that
 * @param note what was found about anything but requests, or how well the value is known
 */
public record Finding(
        Line line,
        Condition condition,
        UndecidedCause cause,
        OptionalDouble observed,
        long fromSecond,
        long toSecond,
        long requests,
        long errors,
        boolean byTail,
        int minRequests,
        Optional<WindowSpec> window,
        Optional<Weighed> weighed,
        Optional<Burn> burn,
        Optional<Note> note) {

    /** Of a line about requests. */
    Finding(
            Line line,
            Condition condition,
            UndecidedCause cause,
            OptionalDouble observed,
            long fromSecond,
            long toSecond,
            long requests,
            long errors,
            boolean byTail,
            int minRequests,
            Optional<WindowSpec> window,
            Optional<Weighed> weighed,
            Optional<Burn> burn) {
        this(
                line,
                condition,
                cause,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                weighed,
                burn,
                Optional.empty());
    }

    /** Of a line that does not ask how fast an error budget is used up. */
    Finding(
            Line line,
            Condition condition,
            UndecidedCause cause,
            OptionalDouble observed,
            long fromSecond,
            long toSecond,
            long requests,
            long errors,
            boolean byTail,
            int minRequests,
            Optional<WindowSpec> window,
            Optional<Weighed> weighed) {
        this(
                line,
                condition,
                cause,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                weighed,
                Optional.empty());
    }

    /** Of a line that nothing was looked at for. */
    static Finding blank(Plan plan, Line line, Instant now) {
        long second = now.getEpochSecond();
        return new Finding(
                line,
                Condition.UNDECIDED,
                UndecidedCause.NONE,
                OptionalDouble.empty(),
                second,
                second,
                0,
                0,
                false,
                minRequests(plan, line),
                Optional.ofNullable(plan.windows().get(line)),
                Optional.empty());
    }

    /** Of a line whose window was looked at. */
    static Finding seen(Plan plan, Line line, WindowSpec spec, WindowFigures figures) {
        return seen(plan, line, figures, Optional.of(spec));
    }

    /** Of a line that some other stretch was looked at for. */
    static Finding seen(Plan plan, Line line, WindowFigures figures) {
        return seen(plan, line, figures, Optional.empty());
    }

    private static Finding seen(Plan plan, Line line, WindowFigures figures, Optional<WindowSpec> window) {
        return new Finding(
                line,
                Condition.UNDECIDED,
                UndecidedCause.NONE,
                OptionalDouble.empty(),
                Math.min(figures.fromSecond(), figures.toSecond()),
                figures.toSecond(),
                figures.requests(),
                figures.errors(),
                false,
                minRequests(plan, line),
                window,
                Optional.empty());
    }

    private static int minRequests(Plan plan, Line line) {
        return line.criterion().minRequests().orElse(plan.policy().minRequests());
    }

    /** Where its value lies at least, if it is known to lie between two bounds; the observed is the upper one then. */
    OptionalDouble atLeast() {
        return note.isPresent() && note.get() instanceof Note.Between between
                ? OptionalDouble.of(between.atLeast())
                : OptionalDouble.empty();
    }

    /** Whether its claim lets a rollout go on; it stops one otherwise. */
    boolean judgesAdvance() {
        return line.mustHold();
    }

    /** The same finding, undecided for a cause. */
    Finding undecided(UndecidedCause why) {
        return new Finding(
                line,
                Condition.UNDECIDED,
                why,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                false,
                minRequests,
                window,
                weighed,
                burn,
                note);
    }

    /** The same finding, decided. */
    Finding decided(boolean holds, boolean tail) {
        return new Finding(
                line,
                holds ? Condition.TRUE : Condition.FALSE,
                UndecidedCause.NONE,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                tail,
                minRequests,
                window,
                weighed,
                burn,
                note);
    }

    /** The same finding with a value. */
    Finding observing(OptionalDouble value) {
        return new Finding(
                line,
                condition,
                cause,
                value,
                fromSecond,
                toSecond,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                weighed,
                burn,
                note);
    }

    /** The same finding with what its evidence says. */
    Finding weighed(Weighed evidence) {
        return new Finding(
                line,
                condition,
                cause,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                Optional.of(evidence),
                burn,
                note);
    }

    /** The same finding with what else was found. */
    Finding noting(Note other) {
        return new Finding(
                line,
                condition,
                cause,
                observed,
                fromSecond,
                toSecond,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                weighed,
                burn,
                Optional.of(other));
    }

    /** The same finding over another stretch of time. */
    Finding over(long from, long to) {
        return new Finding(
                line,
                condition,
                cause,
                observed,
                Math.min(from, to),
                to,
                requests,
                errors,
                byTail,
                minRequests,
                window,
                weighed,
                burn,
                note);
    }
}
