package dev.headgate.console.report;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures against time.
 *
 * @param title what is drawn
 * @param sentence what can be read off it, in a sentence
 * @param from where it begins
 * @param to where it ends; later
 * @param curves what is drawn
 * @param limits what is held against it
 * @param marks what happened meanwhile
 * @param unit a verdict's unit
 * @param top the largest value that there is room for
 */
record Chart(
        String title,
        String sentence,
        Instant from,
        Instant to,
        List<Curve> curves,
        List<Limit> limits,
        List<Mark> marks,
        String unit,
        double top) {

    /** Copies the lists. */
    Chart {
        curves = List.copyOf(curves);
        limits = List.copyOf(limits);
        marks = List.copyOf(marks);
    }

    /**
     * A curve.
     *
     * @param name whose
     * @param style how it is drawn: {@code canary}, {@code baseline} or {@code weight}
     * @param steps whether a value holds until the next
     * @param at the instants, seconds since 1970-01-01 UTC
     * @param values as many
     */
    record Curve(String name, String style, boolean steps, List<Double> at, List<OptionalDouble> values) {
        Curve {
            at = List.copyOf(at);
            values = List.copyOf(values);
        }
    }

    /**
     * A limit.
     *
     * @param value where it lies
     * @param text what it is
     */
    record Limit(double value, String text) {}

    /**
     * A decision.
     *
     * @param at when
     * @param label its number
     * @param id where it is told
     * @param text what it was
     * @param tone how it is meant
     */
    record Mark(Instant at, String label, String id, String text, Tone tone) {}
}
