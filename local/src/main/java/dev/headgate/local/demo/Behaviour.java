package dev.headgate.local.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What a version of the demo service does to its requests. Figures are stated for each; all delays are really waited. */
public enum Behaviour {
    /** Latencies are log-normal with median 35 ms and p95 62 ms; nothing fails. */
    HEALTHY("as good as the old version") {
        @Override
        Treatment treat(RandomGenerator random) {
            return Treatment.good(latencyMillis(random));
        }
    },
    /** As healthy, but 30 % of the requests fail. */
    ERRORS("30 % of the requests fail") {
        @Override
        Treatment treat(RandomGenerator random) {
            double millis = latencyMillis(random);
            return random.nextDouble() < 0.3 ? Treatment.failed(millis) : Treatment.good(millis);
        }
    },
    /** Every request takes eight times as long: median 280 ms, p95 500 ms. */
    SLOW("every request takes 8 times as long") {
        @Override
        Treatment treat(RandomGenerator random) {
            return Treatment.slow(8 * latencyMillis(random));
        }
    },
    /** 10 % of the requests take twenty times as long, about 700 ms; the median hardly moves. */
    SLOW_TAIL("10 % of the requests take 20 times as long, about 700 ms") {
        @Override
        Treatment treat(RandomGenerator random) {
            double millis = latencyMillis(random);
            return random.nextDouble() < 0.1 ? Treatment.slow(20 * millis) : Treatment.good(millis);
        }
    },
    /** Answers as a healthy one does, but publishes no telemetry: for the gate it has gone dumb while it has traffic. */
    SILENT("publishes no telemetry although it has traffic") {
        @Override
        Treatment treat(RandomGenerator random) {
            return Treatment.unpublished(latencyMillis(random));
        }
    };

    private static final double MEDIAN_MILLIS = 35;
    private static final double SPREAD = 0.35;

    private final String words;

    Behaviour(String words) {
        this.words = words;
    }

    /** Draws what happens to one request. */
    abstract Treatment treat(RandomGenerator random);

    /** What it does, as people are told: in the demo's help, its policy and the README. */
    public String words() {
        return words;
    }

    /** The word for it, as in {@code --scenario slow-tail}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The behaviour of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists the words
     */
    public static Behaviour of(String word) {
        return Arrays.stream(values())
                .filter(behaviour -> behaviour.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Behaviour::word).collect(Collectors.joining(", ")) + ", found '"
                        + word + "'"));
    }

    private static double latencyMillis(RandomGenerator random) {
        return MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian());
    }

    /**
     * What happens to one request.
     *
     * @param delayMicros how long it takes
     * @param status the HTTP status of its answer
     * @param published whether telemetry tells of it
     * @param bad whether it is what the behaviour is named for
     */
    record Treatment(long delayMicros, int status, boolean published, boolean bad) {
        static Treatment good(double millis) {
            return new Treatment(micros(millis), 200, true, false);
        }

        static Treatment failed(double millis) {
            return new Treatment(micros(millis), 500, true, true);
        }

        static Treatment slow(double millis) {
            return new Treatment(micros(millis), 200, true, true);
        }

        static Treatment unpublished(double millis) {
            return new Treatment(micros(millis), 200, false, true);
        }

        private static long micros(double millis) {
            return Math.round(millis * 1_000);
        }
    }
}
