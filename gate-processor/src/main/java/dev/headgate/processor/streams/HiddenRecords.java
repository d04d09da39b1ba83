package dev.headgate.processor.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether partitions hold records behind a transaction that nobody ends. A consumer of what is committed does not see how much
 * that is: its lag ends where the transaction begins, and what others wrote behind it looks like silence. So the brokers are
 * asked for the real ends now and then, without waiting for the answer. Used by one thread; answers may come in others.
 */
final class HiddenRecords {

    /** How often the brokers are asked at most. */
    static final Duration ASKING = Duration.ofMillis(500);

    /** How long what is there may stay unseen: short transactions are usual. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long it may have been there before it was noticed: asked for, answered and looked at. */
    static final Duration UNNOTICED = Duration.ofSeconds(2);

    /** How long an answer may take before what was known no longer counts. */
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private final Function<Set<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> ends;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Awaited> awaited = new HashMap<>();
    private volatile Map<TopicPartition, Long> answer = Map.of();
    private volatile boolean asking;
    private volatile boolean answered = true;
    private long askedNanos;
    private long unansweredNanos;

    private record Awaited(long end, long sinceNanos) {}

    /**
     * Nothing is known yet.
     *
     * @param ends asks for the offsets behind the last records of partitions, committed or not
     * @param nanos a clock that only goes forwards, nanoseconds
     */
    HiddenRecords(Function<Set<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> ends, LongSupplier nanos) {
        this.ends = ends;
        this.nanos = nanos;
        askedNanos = nanos.getAsLong() - ASKING.toNanos();
    }

    /** Asks for the ends, unless that was done just now. */
    void ask(Set<TopicPartition> partitions) {
        long now = nanos.getAsLong();
        if (asking || now - askedNanos < ASKING.toNanos()) {
            return;
        }
        if (answered) {
            answered = false;
            unansweredNanos = now;
        }
        asking = true;
        askedNanos = now;
        ends.apply(Set.copyOf(partitions)).whenComplete((found, failure) -> {
            if (failure == null) {
                answer = found;
                answered = true;
            }
            asking = false;
        });
    }

    /**
     * For how long there may have been something from a position on that has not come; zero if that is nothing, or not longer
     * than usual.
     *
     * @param position the next offset that would be read, nothing being there that could be
     */
    Duration since(TopicPartition partition, long position) {
        Awaited known = awaited.get(partition);
        if (known != null && position < known.end()) {
            Duration seen = Duration.ofNanos(nanos.getAsLong() - known.sinceNanos());
            return seen.compareTo(PATIENCE) < 0 ? Duration.ZERO : seen.plus(UNNOTICED);
        }
        Long end = answer.get(partition);
        if (end != null && position < end) {
            awaited.put(partition, new Awaited(end, nanos.getAsLong()));
        } else {
            awaited.remove(partition);
        }
        return Duration.ZERO;
    }

    /** Whether the brokers have not answered for so long that nobody knows what is there. */
    boolean unanswered() {
        return !answered && nanos.getAsLong() - unansweredNanos > LONGEST_ANSWER.toNanos();
    }

    /** Forgets what is awaited of a partition, which another owner may have had meanwhile. */
    void forget(TopicPartition partition) {
        awaited.remove(partition);
    }
}
