package dev.headgate.it.console;

import dev.headgate.documents.PolicyHash;
import dev.headgate.it.harness.Project;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Many rollouts as gates and executors tell of them, drawn from a seed and written to real topics. Not thread-safe. */
final class Fleet implements AutoCloseable {

    private static final List<String> SERVICES = List.of(
            "checkout",
            "search",
            "payments",
            "cart",
            "catalogue",
            "login",
            "recommendations",
            "inventory",
            "shipping",
            "notifications",
            "billing",
            "images",
            "sessions",
            "pricing",
            "reviews");
    private static final String SCORED = """
            policy: scored
            stop: [ errorRate > 10% min 20, no success for 2m ]
            stages:
              - weight: 5%
                hold: 5m .. 3h
                score: { pass: 90, marginal: 75 }
                advance: [ errorRate < 1% required, p95 < 250ms weight 3 ]
              - weight: 25%
                hold: 10m .. 4h
                score: { pass: 90, marginal: 75 }
                advance: [ errorRate < 1% required, p95 < 250ms weight 3 ]
              - { weight: 100%, watch: 1h }
            """;

    /** Numbers are epochs too: what is live is the latest of its service. */
    private static final int LIVE_FROM = 10_000;

    /** Over how many points of figures what goes wrong goes wrong. */
    private static final double RISES_OVER = 12;

    private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(20);

    private final JsonCodec json = new JsonCodec();
    private final TopicCatalogue topics;
    private final SigningKey gate;
    private final Random random;
    private final KafkaProducer<String, byte[]> producer;
    private final String policy;
    private final List<Ship> ships = new ArrayList<>();

    /** Writes nothing yet. */
    Fleet(String bootstrapServers, TopicCatalogue topics, SigningKey gate, long seed) throws IOException {
        this.topics = topics;
        this.gate = gate;
        this.random = new Random(seed);
        this.policy = Files.readString(Project.file("examples/policies/compare-with-baseline.yaml"));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes live rollouts, each situation at least once, with so many decisions and points of figures each. */
    void live(int rollouts, int decisions, int figures, Instant now) {
        send(TopicCatalogue.GATE_POLICIES, PolicyHash.of(policy), policy.getBytes(StandardCharsets.UTF_8), now);
        send(TopicCatalogue.GATE_POLICIES, PolicyHash.of(SCORED), SCORED.getBytes(StandardCharsets.UTF_8), now);
        Situation[] situations = Situation.values();
        for (int number = 0; number < rollouts; number++) {
            String service = number < SERVICES.size()
                    ? SERVICES.get(number)
                    : SERVICES.get(number % SERVICES.size()) + "-" + number;
            Situation situation = number < situations.length
                    ? situations[number]
                    : random.nextInt(10) < 8 ? Situation.PASSES : situations[random.nextInt(situations.length)];
            Instant begun = now.minus(BETWEEN_FIGURES.multipliedBy(figures)).minusSeconds(120);
            Ship ship = new Ship(
                    service,
                    LIVE_FROM + number,
                    situation,
                    random.nextInt(2),
                    situation == Situation.SCORES ? SCORED : policy,
                    begun);
            ships.add(ship);
            write(ship, decisions, figures, now);
        }
        producer.flush();
    }

    /** Writes rollouts that are over, spread over so many months before. */
    void over(int rollouts, int months, Instant now) {
        for (int number = 0; number < rollouts; number++) {
            Instant begun = now.minus(Duration.ofHours((long) (random.nextDouble() * months * 30 * 24) + 2));
            Ship ship = new Ship(SERVICES.get(number % 4), number, Situation.PASSES, 0, policy, begun);
            decide(ship, 1, DecisionKind.PROMOTE, Weight.NONE, Ship.WEIGHTS.get(0), "started by ada: release", begun);
            Instant then = begun.plusSeconds(2_400);
            if (random.nextInt(5) == 0) {
                decide(
                        ship,
                        2,
                        DecisionKind.ROLLBACK,
                        Ship.WEIGHTS.get(0),
                        Weight.NONE,
                        "the canary's error rate was 21.00 % over the last 60 s (limit 10 %)",
                        then);
            } else {
                decide(ship, 2, DecisionKind.PROMOTE, Ship.WEIGHTS.get(0), Weight.ALL, "every line passes", then);
                decide(
                        ship,
                        3,
                        DecisionKind.COMPLETE,
                        Weight.ALL,
                        Weight.ALL,
                        "every line passed to the end of the watch",
                        then.plusSeconds(3_600));
            }
        }
        producer.flush();
    }

    /** So many rollouts, chosen by chance, are judged anew. */
    void judge(int rollouts, Instant now) {
        for (int turn = 0; turn < rollouts; turn++) {
            Ship ship = ships.get(random.nextInt(ships.size()));
            evaluate(ship, now);
        }
        producer.flush();
    }

    /** All that are live are judged anew, as a gate that runs does each second. */
    void judgeAll(Instant now) {
        ships.forEach(ship -> evaluate(ship, now));
        producer.flush();
    }

    /** The first rollout that stands so. */
    Ship first(Situation situation) {
        return ships.stream()
                .filter(ship -> ship.situation() == situation)
                .findFirst()
                .orElseThrow();
    }

    /** One of those that pass, another each time. */
    Ship passing(int index) {
        List<Ship> passing = ships.stream()
                .filter(ship -> ship.situation() == Situation.PASSES)
                .toList();
        return passing.get(index % passing.size());
    }

    /** A rollout begins to roll back now. */
    void rollBack(Ship ship, int sequence, Instant now) {
        Ship rolling =
                new Ship(ship.service(), ship.number(), Situation.ROLLING_BACK, ship.stage(), policy, ship.startedAt());
        Decision decision = rolling.decision(
                sequence,
                DecisionKind.ROLLBACK,
                ship.weight(),
                Weight.NONE,
                "the canary's error rate was 21.00 % over the last 60 s (limit 10 %)",
                now);
        sendSigned(decision);
        send(TopicCatalogue.GATE_ROLLOUTS, ship.service(), json.write(rolling.state(sequence, now)), now);
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void write(Ship ship, int decisions, int figures, Instant now) {
        for (int point = figures; point > 0; point--) {
            Instant at = now.minus(BETWEEN_FIGURES.multipliedBy(point));
            evaluate(ship, at, Math.max(0, 1 - (point - 1) / RISES_OVER));
        }
        decide(
                ship,
                1,
                DecisionKind.PROMOTE,
                Weight.NONE,
                ship.weight(),
                "started by ada: release 2026.48",
                ship.startedAt());
        boolean back = switch (ship.situation()) {
            case ROLLING_BACK, STUCK, BACK_ASKS -> true;
            default -> false;
        };
        for (int sequence = 2; sequence <= decisions - (back ? 1 : 0); sequence++) {
            Instant at = ship.startedAt()
                    .plus(Duration.between(ship.startedAt(), now)
                            .multipliedBy(sequence)
                            .dividedBy(decisions + 2));
            decide(
                    ship,
                    sequence,
                    DecisionKind.HOLD,
                    ship.weight(),
                    ship.weight(),
                    "the p95 was above 500 ms for 1 m",
                    at);
        }
        if (back) {
            decide(
                    ship,
                    decisions,
                    DecisionKind.ROLLBACK,
                    ship.weight(),
                    Weight.NONE,
                    "the canary's error rate was 21.00 % over the last 60 s (limit 10 %)",
                    now.minusSeconds(20));
        }
        if (ship.situation() == Situation.ASKS) {
            decide(ship, decisions, DecisionKind.RUN, ship.weight(), ship.weight(), "`migrate` before stage 2", now);
            asks(ship, decisions, "migrate", "Is the replica caught up?", Question.About.CONFIRMATION, now);
        } else if (ship.situation() == Situation.BACK_ASKS) {
            asks(ship, decisions, "shift-traffic", "What became of step weight?", Question.About.OUTCOME, now);
        }
        evaluate(ship, now);
        send(TopicCatalogue.GATE_ROLLOUTS, ship.service(), json.write(ship.state(decisions, now)), now);
    }

    private void asks(Ship ship, int sequence, String runbook, String text, Question.About about, Instant now) {
        boolean back = ship.situation() == Situation.BACK_ASKS;
        Decision decision = ship.decision(
                sequence,
                back ? DecisionKind.ROLLBACK : DecisionKind.RUN,
                ship.weight(),
                back ? Weight.NONE : ship.weight(),
                "",
                now);
        Question question = new Question(
                back ? "weight" : "replica", about, text, now.minusSeconds(140), now.plus(Duration.ofMinutes(28)));
        send(TopicCatalogue.EXECUTIONS, ship.service(), json.write(ship.asking(decision, runbook, question)), now);
    }

    private void evaluate(Ship ship, Instant at) {
        evaluate(ship, at, 1);
    }

    /** @param risen how far what goes wrong has gone wrong, 0 to 1 */
    private void evaluate(Ship ship, Instant at, double risen) {
        boolean fails = ship.situation().worst() == Judgement.FAIL && ship.situation() != Situation.SCORES;
        double usual = 0.003 + random.nextDouble() * 0.002;
        double errorRate = fails ? usual + risen * (0.18 + random.nextDouble() * 0.05) : usual;
        send(
                TopicCatalogue.GATE_EVALUATIONS,
                ship.service(),
                json.write(ship.evaluation(at, errorRate, 190_000 + random.nextDouble() * 20_000)),
                at);
    }

    private void decide(Ship ship, int sequence, DecisionKind kind, Weight from, Weight to, String why, Instant at) {
        Decision decision = ship.decision(sequence, kind, from, to, why, at);
        sendSigned(decision);
        if (!from.equals(to)
                && !(kind == DecisionKind.ROLLBACK
                        && (ship.situation() == Situation.ROLLING_BACK || ship.situation() == Situation.BACK_ASKS))) {
            send(TopicCatalogue.EXECUTIONS, ship.service(), json.write(ship.execution(decision)), at.plusSeconds(1));
        }
    }

    private void sendSigned(Decision decision) {
        byte[] value = json.write(decision);
        var record = record(TopicCatalogue.GATE_DECISIONS, decision.service(), value, decision.evaluatedAt());
        gate.sign(value, record.headers());
        Future<?> unused = producer.send(record);
    }

    private void send(String topic, String key, byte[] value, Instant at) {
        Future<?> unused = producer.send(record(topic, key, value, at));
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, byte[] value, Instant at) {
        return new ProducerRecord<>(topics.name(topic), null, at.toEpochMilli(), key, value);
    }
}
