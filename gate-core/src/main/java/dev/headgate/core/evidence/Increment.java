package dev.headgate.core.evidence;

/** What one stratum says, as logarithms of likelihood ratios of several alternatives to a null. Immutable. */
public sealed interface Increment {

    /** How many alternatives are held against the null. */
    int alternatives();

    /** Whether it compares with the baseline. */
    default boolean paired() {
        return true;
    }

    /**
     * What a stratum says.
     *
     * @param counts the stratum
     * @param earlier all strata before it, of which only the baseline's part may be looked at
     */
    double[] logRatios(PairedCounts counts, PairedCounts earlier);

    /** By the odds of an event. */
    record ByOdds(OddsRatio ratio) implements Increment {
        @Override
        public int alternatives() {
            return ratio.alternatives();
        }

        @Override
        public double[] logRatios(PairedCounts counts, PairedCounts earlier) {
            return ratio.logRatios(counts);
        }
    }

    /** By the rates, with a margin. */
    record ByMargin(RateMargin margin) implements Increment {
        @Override
        public int alternatives() {
            return margin.alternatives();
        }

        @Override
        public double[] logRatios(PairedCounts counts, PairedCounts earlier) {
            return margin.logRatios(counts, earlier.baselineRequests(), earlier.baselineEvents());
        }
    }

    /** By an absolute limit for the canary alone. */
    record ByLimit(RateLimit limit) implements Increment {
        @Override
        public boolean paired() {
            return false;
        }

        @Override
        public int alternatives() {
            return limit.alternatives();
        }

        @Override
        public double[] logRatios(PairedCounts counts, PairedCounts earlier) {
            return limit.logRatios(counts.canaryRequests(), counts.canaryEvents());
        }
    }
}
