package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.dispatch.Dispatcher;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.Output;
import dev.headgate.executor.dispatch.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A partition that this process owns, from fencing to giving up.
 *
 * <p>Work goes in rounds: what was read and what has ended goes through the {@link Dispatcher}, everything that follows
 * is written in one transaction, and only then effects begin. Used by the loop's thread only.
 */
final class OwnedPartition {

    private final int number;
    private final PartitionWriter writer;
    private final Intake intake;
    private final Dispatcher dispatcher;
    private final Work work;
    private final WeightWatch watch;
    private final Report report;
    private final Clock clock;
    private final Deque<Effect> due = new ArrayDeque<>();
    /** What the journal holds and nobody was told of yet. */
    private List<PartitionWriter.Unusable> unread;

    private long nextOffset;
    private boolean recovered;
    private volatile boolean owned = true;

    OwnedPartition(
            int number,
            PartitionWriter writer,
            JournalReader.Reading journal,
            Acceptance acceptance,
            Intake intake,
            Work work,
            WeightWatch watch,
            Report report,
            Clock clock,
            String executor,
            int queueLimit) {
        this.number = number;
        this.writer = writer;
        this.intake = intake;
        this.dispatcher = new Dispatcher(journal.journal(), acceptance, executor, queueLimit);
        this.unread = journal.unusable();
        this.work = work;
        this.watch = watch;
        this.report = report;
        this.clock = clock;
    }

    /** The partition's number. */
    int number() {
        return number;
    }

    /** Where the journal says that reading has to go on; empty if it knows of no decision. */
    OptionalLong offsetByJournal() {
        return dispatcher.journal().nextOffset();
    }

    /** Where reading goes on. */
    void startAt(long offset) {
        nextOffset = offset;
    }

    /** The offset after the last decision that was handled and committed. */
    long nextOffset() {
        return nextOffset;
    }

    /** How many decisions wait or run. */
    int unfinished() {
        return dispatcher.journal().unfinished();
    }

    /** How many decisions wait for their turn. */
    int waiting() {
        return dispatcher.journal().waiting();
    }

    /** When the oldest decision that waits or runs was appended to the log. */
    Optional<Instant> oldestUnfinished() {
        return dispatcher.journal().oldestUnfinished();
    }

    /** How many steps and looks run now. */
    int stepsRunning() {
        return work.running();
    }

    /** Whether advances and runs are held back. */
    boolean isHeld() {
        return dispatcher.journal().hold().isPresent();
    }

    /** How many executions wait for a person. */
    int asking() {
        return dispatcher.journal().asking();
    }

    /** How many services are in doubt. */
    int inDoubt() {
        return dispatcher.journal().inDoubt().size();
    }

    /** Whether nothing is due, running or just ended. What waits for its next try is not due. */
    boolean isIdle() {
        return !hasDue() && work.isIdle();
    }

    /** Whether effects wait for permission. */
    boolean hasDue() {
        Instant now = clock.instant();
        return due.stream().anyMatch(effect -> effect.isDue(now));
    }

    /**
     * One round.
     *
     * @param messages what was read, in order
     * @param caughtUp whether everything is read that was there when the partition was taken over; nothing is taken up
     *     before, since a rollback may stand behind what waits
     */
    void round(List<ConsumerRecord<byte[], byte[]>> messages, boolean caughtUp, ConsumerGroupMetadata group) {
        Instant now = clock.instant();
        Output output = new Output();
        List<PartitionWriter.Unusable> unusable = new ArrayList<>(unread);
        unread = List.of();
        messages.forEach(message -> read(message, now, output, unusable));
        unusable.addAll(discarded(messages, output));
        work.takeEnded().forEach(ended -> took(ended, now, output));
        dropOvertaken(now, output);
        if (caughtUp) {
            takeUp(now, output);
        }
        write(messages, output, unusable, group);
        report.written(output, unusable, now);
        work.stop(dispatcher::mustStop);
        due.removeIf(old -> output.effects().stream().anyMatch(effect -> effect.replaces(old)));
        due.addAll(output.effects());
    }

    /** Begins what is due, and looks at the weights in force. To be called with a lease at hand. */
    void begin(Permission lease) {
        Permission mine = () -> owned ? lease.missing() : Optional.of("the partition was given up");
        Instant now = clock.instant();
        due.removeIf(effect -> {
            boolean ready = effect.isDue(now) && work.isFree(effect);
            if (ready) {
                report.begins(effect, sinceAppended(effect, now));
                work.begin(effect, mine);
            }
            return ready;
        });
        if (recovered) {
            watch.look(dispatcher.journal(), work, mine, clock.instant());
        }
    }

    private Optional<Duration> sinceAppended(Effect effect, Instant now) {
        return dispatcher
                .journal()
                .entry(effect.service(), effect.decisionId())
                .filter(entry -> effect.step() == 0 && effect.attempt() == 1)
                .filter(entry -> entry.received().appendedAt().isPresent())
                .map(entry -> entry.received().ageAt(now))
                .filter(age -> !age.isNegative());
    }

    /** Whether a look at some weight in force is due. */
    boolean wantsToLook() {
        return recovered && watch.isDue(dispatcher.journal(), work, clock.instant());
    }

    /**
     * Gives the partition up in order: what runs may end within the grace, and its outcome is written.
     *
     * @param lease may be renewed meanwhile by {@code renew}
     */
    void handOver(Duration grace, Permission lease, BooleanSupplier renew, ConsumerGroupMetadata group) {
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            while (!isIdle() && System.nanoTime() < deadline) {
                work.awaitEnded(Duration.ofMillis(20));
                round(List.of(), false, group);
                if (hasDue() && renew.getAsBoolean()) {
                    begin(lease);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    /** Gives the partition up at once; the successor recovers what runs. */
    void drop() {
        owned = false;
        work.abandon();
        writer.close();
    }

    private void read(
            ConsumerRecord<byte[], byte[]> message,
            Instant now,
            Output output,
            List<PartitionWriter.Unusable> unusable) {
        Intake.Reading reading = intake.read(message);
        if (reading instanceof Intake.Reading.Usable usable) {
            Received received = usable.received();
            if (!dispatcher.arrived(received, now, output)) {
                unusable.add(new PartitionWriter.Unusable(
                        message, "replayed", received.decision().decisionId() + " was read before; nothing is done"));
            }
        } else if (reading instanceof Intake.Reading.Unusable bad) {
            unusable.add(new PartitionWriter.Unusable(message, bad.cause(), bad.detail()));
        }
    }

    private static List<PartitionWriter.Unusable> discarded(
            List<ConsumerRecord<byte[], byte[]>> messages, Output output) {
        List<PartitionWriter.Unusable> letters = new ArrayList<>();
        for (Output.Discarded discarded : output.discarded()) {
            messages.stream()
                    .filter(message -> message.offset() == discarded.offset())
                    .map(message -> new PartitionWriter.Unusable(
                            message, discarded.cause().wireName(), discarded.reason()))
                    .forEach(letters::add);
        }
        return letters;
    }

    private void took(Work.Ended ended, Instant now, Output output) {
        if (ended instanceof Work.Ended.Step step) {
            report.ended(step, now);
            dispatcher.ended(step.effect(), step.outcome(), step.startedAt(), now, output);
        } else if (ended instanceof Work.Ended.Looked looked) {
            report.looked(looked);
        }
    }

    private void dropOvertaken(Instant now, Output output) {
        List<Effect> overtaken = due.stream().filter(dispatcher::isOvertaken).toList();
        due.removeAll(overtaken);
        StepOutcome notBegun = new StepOutcome.NotBegun("a later decision took its place");
        overtaken.forEach(effect -> dispatcher.ended(effect, notBegun, now, now, output));
    }

    private void takeUp(Instant now, Output output) {
        if (!recovered) {
            dispatcher.recover(now, intake::trusts, output);
            recovered = true;
        }
        dispatcher.takeUp(now, output);
    }

    private void write(
            List<ConsumerRecord<byte[], byte[]>> messages,
            Output output,
            List<PartitionWriter.Unusable> unusable,
            ConsumerGroupMetadata group) {
        if (messages.isEmpty() && output.nothingToWrite() && unusable.isEmpty()) {
            return;
        }
        long next = messages.isEmpty()
                ? nextOffset
                : messages.get(messages.size() - 1).offset() + 1;
        writer.write(output, unusable, next == nextOffset ? OptionalLong.empty() : OptionalLong.of(next), group)
                .ifPresent(why -> report.deadLettersLost(unusable, why));
        nextOffset = next;
    }
}
