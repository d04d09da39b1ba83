package dev.headgate.core.evidence;

import java.util.List;

/**
 * By how much evidence is divided because failures come in clusters: retries and bursts make counts vary more than
 * independent requests would. Learned from the baseline's own past alone, in adjacent blocks of a minute:
 *
 * <pre>e = k1 + k2;  E = e n1/N;  V = e n1 n2 (N - e) / (N^2 (N - 1));  factor = max(1, 1.25 mean((k1 - E)^2 / V))</pre>
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

    /** Learned from consecutive blocks, oldest first: the first with the second, the third with the fourth and so on. */
    public static Tempering of(List<Block> blocks) {
        double sum = 0;
        int informative = 0;
        int pairs = 0;
        for (int i = 0; i + 1 < blocks.size(); i += 2) {
            Block one = blocks.get(i);
            Block two = blocks.get(i + 1);
            if (one.requests() == 0 || two.requests() == 0) {
                continue;
            }
            pairs++;
            double requests = one.requests() + two.requests();
            double events = one.events() + two.events();
            double expected = events * one.requests() / requests;
            double variance = events * one.requests() * two.requests() * (requests - events)
                    / (requests * requests * (requests - 1));
            if (variance > 0) {
                informative++;
                sum += (one.events() - expected) * (one.events() - expected) / variance;
            }
        }
        if (pairs < FEWEST_PAIRS) {
            return byDefault(pairs);
        }
        return new Tempering(informative == 0 ? CAUTION : Math.max(1, CAUTION * sum / informative), pairs);
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
