package dev.headgate.processor.judge;

import dev.headgate.core.TickOutcome;
import dev.headgate.processor.deadletter.DeadLetters;
import dev.headgate.processor.streams.CommitHook;
import dev.headgate.processor.streams.CommitHookStore;
import dev.headgate.processor.streams.SourceLag;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one task's services in ticks: each {@code tick interval}, soon after telemetry of a rollout under way came, and at
 * every commit for which something came.
 *
 * <p>A command, an execution and a decision ask for a commit at once instead of waiting for the next. What a tick led to
 * leaves in the commit hook, together with the state and the offsets. A record that no gate can take in is set aside. Not
 * thread safe: one task, one stream thread.
 */
final class JudgeProcessor implements Processor<byte[], byte[], byte[], byte[]>, CommitHook {

    static final String NAME = "judge";

    /** How often is looked whether a tick is due. */
    static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    /** Telemetry of several combiners comes at several times: ticks for its sake keep at least so far apart. */
    private static final long SHORTEST_TICK_MILLIS = 40;

    private static final Logger log = LoggerFactory.getLogger(JudgeProcessor.class);

    private final JudgeTopics topics;
    private final JudgeSettings settings;
    private final JudgeMeter meter;
    private final InstantSource clock;
    private final GateStep step;
    private final Intake intake;
    private final Arrivals arrivals = new Arrivals();
    private final Outgoing outgoing;
    private final DeadLetters deadLetters = new DeadLetters(NAME);

    private ProcessorContext<byte[], byte[]> context;
    private TaskJudge judge;
    private int task;
    private boolean ticked;
    private long lastTickMillis;
    private long waitingSinceNanos;
    private boolean waiting;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    JudgeProcessor(
            JudgeTopics topics,
            JudgeSettings settings,
            Supplier<SourceLag> lag,
            JudgeMeter meter,
            InstantSource clock,
            GateStep step) {
        this.topics = topics;
        this.settings = settings;
        this.meter = meter;
        this.clock = clock;
        this.step = step;
        intake = new Intake(settings.commandKeys(), topic -> lag.get().partitionCount(topic));
        outgoing = new Outgoing(settings.signingKey(), settings.largestRecordBytes());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        task = context.taskId().partition();
        KeyValueStore<String, byte[]> state = context.getStateStore(JudgeTopology.STATE);
        discard();
        judge = new TaskJudge(task, settings.core(), Policies::read, step, new JudgeStore(state));
        context.<CommitHookStore>getStateStore(JudgeTopology.COMMIT_HOOK).bind(context, this);
        context.schedule(LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> tickIfDue());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        String topic = shortName(origin.topic());
        try {
            intake.take(topic, record, origin, judge);
            arrivals.add(topic, origin, record.value());
            takeNote(topic, record.timestamp());
            if (!topic.equals(TopicCatalogue.GATE_SKETCHES)) {
                context.commit();
            }
        } catch (Refused refused) {
            deadLetters.add(place(origin), record.value(), refused.word(), refused.detail());
            meter.refused(refused.word());
        }
    }

    @Override
    public void onCommit() {
        if (judge.waiting()) {
            tick();
        }
        long now = clock.millis();
        outgoing.drain().forEach(letter -> context.forward(letter.at(now), letter.sink()));
        deadLetters.drain().forEach(letter -> context.forward(record(letter, now), JudgeTopology.DEAD_LETTERS));
        deadLetters.committed();
        if (ticked) {
            judge.write();
            ticked = false;
        }
    }

    /** Goes back to the last commit: what came since will come again. */
    @Override
    public void discard() {
        outgoing.clear();
        arrivals.clear();
        deadLetters.clear();
        ticked = false;
        waiting = false;
    }

    @Override
    public void close() {
        meter.left(task);
    }

    private void takeNote(String topic, long timestamp) {
        if (topic.equals(TopicCatalogue.GATE_SKETCHES)) {
            meter.received(Math.max(0, clock.millis() - timestamp));
        }
        if (!waiting) {
            waiting = true;
            waitingSinceNanos = System.nanoTime();
        }
    }

    private void tickIfDue() {
        long sinceLast = clock.millis() - lastTickMillis;
        long due =
                judge.atStake() ? SHORTEST_TICK_MILLIS : settings.tickInterval().toMillis();
        // A clock that was set back must not keep the judge waiting.
        if (sinceLast >= due || sinceLast < 0) {
            tick();
        }
    }

    private void tick() {
        long begin = System.nanoTime();
        if (waiting) {
            meter.waited(begin - waitingSinceNanos);
            waiting = false;
        }
        lastTickMillis = clock.millis();
        TaskJudge.Result result = judge.tick(Instant.ofEpochMilli(lastTickMillis));
        ticked |= result.record().isPresent();
        result.outcomes().forEach(this::publish);
        result.refused().forEach(this::setAside);
        arrivals.clear();
        result.record().ifPresent(tick -> outgoing.tick(task, tick));
        meter.ticked(task, System.nanoTime() - begin, judge.liveGates(), judge.unjudged(), result.lagging());
        meter.shadows(task, judge.shadows().live(), judge.shadows().unjudged());
    }

    private static DeadLetters.Origin place(RecordMetadata origin) {
        return new DeadLetters.Origin(origin.topic(), origin.partition(), origin.offset());
    }

    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no key.
    private static Record<byte[], byte[]> record(DeadLetters.Letter letter, long nowMillis) {
        return new Record<>(null, letter.value(), nowMillis, letter.headers());
    }

    private void setAside(ServiceJudge.RefusedInput refused) {
        Arrivals.Arrival arrival = arrivals.of(refused.input());
        deadLetters.add(place(arrival.origin()), arrival.value(), DeadLetterCause.UNJUDGEABLE, refused.why());
        meter.refused(DeadLetterCause.UNJUDGEABLE);
    }

    private void publish(TickOutcome outcome) {
        outcome.policyToStore().ifPresent(outgoing::policy);
        outcome.decisions().forEach(this::publish);
        outcome.evaluation().ifPresent(this::publish);
        outcome.rollout().ifPresent(this::publish);
        outcome.signals().forEach(this::tell);
    }

    private void tell(Command command) {
        outgoing.command(command);
        context.commit();
    }

    private void publish(Evaluation evaluation) {
        outgoing.evaluation(evaluation);
        meter.evaluated(task, evaluation);
    }

    private void publish(RolloutState rollout) {
        outgoing.rollout(rollout);
        meter.stands(rollout);
    }

    private void publish(Decision decision) {
        outgoing.decision(decision);
        meter.decided(decision);
        if (decision.mode() != Mode.SHADOW) {
            context.commit();
        }
        log.atInfo()
                .addKeyValue("service", decision.service())
                .addKeyValue("version", decision.canary())
                .addKeyValue("rolloutId", decision.rolloutId())
                .addKeyValue("decisionId", decision.decisionId())
                .addKeyValue("correlationId", decision.correlationId())
                .log(
                        decision.mode() == Mode.SHADOW ? "would {} from {} to {}: {}" : "{} from {} to {}: {}",
                        decision.kind().wireName(),
                        decision.from(),
                        decision.to(),
                        decision.reason());
    }

    private String shortName(String topic) {
        if (topic.equals(topics.sketches())) {
            return TopicCatalogue.GATE_SKETCHES;
        }
        return topic.equals(topics.commands()) ? TopicCatalogue.GATE_COMMANDS : TopicCatalogue.EXECUTIONS;
    }
}
