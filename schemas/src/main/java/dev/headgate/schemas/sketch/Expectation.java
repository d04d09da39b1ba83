package dev.headgate.schemas.sketch;

/** How large the next number will be, going by those before it: writer and reader learn the same. Not thread-safe. */
final class Expectation {

    /** No more bits than these are expected: one large number must not make all that follow it long. */
    private static final int HIGHEST_ORDER = 24;

    private static final int WEIGHT_BITS = 2;

    private long scaledMean;

    /** @param first what the first number is like, at most 2^24 */
    Expectation(long first) {
        scaledMean = first << WEIGHT_BITS;
    }

    /** How many low bits of the next number are as good as random. */
    int order() {
        long mean = scaledMean >>> WEIGHT_BITS;
        return mean == 0 ? 0 : Math.min(HIGHEST_ORDER, Long.SIZE - 1 - Long.numberOfLeadingZeros(mean));
    }

    void see(long number) {
        scaledMean += Math.min(number, 1L << HIGHEST_ORDER + 1) - (scaledMean >>> WEIGHT_BITS);
    }
}
