package dev.headgate.benchmarks.throughput.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Messages;
import dev.headgate.benchmarks.throughput.input.SeriesSet;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.schemas.model.Outcome;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The measure for everybody reads what everybody reads. */
class FloorTest {

    @ParameterizedTest
    @EnumSource(Input.class)
    void countsTheRequestsAndErrorsThatTheGatesOwnReadersFind(Input input) {
        Messages messages = input.messages(SeriesSet.of(10_000));
        PlainConsumer.Work floor = Floor.of(input);
        TelemetryValues reader = new TelemetryValues(input);
        Totals totals = new Totals();
        AtomicLong errors = new AtomicLong();
        SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < 500; i++) {
            byte[] value = messages.next(random, 1_800_000_000_000L, totals).value();
            floor.take(value);
            reader.read(
                    value,
                    event -> errors.addAndGet(event.outcome() == Outcome.ERROR ? 1 : 0),
                    summary -> summary.seconds().forEach(second -> errors.addAndGet(second.errors())));
        }
        floor.take(messages.closing(1_800_000_000_000L).value());

        assertThat(floor.counted()).isEqualTo(totals.requests());
        assertThat(floor.errors()).isEqualTo(errors.get());
    }
}
