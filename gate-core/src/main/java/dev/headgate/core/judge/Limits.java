package dev.headgate.core.judge;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;

/** Values held against limits. */
final class Limits {

    private static final double MICROS = 1e6;

    private Limits() {}

    static boolean holds(Claim.Limit claim, double value) {
        return holds(claim.operator(), value, claim.limit());
    }

    static boolean holds(Operator operator, double value, double limit) {
        return switch (operator) {
            case LESS -> value < limit;
            case LESS_OR_EQUAL -> value <= limit;
            case GREATER -> value > limit;
            case GREATER_OR_EQUAL -> value >= limit;
            case EQUAL -> value == limit;
        };
    }

    /** Whether it depends on where between two bounds a value lies if the claim holds. */
    static boolean between(Claim.Limit claim, double least, double most) {
        return claim.operator() == Operator.EQUAL
                ? least <= claim.limit() && claim.limit() <= most
                : holds(claim, least) != holds(claim, most);
    }

    /** What the past allows: its figure and the margin. */
    static double ofPast(double past, Margin margin) {
        if (margin instanceof Margin.Points points) {
            return past + points.points();
        }
        return margin instanceof Margin.Share share ? past + Math.abs(past) * share.share() : past;
    }

    /** A value as it comes, in the unit in which limits are compared. */
    static double inUnit(Measure.Unit unit, double value) {
        return unit == Measure.Unit.TIME ? value * MICROS : value;
    }

    /**
     * How much worse than another a value is for a line: of several series the worst speaks, so that a line that must
     * hold holds for all, and one that stops does for any.
     *
     * @return larger for worse
     */
    static double badness(Line line, double value) {
        if (line.criterion().claim() instanceof Claim.Limit limit) {
            return switch (limit.operator()) {
                case LESS, LESS_OR_EQUAL -> line.mustHold() ? value : -value;
                case GREATER, GREATER_OR_EQUAL -> line.mustHold() ? -value : value;
                case EQUAL -> (line.mustHold() ? 1 : -1) * Math.abs(value - limit.limit());
            };
        }
        return value;
    }
}
