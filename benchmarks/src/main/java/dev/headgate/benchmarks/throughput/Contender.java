package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who is measured. */
public enum Contender {
    /** A consumer that looks at nothing. */
    RAW(Output.RECORD_COUNT, Pace.FAST),
    /** Consumer, parse, record in a histogram: what the others are compared with. */
    FLOOR(Output.REQUEST_COUNT, Pace.FAST),
    /** The gate's first application alone. */
    COMBINE(Output.DELTAS, Pace.FAST),
    /** The whole gate with a hundred live rollouts. */
    GATE(Output.DELTAS, Pace.FAST),
    /** Two of them that share the work, each so many threads. */
    TWO_GATES(Output.DELTAS, Pace.FAST),
    /** The gate's combiner in a plain consumer with a transactional producer. */
    PLAIN(Output.DELTAS, Pace.FAST),
    /** A Kafka Streams windowed aggregate of input that is keyed by series. */
    NAIVE(Output.LATEST, Pace.SLOW),
    /** The same of input that must be keyed first. */
    REPARTITION(Output.LATEST, Pace.SLOW),
    /** A Flink job with a checkpoint as often as the gate commits. */
    FLINK(Output.DELTAS, Pace.FAST),
    /** The same with a checkpoint each second. */
    FLINK_1S(Output.DELTAS, Pace.FAST);

    private final Output output;
    private final Pace pace;

    /** How a contender says what it has counted. */
    enum Output {
        /** Its log says how many records. */
        RECORD_COUNT,
        /** Its log says how many requests. */
        REQUEST_COUNT,
        /** Everything that it wrote adds up. */
        DELTAS,
        /** What it wrote last of a series and second is the sum. */
        LATEST
    }

    /** How many events a pass has. */
    private enum Pace {
        FAST(1),
        SLOW(10);

        private final int divisor;

        Pace(int divisor) {
            this.divisor = divisor;
        }
    }

    Contender(Output output, Pace pace) {
        this.output = output;
        this.pace = pace;
    }

    /** How it is called in options and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The contender of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Contender of(String word) {
        return Arrays.stream(values())
                .filter(contender -> contender.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected one of " + words() + ", found contender \"" + word + "\""));
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Contender::word).toList();
    }

    /** How it says what it has counted. */
    Output output() {
        return output;
    }

    /** Requests of a pass for each so many of the others': slow ones need fewer to be measured as well. */
    int divisor() {
        return pace.divisor;
    }

    /** Whether it can be measured so: those with one thread only run in one. */
    boolean takes(Input input, int series, int threads) {
        return switch (this) {
            case RAW, FLOOR -> threads == 1;
            case NAIVE -> input == Input.EVENTS && series >= Cell.KEYED_FROM;
            default -> true;
        };
    }

    /** Whether it is a Flink job, on a class path of its own. */
    boolean isFlink() {
        return this == FLINK || this == FLINK_1S;
    }

    /** Whether it is made of the gate's own applications. */
    boolean isGate() {
        return isJudging() || this == COMBINE;
    }

    /** Whether it judges what it has combined. */
    boolean isJudging() {
        return this == GATE || this == TWO_GATES;
    }

    /** How many processes share the work. */
    int instances() {
        return this == TWO_GATES ? 2 : 1;
    }

    /** How long what it has fetched may need to be worked off and committed: its CPU time counts, this wait does not. */
    long settleMillis() {
        return isFlink() ? 2 * commitMillis() : 0;
    }

    /** How often it commits, milliseconds. */
    long commitMillis() {
        return this == FLINK_1S ? 1_000 : 100;
    }
}
