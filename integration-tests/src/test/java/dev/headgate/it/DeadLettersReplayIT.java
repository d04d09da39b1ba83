package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.deadletters.Letters;
import dev.headgate.cli.kafka.LetterReplay;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Sketches;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Telemetry that a gate refused is counted once by a gate that takes it, however often and however badly it is replayed. */
class DeadLettersReplayIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void whatWasRefusedIsCountedOnceAfterItIsReadOtherwise() throws Exception {
        Sketches sketches = new Sketches(HEADGATE);
        CommandLine headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix()));
        Gate strict = HEADGATE.gate("strict").start();
        long now = System.currentTimeMillis();
        publish(event("alone", now - HOUR));
        publish(batch("batched", now, now - HOUR, now, now - HOUR));
        publish("no JSON");
        awaitLetters(3);
        assertThat(requests(sketches, "alone")).isZero();
        assertThat(requests(sketches, "batched")).isEqualTo(2);

        Ended shown = headgate.run("dead-letters", "replay", "--cause", "late", "--dry-run");
        assertThat(shown.out())
                .as(shown.err())
                .contains("would replay 2 letters: 2 to " + HEADGATE.topics().name(TopicCatalogue.TELEMETRY_REQUESTS))
                .contains("its refused items");

        Ended tooEarly = headgate.run("dead-letters", "replay", "--cause", "late", "--limit", "1");
        assertThat(tooEarly.out()).as(tooEarly.err()).startsWith("replayed 1 letter: ");
        awaitLetters(4); // still as late as it was: the gate has not changed

        strict.stop();
        HEADGATE.gate("lenient", List.of("--set", "lateness.allowed=2h")).start();
        var killed = killedInTheMiddle();
        Ended replayed = headgate.run("dead-letters", "replay", "--cause", "late");
        killed.close(Duration.ZERO);
        assertThat(replayed.out())
                .as(replayed.err())
                .startsWith("replayed 2 letters: ")
                .contains("1 left out: replayed before");
        Ended twice = headgate.run("dead-letters", "replay", "--cause", "late");
        assertThat(twice.out()).as(twice.err()).startsWith("replayed 0 letters").contains("3 left out");

        publish(event("last", System.currentTimeMillis()));
        Await.untilAsserted(
                "what came last is counted",
                Await.LONG,
                () -> assertThat(requests(sketches, "last")).isEqualTo(1));
        sketches.awaitEverythingConsumed();
        assertThat(requests(sketches, "alone")).isEqualTo(1);
        assertThat(requests(sketches, "batched")).isEqualTo(4);
        Ended listed = headgate.run("dead-letters", "list", "-o", "json");
        assertThat(listed.out().lines()).as(listed.err()).hasSize(4);
        assertThat(listed.out().lines().filter(line -> line.contains("\"replayed\":true")))
                .hasSize(3);
    }

    /** A replay that has written everything and dies before it commits. */
    private static KafkaProducer<byte[], byte[]> killedInTheMiddle() {
        Properties properties = client();
        properties.setProperty("transactional.id", HEADGATE.topics().prefix() + "dead-letters-replay");
        var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (var letter : letters().all()) {
            var record = new ProducerRecord<byte[], byte[]>(
                    letter.why().topic(), letter.record().value());
            ReplayHeaders.write(0, letter.place().offset(), OptionalLong.empty(), record.headers());
            var unusedRecord = producer.send(record);
            var mark = new ProducerRecord<byte[], byte[]>(
                    HEADGATE.topics().name(TopicCatalogue.TELEMETRY_DEAD_LETTERS),
                    letter.place().partition(),
                    null,
                    null);
            ReplayHeaders.mark(letter.place().offset(), mark.headers());
            var unusedMark = producer.send(mark);
        }
        producer.flush();
        return producer;
    }

    private static void awaitLetters(int count) {
        Await.untilAsserted(
                count + " dead letters",
                Await.LONG,
                () -> assertThat(letters().all()).hasSize(count));
    }

    private static Letters letters() {
        return LetterReplay.read(client(), HEADGATE.topics().name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
    }

    private static Properties client() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", HEADGATE.bootstrapServers());
        return properties;
    }

    private static long requests(Sketches sketches, String service) {
        return sketches.sums().requests(service);
    }

    private static void publish(String value) {
        try (Operator anybody = HEADGATE.operator()) {
            anybody.send(
                    TopicCatalogue.TELEMETRY_REQUESTS,
                    Optional.empty(),
                    null,
                    value.getBytes(StandardCharsets.UTF_8),
                    (bytes, headers) -> {});
        }
    }

    private static String event(String service, long completedAtMillis) {
        return "{\"service\":\"" + service + "\",\"version\":\"1.0\","
                + item(completedAtMillis).substring(1);
    }

    private static String batch(String service, long... completedAtMillis) {
        StringBuilder items = new StringBuilder();
        for (long completed : completedAtMillis) {
            items.append(items.isEmpty() ? "" : ",").append(item(completed));
        }
        return "{\"kind\":\"requests\",\"service\":\"" + service + "\",\"version\":\"1.0\",\"events\":[" + items + "]}";
    }

    private static String item(long completedAtMillis) {
        return "{\"operation\":\"checkout\",\"completedAtMillis\":" + completedAtMillis
                + ",\"latencyMicros\":1000,\"outcome\":\"success\"}";
    }
}
