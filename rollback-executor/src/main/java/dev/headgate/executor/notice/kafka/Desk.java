package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.kafka.Intake;
import dev.headgate.executor.notice.Facts;
import dev.headgate.executor.notice.Incidents;
import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.NoticeWriter;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Post.Act;
import dev.headgate.executor.notice.Routing;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From records to what is sent to one channel. A decision counts if its signature is valid and it was not there before; an
 * execution if its decision is known. What it knows follows from the decisions that it has read. Not thread-safe.
 */
final class Desk {

    /** So many decisions and rollouts are remembered. */
    private static final int MOST = 10_000;

    /** Who writes what is not trusted must not keep people from what is: of each cause one is told in this time. */
    private static final Duration BETWEEN_DISTRUSTED = Duration.ofMinutes(1);

    private final NoticePlan plan;
    private final Channel channel;
    private final NoticeWriter writer;
    private final Routing routing;
    private final Optional<Incidents> incidents;
    private final NoticeMeters meters;
    private final JsonCodec codec = new JsonCodec();
    private final Map<String, Facts> decisions = bounded();
    private final Map<String, Instant> beginnings = bounded();
    private final Map<String, Instant> distrusted = bounded();

    Desk(NoticePlan plan, Channel channel, String scope, NoticeMeters meters) {
        this.plan = plan;
        this.channel = channel;
        this.meters = meters;
        writer = new NoticeWriter(plan);
        routing = new Routing(plan);
        incidents = channel.target() instanceof Target.PagerDuty ? Optional.of(new Incidents(scope)) : Optional.empty();
    }

    /** What is sent because of a record among the decisions; nothing if it only had to be known. */
    List<Post> decision(ConsumerRecord<byte[], byte[]> message, Intake.Reading reading, boolean due, Instant now) {
        if (reading instanceof Intake.Reading.Unusable unusable) {
            return due ? distrusted(message, unusable, now) : List.of();
        }
        Decision decision = ((Intake.Reading.Usable) reading).received().decision();
        if (decisions.putIfAbsent(decision.decisionId(), Facts.of(decision)) != null) {
            if (due) {
                meters.unusable("replayed");
            }
            return List.of();
        }
        beginnings.putIfAbsent(decision.rolloutId(), decision.evaluatedAt());
        Notice notice = writer.of(
                decision,
                Optional.ofNullable(beginnings.get(decision.rolloutId())).filter(began -> decision.sequence() > 1));
        boolean told = writer.tells(decision.mode(), decision.kind(), decision.sequence());
        List<Post> posts = posts(notice, told);
        if (due && told && isDefault() && !routing.unknown(notice).isEmpty()) {
            meters.unrouted(routing.unknown(notice).size());
        }
        return due ? posts : List.of();
    }

    /** Whether the decision of an execution is known, so that it can be told of. */
    boolean knows(Execution execution) {
        Facts facts = decisions.get(execution.decisionId());
        return facts != null && facts.service().equals(execution.service());
    }

    /** The execution in a record; empty if it is none. */
    Optional<Execution> execution(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.readExecution(message.value()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    /** What is sent because of an execution whose decision is known. */
    List<Post> execution(Execution execution) {
        Facts facts = Objects.requireNonNull(decisions.get(execution.decisionId()));
        return posts(writer.of(execution, facts), writer.tells(facts.mode(), facts.kind(), 1));
    }

    /** Forgets what it knows, to read it anew. */
    void forget() {
        decisions.clear();
        beginnings.clear();
        incidents.ifPresent(Incidents::clear);
    }

    private List<Post> posts(Notice notice, boolean told) {
        boolean routed = told && routing.channels(notice).contains(channel.name());
        return incidents
                .map(open -> open.on(notice, routed))
                .orElseGet(() -> routed ? List.of(new Post(Act.TELL, notice.id(), notice)) : List.of());
    }

    private List<Post> distrusted(
            ConsumerRecord<byte[], byte[]> message, Intake.Reading.Unusable unusable, Instant now) {
        if (!isDefault()) {
            return List.of();
        }
        meters.unusable(unusable.cause());
        Instant before = distrusted.get(unusable.cause());
        if (before != null && now.isBefore(before.plus(BETWEEN_DISTRUSTED))) {
            return List.of();
        }
        distrusted.put(unusable.cause(), now);
        return posts(
                writer.distrusted(
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        unusable.cause(),
                        unusable.detail(),
                        now),
                true);
    }

    private boolean isDefault() {
        return plan.defaultChannel().equals(channel.name());
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
