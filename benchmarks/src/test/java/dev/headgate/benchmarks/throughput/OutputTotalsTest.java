package dev.headgate.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.benchmarks.throughput.contender.TelemetryValues;
import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Message;
import dev.headgate.benchmarks.throughput.input.Messages;
import dev.headgate.benchmarks.throughput.input.SeriesSet;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.processor.combine.TelemetryCombiner;
import dev.headgate.schemas.codec.SketchCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of counts finds a contender out that loses or doubles what it was sent. */
class OutputTotalsTest {

    private static final long NOW_MILLIS = 1_800_000_000_000L;
    private static final int RECORDS = 200;
    private static final int AFTER_SO_MANY = 50;

    private final Totals sent = new Totals();

    @ParameterizedTest
    @EnumSource(Input.class)
    void findsNothingWrongWithAContenderThatCountsEachOnce(Input input) {
        assertThat(counted(output(input, records(input)), false)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void findsOutAContenderThatLosesARecord(Input input) {
        List<Message> records = records(input);

        assertThat(counted(output(input, records.subList(1, records.size())), false))
                .contains("sent", "differ");
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void findsOutAContenderThatDeliversTwice(Input input) {
        List<byte[]> output = new ArrayList<>(output(input, records(input)));
        output.add(output.get(0));

        assertThat(counted(output, false)).contains("sent", "differ");
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void findsOutLossesThatDoublesMakeUpFor(Input input) {
        List<Message> records = new ArrayList<>(records(input));
        records.set(
                0,
                records.stream()
                        .filter(other -> !other.key().equals(records.get(0).key()))
                        .findFirst()
                        .orElseThrow());

        assertThat(counted(output(input, records), false)).contains("differ");
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void takesTheLastOfEachSecondWhereEachReplacesTheOneBefore(Input input) {
        TelemetryCombiner running = new TelemetryCombiner(100);
        records(input).forEach(message -> read(input, message, running));
        List<byte[]> output = drained(running);
        List<byte[]> twice = new ArrayList<>(output);
        twice.addAll(output);

        assertThat(counted(twice, true)).isEmpty();
        assertThat(counted(twice, false)).contains("differ");
    }

    private List<Message> records(Input input) {
        Messages messages = input.messages(SeriesSet.of(100));
        SplittableRandom random = new SplittableRandom(7);
        List<Message> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(messages.next(random, NOW_MILLIS + i, sent));
        }
        return records;
    }

    private String counted(List<byte[]> output, boolean latestOnly) {
        OutputTotals totals = new OutputTotals(latestOnly);
        output.forEach(totals::take);
        return totals.totals().differenceFrom(sent);
    }

    private static List<byte[]> output(Input input, List<Message> records) {
        List<byte[]> output = new ArrayList<>();
        TelemetryCombiner combiner = new TelemetryCombiner(100);
        for (int i = 0; i < records.size(); i++) {
            read(input, records.get(i), combiner);
            if (i % AFTER_SO_MANY == 0) {
                output.addAll(drained(combiner));
            }
        }
        output.addAll(drained(combiner));
        return output;
    }

    private static List<byte[]> drained(TelemetryCombiner combiner) {
        return combiner.drain().stream()
                .flatMap(delta -> SketchCodec.split(delta, 900_000).stream())
                .toList();
    }

    private static void read(Input input, Message message, TelemetryCombiner combiner) {
        new TelemetryValues(input).read(message.value(), combiner::add, combiner::add);
    }
}
