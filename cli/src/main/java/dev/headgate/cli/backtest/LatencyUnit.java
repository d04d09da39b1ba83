package dev.headgate.cli.backtest;

/** In what latencies are given. */
public enum LatencyUnit {
    /** Microseconds. */
    US(1),
    /** Milliseconds. */
    MS(1_000),
    /** Seconds. */
    S(1_000_000);

    private final long micros;

    LatencyUnit(long micros) {
        this.micros = micros;
    }

    /**
     * A latency in microseconds.
     *
     * @throws IllegalArgumentException if it is no number of 0 or more
     */
    long micros(String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found \"" + text + "\"", e);
        }
        if (!(value >= 0 && value < 1e12)) {
            throw new IllegalArgumentException("expected a number of 0 or more, found \"" + text + "\"");
        }
        return Math.round(value * micros);
    }
}
