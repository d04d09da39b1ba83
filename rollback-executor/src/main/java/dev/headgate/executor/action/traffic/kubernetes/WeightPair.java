package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;

/**
 * Whole weights of two destinations that express a share exactly. A whole percentage is written as it is: 5 and 95.
 * Another one gets as many digits as it needs: 12.5 % is 125 and 875.
 *
 * @param canary the canary's weight
 * @param baseline the baseline's weight
 */
record WeightPair(long canary, long baseline) {

    /** The largest weight that an HTTPRoute may hold. */
    static final long LARGEST = 1_000_000;

    /**
     * The pair for a share.
     *
     * @param largest what the two may be together at most, a power of ten from 100 on
     * @throws IllegalArgumentException if it is no share, or no whole weights express it
     */
    static WeightPair of(String weight, long largest) {
        BigDecimal percent = percent(weight);
        for (long sum = 100; sum <= largest; sum *= 10) {
            BigDecimal canary = percent.multiply(BigDecimal.valueOf(sum)).movePointLeft(2);
            if (canary.stripTrailingZeros().scale() <= 0) {
                return new WeightPair(canary.longValueExact(), sum - canary.longValueExact());
            }
        }
        throw new IllegalArgumentException(weight + " % cannot be expressed: "
                + (largest == 100
                        ? "only whole percents are known there; give the policy's stages whole weights"
                        : "weights there are whole numbers up to " + largest));
    }

    private static BigDecimal percent(String weight) {
        try {
            BigDecimal percent = new BigDecimal(weight);
            new Weight(percent.doubleValue());
            return percent;
        } catch (IllegalArgumentException noShare) {
            throw new IllegalArgumentException("weight must be a number from 0 to 100, found \"" + weight + "\"");
        }
    }
}
