package dev.headgate.core.evidence;

import java.util.List;
import java.util.Optional;

/**
 * By how much evidence is divided because failures come in clusters: retries and bursts make counts vary more than
 * independent requests would. Learned from the baseline's own past alone, in adjacent blocks of a minute:
 *
 * <pre>e = k1 + k2;  E = e n1/N;  V = e n1 n2 (N - e) / (N^2 (N - 1));  factor = max(1, 1.25 mean((k1 - E)^2 / V))</pre>
 *
 * where one pair counts for at most 100.
 *
 * @param factor at least 1; every log likelihood ratio is divided by it
 * @param pairs from how many pairs of blocks it was learned
 */
public record Tempering(double factor, int pairs) {

    /** Pairs without which nothing is learned. */
    public static final int FEWEST_PAIRS = 20;

    /** The factor while there is too little history. */
    public static final double DEFAULT_FACTOR = 1.5;

    private static final double CAUTION = 1.25;

    /**
     * One block of the baseline's past.
     *
     * @param requests its requests
     * @param events those of them with an event
     */
    public record Block(long requests, long events) {}

    /** For too little history. */
    public static Tempering byDefault(int pairs) {
        return new Tempering(DEFAULT_FACTOR, pairs);
    }

    /**
     * What pairs of blocks have shown so far.
     *
     * @param sum sum of (k1 - E)^2 / V over the pairs that had an event
     * @param informative how many pairs had one
     * @param pairs how many pairs there were
     */
    public record Gathered(double sum, int informative, int pairs) {

        /** No pair yet. */
        public static final Gathered NOTHING = new Gathered(0, 0, 0);

        /** What one pair counts for at most: the edge of an outage is a change over time and no cluster. */
        private static final double MOST_OF_A_PAIR = 100;

        /** Pairs beyond which the past counts half, so that what was learned can change. */
        private static final int MOST_PAIRS = 240;

        /** Pairs with an event that tell something at all. */
        private static final int FEWEST_INFORMATIVE = 3;

        /** With one more pair of adjacent blocks, of which both had requests. */
        public Gathered plus(Block one, Block two) {
            Gathered before = pairs < MOST_PAIRS ? this : new Gathered(sum / 2, informative / 2, pairs / 2);
            double requests = one.requests() + two.requests();
            double events = one.events() + two.events();
            double expected = events * one.requests() / requests;
            double variance = events
                    * one.requests()
                    * two.requests()
                    * (requests - events)
                    / (requests * requests * (requests - 1));
            if (variance <= 0) {
                return new Gathered(before.sum, before.informative, before.pairs + 1);
            }
            double apart = (one.events() - expected) * (one.events() - expected) / variance;
            return new Gathered(before.sum + Math.min(apart, MOST_OF_A_PAIR), before.informative + 1, before.pairs + 1);
        }

        /** What is learned from them. */
        public Tempering tempering() {
            if (pairs < FEWEST_PAIRS) {
                return byDefault(pairs);
            }
            return new Tempering(factor(), pairs);
        }

        /** What few pairs tell already, for whoever takes the larger of this and something that is better known. */
        public Optional<Tempering> soonKnown() {
            return informative < FEWEST_INFORMATIVE ? Optional.empty() : Optional.of(new Tempering(factor(), pairs));
        }

        private double factor() {
            return informative == 0 ? CAUTION : Math.max(1, CAUTION * sum / informative);
        }
    }

    /** Learned from consecutive blocks, oldest first: the first with the second, the third with the fourth and so on. */
    public static Tempering of(List<Block> blocks) {
        Gathered gathered = Gathered.NOTHING;
        for (int i = 0; i + 1 < blocks.size(); i += 2) {
            if (blocks.get(i).requests() > 0 && blocks.get(i + 1).requests() > 0) {
                gathered = gathered.plus(blocks.get(i), blocks.get(i + 1));
            }
        }
        return gathered.tempering();
    }

    /** Whether it was learned rather than assumed. */
    public boolean learned() {
        return pairs >= FEWEST_PAIRS;
    }

    /** The ratios, each divided by the factor. */
    public double[] temper(double[] logRatios) {
        double[] tempered = new double[logRatios.length];
        for (int i = 0; i < tempered.length; i++) {
            tempered[i] = logRatios[i] / factor;
        }
        return tempered;
    }
}
