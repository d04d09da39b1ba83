package dev.headgate.schemas.model;

import java.util.List;

/**
 * A stage's lines weighed against each other instead of all being required.
 *
 * @param pass from which score on the stage may go on, 0 to 100
 * @param marginal from which score on a person decides; below it the stage fails. At most {@code pass}
 * @param lines the weight of each line of {@code advance}, in its order
 */
public record Score(double pass, double marginal, List<LineWeight> lines) {

    /** Copies the list. */
    public Score {
        lines = List.copyOf(lines);
    }

    /**
     * What a line counts for.
     *
     * @param weight above 0
     * @param critical whether the stage fails when this line does, whatever the score
     */
    public record LineWeight(int weight, boolean critical) {}
}
