package dev.headgate.core.assess;

/**
 * How many of a number of runs something happened in, with what that says about all runs that could have been.
 *
 * @param count in how many
 * @param of of how many
 */
public record Share(long count, long of) {

    private static final double Z_95 = 1.959963984540054;

    /** @throws IllegalArgumentException if there are more than there are runs */
    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("cannot be " + count + " of " + of);
        }
    }

    /** The share itself, 0 to 1; 0 of no runs. */
    public double value() {
        return of == 0 ? 0 : (double) count / of;
    }

    /** Lower end of Wilson's 95 % confidence interval. */
    public double low() {
        return of == 0 || count == 0 ? 0 : Math.max(0, middle() - half());
    }

    /** Upper end of Wilson's 95 % confidence interval. */
    public double high() {
        return of == 0 || count == of ? 1 : Math.min(1, middle() + half());
    }

    private double middle() {
        return (value() + Z_95 * Z_95 / (2.0 * of)) / (1 + Z_95 * Z_95 / of);
    }

    private double half() {
        double variance = value() * (1 - value()) / of + Z_95 * Z_95 / (4.0 * of * of);
        return Z_95 * StrictMath.sqrt(variance) / (1 + Z_95 * Z_95 / of);
    }
}
