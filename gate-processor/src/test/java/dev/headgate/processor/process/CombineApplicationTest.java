package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.processor.combine.CombineSettings;
import dev.headgate.processor.combine.CombineTopics;
import dev.headgate.processor.combine.Timeliness;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.metrics.MicrometerCombineMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombineApplicationTest {

    private static final int THREADS = ThreadReplacement.MOST_FAILURES + 1;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path directory;

    /** Each fails at once, since the consumer's settings are wrong, and again a second later. */
    @Test
    void oneFailureOfEachOfManyThreadsStopsNone() throws IOException {
        GateConfiguration settings =
                settings("bootstrap.servers=127.0.0.1:1", "threads=" + THREADS, "kafka.consumer.fetch.min.bytes=many");

        try (Admin admin = Admin.create(KafkaClients.admin(settings))) {
            CombineApplication application = new CombineApplication(
                    settings, topics(), combining(settings), new MicrometerCombineMeter(meters), admin, meters);
            await().atMost(Duration.ofSeconds(30)).until(() -> failures() >= THREADS);
            application.close();

            assertThat(application.live().well()).isTrue();
        }
    }

    @Test
    void aThreadThatNeverBeganAndCannotResolveItsBrokersHasFailed() {
        GateConfiguration settings = settings("bootstrap.servers=broker.invalid:9092");
        ThreadReplacement exhausted = new ThreadReplacement("combine", () -> Instant.EPOCH);
        for (int i = 0; i < ThreadReplacement.MOST_FAILURES; i++) {
            assertThat(exhausted.mayReplace(new IllegalStateException("on purpose, in a test")))
                    .isTrue();
        }

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            CombineThread thread = new CombineThread(
                    new CombineThread.Making(
                            settings, topics(), combining(settings), new MicrometerCombineMeter(meters), admin, meters),
                    "group",
                    "thread",
                    exhausted);
            thread.start();

            assertThat(thread.stopped(Duration.ofSeconds(30))).isFalse();
            assertThat(thread.dead()).isTrue();
        }
    }

    private double failures() {
        return meters.find("headgate.combine.threads.renewed").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private GateConfiguration settings(String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("state.dir=" + directory);
        return GateConfiguration.read(Optional.empty(), Map.of(), all);
    }

    private static CombineTopics topics() {
        return new CombineTopics(
                "requests", "summaries", "measurements", Optional.empty(), Optional.empty(), "sketches", "letters");
    }

    private static CombineSettings combining(GateConfiguration settings) {
        return new CombineSettings(
                new Timeliness(settings.skewAllowed(), settings.latenessAllowed()),
                settings.operationCap(),
                settings.commitInterval(),
                settings.progressInterval(),
                1_000,
                settings.otlp().mapping());
    }
}
