package dev.headgate.cli.assess;

import java.util.List;

/** What may be wrong with a canary. */
public enum Regression {
    /** Nothing. */
    HEALTHY("healthy"),
    /** Twice as many requests fail. */
    ERRORS_TIMES_2("errors × 2"),
    /** Five times as many requests fail. */
    ERRORS_TIMES_5("errors × 5"),
    /** Five in a hundred requests fail. */
    ERRORS_5_PERCENT("errors 5 %"),
    /** Every request takes 1.2 times as long. */
    LATENCY_PLUS_20_PERCENT("p95 + 20 %"),
    /** Every request takes twice as long. */
    LATENCY_TIMES_2("p95 × 2"),
    /** What lies above p90 is stretched so that p95 is twice as long. */
    TAIL_TIMES_2("p95 × 2, tail only"),
    /** Every request fails. */
    TOTAL_FAILURE("total failure"),
    /** It publishes no telemetry. */
    SILENCE("silence");

    private static final double FIVE_PERCENT = 0.05;
    private static final double NORMAL_P90 = 1.2815515655446004;
    private static final double NORMAL_P95 = 1.6448536269514722;

    private final String words;

    Regression(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Those that make a difference where so many requests fail anyway. */
    static List<Regression> of(TrafficProfile profile) {
        return List.of(values()).stream()
                .filter(each -> each != HEALTHY)
                .filter(each -> !each.failing() || each.errorRate(profile) > profile.errorRate())
                .toList();
    }

    /** Share of the requests that fail. */
    double errorRate(TrafficProfile profile) {
        double usual = profile.errorRate();
        return switch (this) {
            case ERRORS_TIMES_2 -> Math.min(1, usual * 2);
            case ERRORS_TIMES_5 -> Math.min(1, usual * 5);
            case ERRORS_5_PERCENT -> FIVE_PERCENT;
            case TOTAL_FAILURE -> 1;
            default -> usual;
        };
    }

    /** The latency at a value of the standard normal distribution, microseconds. */
    long micros(TrafficProfile profile, double normal) {
        double usual = profile.micros(normal);
        return Math.round(
                switch (this) {
                    case LATENCY_PLUS_20_PERCENT -> usual * 1.2;
                    case LATENCY_TIMES_2 -> usual * 2;
                    case TAIL_TIMES_2 -> normal > NORMAL_P90 ? stretched(profile, usual) : usual;
                    default -> usual;
                });
    }

    /** Whether a request is spoiled by it: fails, takes longer, or is heard of by nobody. */
    boolean spoils(boolean failed, double normal) {
        return switch (this) {
            case HEALTHY -> false;
            case ERRORS_TIMES_2, ERRORS_TIMES_5, ERRORS_5_PERCENT, TOTAL_FAILURE -> failed;
            case TAIL_TIMES_2 -> normal > NORMAL_P90;
            case LATENCY_PLUS_20_PERCENT, LATENCY_TIMES_2, SILENCE -> true;
        };
    }

    private boolean failing() {
        return this == ERRORS_TIMES_2 || this == ERRORS_TIMES_5 || this == ERRORS_5_PERCENT || this == TOTAL_FAILURE;
    }

    private static double stretched(TrafficProfile profile, double usual) {
        double p90 = profile.micros(NORMAL_P90);
        double p95 = profile.micros(NORMAL_P95);
        return p95 > p90 ? p90 + (usual - p90) * (2 * p95 - p90) / (p95 - p90) : 2 * usual;
    }
}
