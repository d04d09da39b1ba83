package dev.headgate.benchmarks.client;

import dev.headgate.telemetry.PublishMode;
import dev.headgate.telemetry.TelemetryClient;
import java.time.Duration;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The telemetry client, with everything that it does in the background while requests are recorded but the network: no
 * broker answers, so that what was summed up and written waits and is let go after a minute.
 */
public class HeadgateRecorders {

    private static final String[] OPERATIONS =
            IntStream.range(0, 16).mapToObj(i -> "GET /operations/" + i).toArray(String[]::new);
    private static final String[] IDS =
            IntStream.range(0, 4096).mapToObj(i -> "request-" + i).toArray(String[]::new);

    /** One client for all threads. */
    @State(Scope.Benchmark)
    public static class Summaries {

        final TelemetryClient client = client(PublishMode.SUMMARIES);

        /** Closes it, and says if it let requests go: then the figures would be those of less work. */
        @TearDown
        public void close() {
            client.close(Duration.ofMillis(100));
            if (client.dropped() > client.recorded() / 1000) {
                throw new IllegalStateException(client.dropped() + " of " + client.recorded() + " were dropped");
            }
        }
    }

    /** A request of one operation, without an id. */
    @Benchmark
    public void record(Summaries summaries, Latencies latencies) {
        summaries.client.record("checkout", latencies.nextMicros(), true, "");
    }

    /** One of 16 operations, with an id, one of 16 failed. */
    @Benchmark
    public void recordWithIds(Summaries summaries, Latencies latencies) {
        long micros = latencies.nextMicros();
        int number = latencies.number();
        summaries.client.record(OPERATIONS[number & 15], micros, (number & 255) > 15, IDS[number]);
    }

    /** A request begun and ended, its time-out watched. */
    @Benchmark
    public void beginAndEnd(Summaries summaries, Latencies latencies) {
        summaries.client.begin("checkout").end(latencies.nextMicros() > 0);
    }

    private static TelemetryClient client(PublishMode mode) {
        return TelemetryClient.builder("shop", "2.4.1")
                .bootstrapServers("127.0.0.1:1")
                .mode(mode)
                .build();
    }
}
