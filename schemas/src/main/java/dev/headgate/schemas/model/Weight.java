package dev.headgate.schemas.model;

/**
 * A version's share of the traffic.
 *
 * @param percent 0 to 100
 */
public record Weight(double percent) implements Comparable<Weight> {

    /** No traffic. */
    public static final Weight NONE = new Weight(0);

    /** All traffic. */
    public static final Weight ALL = new Weight(100);

    /** @throws IllegalArgumentException if the share is not a number from 0 to 100 */
    public Weight {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a weight is a share from 0 to 100 %, found " + percent);
        }
    }

    @Override
    public int compareTo(Weight other) {
        return Double.compare(percent, other.percent);
    }

    /** As people write it: {@code 5%}, {@code 0.5%}. */
    @Override
    public String toString() {
        return percent == Math.rint(percent) ? (long) percent + "%" : percent + "%";
    }
}
