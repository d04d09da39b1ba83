package dev.headgate.executor.journal;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal();
    private final JournalCodec codec = new JournalCodec();

    @Test
    void whatWaitsAndRunsIsToldUntilItIsOverOrForgotten() {
        JournalEntry entry = accepted(DecisionKind.PROMOTE, 1);
        journal.put(entry);
        JournalEntry started = entry.started(0, "fingerprint", execution(ExecutionStatus.STARTED), NOON);

        assertThat(journal.waiting()).isEqualTo(1);
        assertThat(journal.busyServices()).containsExactly("shop");
        assertThat(journal.oldestUnfinished()).contains(NOON);
        journal.put(started);
        assertThat(journal.waiting()).isZero();
        assertThat(journal.unfinished("shop")).isEqualTo(1);
        journal.put(started.finished(execution(ExecutionStatus.SUCCEEDED), NOON));
        assertThat(journal.unfinished()).isZero();
        assertThat(journal.busyServices()).isEmpty();
        assertThat(journal.oldestUnfinished()).isEmpty();
        assertThat(journal.services()).containsExactly("shop");
        journal.forget(entry.key());
        assertThat(journal.services()).isEmpty();
    }

    @Test
    void anEntryComesBackAsItWasWritten() {
        JournalEntry started = accepted(DecisionKind.PROMOTE, 1)
                .started(1, "fingerprint", execution(ExecutionStatus.STARTED), NOON.plusSeconds(1));

        assertThat(codec.read(codec.write(started))).isEqualTo(started);
        assertThat(codec.read(codec.write(accepted(DecisionKind.PROMOTE, 1))))
                .isEqualTo(accepted(DecisionKind.PROMOTE, 1));
    }

    @Test
    void thePartOfAStepComesBackAndAnEntryOfAnEarlierReleaseHasItsOwnAction() {
        JournalEntry undoing = accepted(DecisionKind.PROMOTE, 1)
                .started(1, Part.UNDO, "fingerprint", execution(ExecutionStatus.STARTED), NOON);
        String written = new String(codec.write(undoing), StandardCharsets.UTF_8);

        assertThat(codec.read(codec.write(undoing))).isEqualTo(undoing);
        assertThat(codec.read(written.replace("\"part\":\"undo\",", "").getBytes(StandardCharsets.UTF_8))
                        .part())
                .isEqualTo(Part.ACTION);
        assertThatThrownBy(
                        () -> codec.read(written.replace("\"undo\"", "\"half\"").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("unknown part of a step half");
    }

    @Test
    void whatIsNoEntryIsRefused() {
        for (String bad : List.of("", "{}", "[]", "{\"schema\":2}", "{\"schema\":1,\"decision\":\"?\"}")) {
            assertThatThrownBy(() -> codec.read(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(CodecException.class);
        }
        String unknown = new String(codec.write(accepted(DecisionKind.PROMOTE, 1)), StandardCharsets.UTF_8)
                .replace("\"accepted\"", "\"postponed\"");
        assertThatThrownBy(() -> codec.read(unknown.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("unknown progress");
    }

    @Test
    void anEntryThatContradictsItselfIsRefused() {
        Execution soFar = execution(ExecutionStatus.STARTED);
        JournalEntry waiting = accepted(DecisionKind.PROMOTE, 1);
        JournalEntry other = accepted(DecisionKind.PROMOTE, 2);

        assertRefused(waiting.started(-1, "fingerprint", soFar, NOON), "its step is -1");
        assertRefused(
                new JournalEntry(waiting.received(), Progress.STARTED, 0, "", Optional.empty(), NOON), "is started");
        assertRefused(other.started(0, "fingerprint", soFar, NOON), "its execution is of r7/1");
    }

    @Test
    void anEntryWhoseSignatureIsNoBase64IsRefused() {
        String bad = new String(codec.write(accepted(DecisionKind.PROMOTE, 1)), StandardCharsets.UTF_8)
                .replace("c2lnbmF0dXJl", "§§");

        assertThatThrownBy(() -> codec.read(bad.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("not a journal entry");
    }

    private void assertRefused(JournalEntry entry, String because) {
        assertThatThrownBy(() -> codec.read(codec.write(entry)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(because);
    }

    @Test
    void theShiftInForceIsTheLastAcceptedIfItSucceeded() {
        journal.put(accepted(DecisionKind.PROMOTE, 1).finished(execution(ExecutionStatus.SUCCEEDED), NOON));
        assertThat(journal.inForce("shop")).map(JournalEntry::key).contains("shop/r7/1");

        journal.put(accepted(DecisionKind.PROMOTE, 2));
        assertThat(journal.inForce("shop")).isEmpty();

        journal.put(accepted(DecisionKind.PROMOTE, 2).finished(execution(ExecutionStatus.FAILED), NOON));
        assertThat(journal.inForce("shop")).isEmpty();
    }

    @Test
    void nothingIsInForceWhileAServiceIsInDoubt() {
        JournalEntry shift = accepted(DecisionKind.PROMOTE, 1).finished(execution(ExecutionStatus.SUCCEEDED), NOON);
        journal.put(shift);

        journal.unreadable("shop/r7/2");
        assertThat(journal.inDoubt()).containsExactly("shop");
        assertThat(journal.inForce("shop")).isEmpty();

        journal.forget("shop/r7/2");
        assertThat(journal.inDoubt()).isEmpty();
        assertThat(journal.inForce("shop")).contains(shift);
    }

    @Test
    void theLatestOfAKeyCountsReadableOrNot() {
        JournalEntry entry = accepted(DecisionKind.PROMOTE, 1);
        journal.put(entry);
        journal.unreadable("shop/r7/1");
        assertThat(journal.entries()).isEmpty();
        assertThat(journal.knows("shop", "r7/1")).isTrue();

        journal.put(entry);
        assertThat(journal.entries()).containsExactly(entry);
        assertThat(journal.inDoubt()).isEmpty();
    }

    @Test
    void aKeyThatNamesNoServiceLeavesNobodyInDoubt() {
        List.of("", "garbage", "/r7/1", "not a name/r7/1").forEach(journal::unreadable);

        assertThat(journal.inDoubt()).isEmpty();
    }

    /** Whatever stands in the topic, it must not stop the executor. */
    @Test
    void anyBrokenEntryIsRefusedInOneWay() {
        byte[] good =
                codec.write(accepted(DecisionKind.PROMOTE, 1).finished(execution(ExecutionStatus.SUCCEEDED), NOON));
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] broken = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
            for (int flips = 1 + random.nextInt(3); flips > 0 && broken.length > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) (32 + random.nextInt(95));
            }
            Throwable thrown = catchThrowable(() -> codec.read(broken));
            assertThat(thrown == null || thrown instanceof CodecException)
                    .as("seed 7, round %d: %s", round, thrown)
                    .isTrue();
        }
    }

    @Test
    void aRolloutEndsWithItsCompletionOrASuccessfulRollback() {
        JournalEntry shift = accepted(DecisionKind.PROMOTE, 1).finished(execution(ExecutionStatus.SUCCEEDED), NOON);
        journal.put(shift);
        assertThat(journal.endOfRollout(shift)).isEmpty();

        journal.put(accepted(DecisionKind.ROLLBACK, 2).finished(execution(ExecutionStatus.FAILED), NOON));
        assertThat(journal.endOfRollout(shift)).isEmpty();

        journal.put(JournalEntry.noted(received(decision(DecisionKind.COMPLETE, 7, 3, 100)), NOON));
        assertThat(journal.endOfRollout(shift)).isPresent();
    }

    @Test
    void knowsWhereReadingHasToGoOn() {
        assertThat(journal.nextOffset()).isEmpty();

        journal.put(accepted(DecisionKind.PROMOTE, 4));

        assertThat(journal.nextOffset()).hasValue(7_005);
    }

    @Test
    void forgetsWhatTheTopicForgot() {
        journal.put(accepted(DecisionKind.PROMOTE, 1));
        journal.forget("shop/r7/1");

        assertThat(journal.entries()).isEmpty();
        assertThat(journal.unfinished()).isZero();
    }

    /** What waits or runs is kept: while an older one did, what was forgotten once counted as new. */
    @Test
    void whatWasForgottenIsTakenForAReplayAlsoWhileSomethingOlderRuns() {
        for (DecisionKind kind : List.of(DecisionKind.PROMOTE, DecisionKind.RUN)) {
            Journal ofKind = new Journal();
            ofKind.put(accepted(kind, 1).started(0, "fingerprint", execution(ExecutionStatus.STARTED), NOON));
            for (int sequence = 2; sequence <= Forgetting.KEPT_RUNS + 2; sequence++) {
                ofKind.put(accepted(kind, sequence).finished(execution(ExecutionStatus.SUPERSEDED), NOON));
            }
            ofKind.put(accepted(DecisionKind.PROMOTE, 8, 1));
            List<String> forgotten = ofKind.expendable("shop");
            forgotten.forEach(ofKind::forget);

            assertThat(forgotten).containsExactly("shop/r7/2");
            assertThat(ofKind.mayHaveForgotten(received(decision(kind, 7, 2, 5))))
                    .isTrue();
            assertThat(ofKind.mayHaveForgotten(received(decision(kind, 7, Forgetting.KEPT_RUNS + 3, 5))))
                    .isFalse();
            assertThat(ofKind.mayHaveForgotten(received(decision(kind, 8, 2, 5))))
                    .isFalse();
        }
    }

    private static JournalEntry accepted(DecisionKind kind, int sequence) {
        return accepted(kind, 7, sequence);
    }

    private static JournalEntry accepted(DecisionKind kind, long epoch, int sequence) {
        return JournalEntry.accepted(received(decision(kind, epoch, sequence, 5)), NOON);
    }

    private static Execution execution(ExecutionStatus status) {
        return new Execution(
                "r7/1#2",
                "r7/1",
                "r7",
                "shop",
                "correlation-7",
                2,
                status,
                "shift-traffic",
                List.of(new StepResult("step-0", ExecutionStatus.SUCCEEDED, NOON, NOON, OptionalInt.of(0), "output")),
                Optional.of(new Weight(5)),
                "reason",
                NOON,
                Optional.of(NOON),
                "test");
    }
}
