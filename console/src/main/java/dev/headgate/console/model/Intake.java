package dev.headgate.console.model;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes batches of the log into the tables. A record that was taken in before is not taken again; one that cannot be read is
 * counted and left out. Used by the thread that reads the log alone.
 */
final class Intake {

    /** What topics let in is smaller, unless it was compressed; more than that nobody has written for people. Bytes. */
    private static final int LARGEST = 8 * 1_048_576;

    private static final List<String> OF_THE_LOG = List.of(
            "reading", "decision", "execution", "command", "policy", "state", "evaluation", "figures", "rollout");

    private final Facts facts;
    private final RolloutTable rollouts;
    private final Unreadable unreadable;

    Intake(Facts facts, RolloutTable rollouts, Unreadable unreadable) {
        this.facts = facts;
        this.rollouts = rollouts;
        this.unreadable = unreadable;
    }

    /** Takes a batch in, as a part of a transaction; what has changed, if anything has. */
    Optional<Change> take(Handle handle, List<LogRecord> batch, Positions positions) {
        Positions read = Meta.positions(handle);
        long version = next(handle);
        Touched touched = new Touched();
        List<LogRecord> evaluations = new ArrayList<>();
        for (LogRecord record : batch) {
            long from = read.next().getOrDefault(new Positions.Place(record.topic(), record.partition()), 0L);
            if (record.offset() >= from) {
                take(handle, record, touched, evaluations);
            }
        }
        facts.evaluations().take(handle, evaluations, touched);
        Set<String> changed = rollouts.refresh(handle, touched, version);
        Meta.write(handle, positions);
        if (changed.isEmpty() && touched.decisions().isEmpty()) {
            return Optional.empty();
        }
        Meta.write(handle, Meta.VERSION, Long.toString(version));
        return Optional.of(new Change(version, changed, touched.decisions()));
    }

    /** Tells rollouts anew of which there are fewer records now, as a part of a transaction. */
    Change retold(Handle handle, Set<String> rolloutIds) {
        Touched touched = new Touched();
        rolloutIds.forEach(touched::history);
        long version = next(handle);
        Set<String> changed = rollouts.refresh(handle, touched, version);
        Meta.write(handle, Meta.VERSION, Long.toString(version));
        return new Change(version, changed, Set.of());
    }

    /** Forgets everything that came of the log, as a part of a transaction. */
    Change forget(Handle handle) {
        long version = next(handle);
        OF_THE_LOG.forEach(table -> handle.execute("DELETE FROM " + table));
        Documents.removeOfTheLog(handle);
        Meta.write(handle, Meta.VERSION, Long.toString(version));
        return new Change(version, Set.of(), Set.of());
    }

    private static long next(Handle handle) {
        return Meta.read(handle, Meta.VERSION).map(Long::parseLong).orElse(0L) + 1;
    }

    private void take(Handle handle, LogRecord record, Touched touched, List<LogRecord> evaluations) {
        Optional<byte[]> value = record.value();
        if (value.isEmpty()) {
            deleted(handle, record, touched);
        } else if (value.get().length > LARGEST) {
            unreadable.add(
                    record,
                    DeadLetterCause.INVALID_VALUE,
                    "it has " + value.get().length + " bytes, expected at most " + LARGEST);
        } else if (record.topic().equals(TopicCatalogue.GATE_EVALUATIONS)) {
            evaluations.add(record);
        } else {
            try {
                take(handle, record, value.get(), touched);
            } catch (CodecException e) {
                unreadable.add(record, e.cause(), e.detail());
            } catch (JdbiException e) {
                throw e;
            } catch (RuntimeException e) {
                // A record that nobody has foreseen is tried no second time: it would stop all that come after it.
                unreadable.add(record, DeadLetterCause.INVALID_VALUE, e.toString());
            }
        }
    }

    private void take(Handle handle, LogRecord record, byte[] value, Touched touched) {
        switch (record.topic()) {
            case TopicCatalogue.GATE_DECISIONS -> facts.decisions().take(handle, record, value, touched);
            case TopicCatalogue.EXECUTIONS -> facts.executions().take(handle, record, value, touched);
            case TopicCatalogue.GATE_COMMANDS -> facts.commands().take(handle, record, value, touched);
            case TopicCatalogue.GATE_ROLLOUTS -> facts.states().take(handle, record, value, touched);
            case TopicCatalogue.GATE_POLICIES -> {
                String hash = record.key().orElse("");
                facts.policies().write(handle, hash, value);
                judgedBy(handle, hash, touched);
            }
            default -> throw new IllegalArgumentException("the console does not read " + record.topic());
        }
    }

    /** In topics that keep the last record of a key it takes that back; elsewhere nobody should write it. */
    private void deleted(Handle handle, LogRecord record, Touched touched) {
        switch (record.topic()) {
            case TopicCatalogue.GATE_ROLLOUTS -> facts.states().delete(handle, record, touched);
            case TopicCatalogue.GATE_POLICIES -> {
                String hash = record.key().orElse("");
                facts.policies().delete(handle, hash);
                judgedBy(handle, hash, touched);
            }
            default -> unreadable.add(record, DeadLetterCause.NOT_JSON, "it has no value");
        }
    }

    private static void judgedBy(Handle handle, String hash, Touched touched) {
        handle.createQuery("SELECT rollout_id FROM rollout WHERE policy_hash = :hash")
                .bind("hash", hash)
                .mapTo(String.class)
                .forEach(touched::history);
    }
}
