package dev.headgate.it.speed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Rollouts whose canary is well until one record with sixty failed requests makes {@code errorRate > 10%} true: nothing
 * before it does, and nothing behind it is needed.
 */
final class Trials {

    private static final String POLICY = """
            policy: trial
            mode: observe
            window: 5s
            minRequests: 20
            stop:
              - errorRate > 10%          -> rollback critical
              - p99 > 5s                 -> rollback critical
              - p95 > 2s for 5s          -> rollback critical
              - no success for 20s       -> rollback critical
            stages:
              - weight: 10%
                hold: 10m .. 30m
                advance:
                  - errorRate <= 1%
                  - p95 < 100ms
              - weight: 100%
                watch: 1m
            """;

    private static final int FAILURES = 60;
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final Duration WELL_FOR = Duration.ofMillis(2_500);

    private final RequestEventWriter writer = new RequestEventWriter();
    private final Operator operator;
    private final Collected<Decision> decisions;
    private final Collected<RolloutState> rollouts;
    private final SketchArrivals sketches;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Random random;

    Trials(Installation headgate, long seed) {
        operator = headgate.operator();
        decisions = headgate.readers().decisions();
        rollouts = headgate.readers().rollouts();
        sketches = new SketchArrivals(headgate);
        topic = headgate.topics().name(TopicCatalogue.TELEMETRY_REQUESTS);
        random = new Random(seed);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", headgate.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Where the time went, milliseconds.
     *
     * @param combine from the sending of the record until its sketch is appended to {@code gate.sketches}
     * @param transit until that is readable, its transaction committed
     * @param queue until the tick that takes it into account
     * @param commit until the decision is readable
     * @param whole all of it
     */
    record Trial(double combine, double transit, double queue, double commit, double whole) {}

    /** One trial of a service of its own; the failure comes at an instant that nothing else depends on. */
    Trial run(String service) {
        operator.start(service, service, "2.0", "1.0", POLICY);
        long beganNanos = 0;
        long failAfter = WELL_FOR.toNanos() + (long) (random.nextDouble() * 1e9);
        while (beganNanos == 0 || System.nanoTime() - beganNanos < failAfter) {
            long beat = System.nanoTime();
            publish(service, "1.0", 2, Outcome.SUCCESS);
            publish(service, "2.0", 2, Outcome.SUCCESS);
            if (beganNanos == 0 && observing(service)) {
                beganNanos = System.nanoTime();
            }
            Await.instant(beat + BEAT.toNanos());
        }
        long sentMillis = System.currentTimeMillis();
        long sentNanos = System.nanoTime();
        publish(service, "2.0", FAILURES, Outcome.ERROR);
        Collected.Item<Decision> item = awaitRollback(service);
        SketchArrivals.Arrival sketch = sketches.withErrors(service);
        double seen = millisSince(sentNanos, item.seenAtNanos());
        double ticked = item.value().evaluatedAt().toEpochMilli() - sentMillis;
        double appended = sketch.appendedMillis() - sentMillis;
        double readable = Math.min(millisSince(sentNanos, sketch.seenNanos()), ticked);
        return new Trial(appended, readable - appended, ticked - readable, seen - ticked, seen);
    }

    private boolean observing(String service) {
        return rollouts.values().stream()
                .anyMatch(state -> state.service().equals(service) && state.phase() == Phase.OBSERVING);
    }

    private Collected.Item<Decision> awaitRollback(String service) {
        List<Collected.Item<Decision>> found = new ArrayList<>();
        Await.until(service + " is rolled back", () -> {
            decisions.items().stream()
                    .filter(item -> item.value().service().equals(service))
                    .filter(item -> item.value().kind() == DecisionKind.ROLLBACK)
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private void publish(String service, String version, int count, Outcome outcome) {
        List<RequestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new RequestEvent(
                    service,
                    version,
                    "checkout",
                    Labels.NONE,
                    System.currentTimeMillis(),
                    20_000 + i,
                    outcome,
                    Optional.of(version + "-" + i)));
        }
        Future<?> unused = producer.send(new ProducerRecord<>(topic, writer.write(service, version, events)));
    }

    private static double millisSince(long begin, long end) {
        return (end - begin) / 1e6;
    }
}
