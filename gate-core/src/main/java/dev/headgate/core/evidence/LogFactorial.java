package dev.headgate.core.evidence;

/** Logarithms of factorials: a table for small numbers, Stirling's series (error below 1e-15 from 64 on) for others. */
final class LogFactorial {

    private static final int TABLE = 64;
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);
    private static final double[] SMALL = small();

    private LogFactorial() {}

    /** ln n!, for n of at least 0. */
    static double of(long n) {
        if (n < TABLE) {
            return SMALL[(int) n];
        }
        double inverse = 1.0 / n;
        double square = inverse * inverse;
        double logarithm = StrictMath.log((double) n);
        return n * logarithm
                - n
                + 0.5 * logarithm
                + HALF_LOG_TWO_PI
                + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }

    private static double[] small() {
        double[] logs = new double[TABLE];
        for (int i = 2; i < TABLE; i++) {
            logs[i] = logs[i - 1] + StrictMath.log(i);
        }
        return logs;
    }
}
