package dev.headgate.schemas.model;

/** By how much a canary may be worse than its baseline or its own past. */
public sealed interface Margin {

    /** Not at all. */
    record None() implements Margin {}

    /**
     * So many points of a rate.
     *
     * @param points as a share: 0.002 for 0.2 points
     */
    record Points(double points) implements Margin {}

    /**
     * A share of the baseline's value.
     *
     * @param share 0.2 for 20 %
     */
    record Share(double share) implements Margin {}
}
