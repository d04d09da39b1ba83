package dev.headgate.executor.journal;

import dev.headgate.executor.acceptance.Expiry;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.Question;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything the executor knows about one decision. Each entry is complete: the latest of a key replaces all earlier.
 *
 * @param received the decision in full, with its original bytes and signature
 * @param progress how far it has come
 * @param step the step that is running, counted from 0; only meaningful while started
 * @param part which part of it is running; only meaningful while started
 * @param fingerprint hash of the runbook as it was bound when it was begun; empty before
 * @param execution what was done so far, or the outcome; empty while it waits or when there was nothing to do
 * @param at when this was recorded
 * @param answeredAt when a person's answer was last acted upon; empty if nobody was asked or has answered
 */
public record JournalEntry(
        Received received,
        Progress progress,
        int step,
        Part part,
        String fingerprint,
        Optional<Execution> execution,
        Instant at,
        Optional<Instant> answeredAt) {

    /** One that nobody has answered. */
    public JournalEntry(
            Received received,
            Progress progress,
            int step,
            Part part,
            String fingerprint,
            Optional<Execution> execution,
            Instant at) {
        this(received, progress, step, part, fingerprint, execution, at, Optional.empty());
    }

    /** One whose step's own action runs. */
    public JournalEntry(
            Received received,
            Progress progress,
            int step,
            String fingerprint,
            Optional<Execution> execution,
            Instant at) {
        this(received, progress, step, Part.ACTION, fingerprint, execution, at);
    }

    /** An entry of a decision that waits for its turn. */
    public static JournalEntry accepted(Received received, Instant at) {
        return new JournalEntry(received, Progress.ACCEPTED, 0, "", Optional.empty(), at);
    }

    /** An entry of a decision with nothing to carry out. */
    public static JournalEntry noted(Received received, Instant at) {
        return new JournalEntry(received, Progress.NOTED, 0, "", Optional.empty(), at);
    }

    /** An entry of a decision that was not accepted. */
    public static JournalEntry refused(Received received, Execution refusal, Instant at) {
        return new JournalEntry(received, Progress.REFUSED, 0, "", Optional.of(refusal), at);
    }

    /** The same decision with a step's own action running. */
    public JournalEntry started(int runningStep, String runbookFingerprint, Execution soFar, Instant when) {
        return started(runningStep, Part.ACTION, runbookFingerprint, soFar, when);
    }

    /** The same decision with a part of a step running. */
    public JournalEntry started(
            int runningStep, Part runningPart, String runbookFingerprint, Execution soFar, Instant when) {
        return new JournalEntry(
                received,
                Progress.STARTED,
                runningStep,
                runningPart,
                runbookFingerprint,
                Optional.of(soFar),
                when,
                answeredAt);
    }

    /** The same with a person's answer, which is acted upon now. */
    public JournalEntry answered(Instant when) {
        return new JournalEntry(received, progress, step, part, fingerprint, execution, at, Optional.of(when));
    }

    /** The same decision with its outcome. */
    public JournalEntry finished(Execution outcome, Instant when) {
        return new JournalEntry(
                received, Progress.FINISHED, step, part, fingerprint, Optional.of(outcome), when, answeredAt);
    }

    /** The decision. */
    public Decision decision() {
        return received.decision();
    }

    /** The entry's key in the journal topic: {@code service/decision id}. */
    public String key() {
        return decision().service() + "/" + decision().decisionId();
    }

    /** Its place among the decisions of its service. */
    public Order order() {
        return received.order();
    }

    /** Whether it runs a runbook that moves no traffic. */
    public boolean isRun() {
        return received.isRun();
    }

    /**
     * Whether it is too old to be carried out at {@code now}. An advance does not grow old while it waits for a person: it
     * is as old as the last answer. A run is as old as the gate says, which has given it up then.
     */
    public boolean expiredAt(Instant now) {
        return answer().map(from -> isAnsweredTooLongAgo(from, now)).orElseGet(() -> received.expiredAt(now));
    }

    private boolean isAnsweredTooLongAgo(Instant from, Instant now) {
        return decision()
                .validFor()
                .filter(valid -> !now.isBefore(from.plus(valid)))
                .isPresent();
    }

    /** Says how old it is, of one that is too old. */
    public String expiry(Instant now) {
        return answer().map(from -> Expiry.sentenceSinceAnswer(received, from, now))
                .orElseGet(() -> Expiry.sentence(received, now));
    }

    /** From when on its age counts, if not from its append time. */
    private Optional<Instant> answer() {
        return answeredAt.filter(at -> received.isAdvance());
    }

    /** What a person is asked; empty while it waits for nobody. */
    public Optional<Question> question() {
        return progress == Progress.STARTED ? execution.flatMap(Execution::question) : Optional.empty();
    }

    /** Whether the next attempt only waits for its time. One that a person has let try at once does not, whatever clocks say. */
    public boolean pausesAt(Instant now) {
        return progress == Progress.STARTED
                && execution
                        .filter(next -> next.question().isEmpty())
                        .filter(next -> next.startedAt().isAfter(now))
                        .filter(next -> answeredAt
                                .filter(at -> !at.isBefore(next.startedAt()))
                                .isEmpty())
                        .isPresent();
    }

    /** Whether its last attempt failed and the next one, which waited for its time, has not ended yet. */
    boolean isAttemptAfterFailure() {
        return progress == Progress.STARTED
                && execution.filter(next -> next.startedAt().isAfter(at)).isPresent();
    }

    /** Whether a word is about what it waits for, as things stand. */
    public boolean isMeantBy(ExecutionWord word) {
        return progress == Progress.STARTED
                && word.decisionId().equals(decision().decisionId())
                && execution.filter(now -> now.attempt() == word.attempt()).isPresent()
                && question().map(Question::askedAt).equals(word.askedAt());
    }

    /** Whether it was accepted to be carried out, whatever became of it. */
    public boolean wasAccepted() {
        return progress != Progress.REFUSED && progress != Progress.NOTED;
    }

    /** Whether it was carried out to the end as it should. */
    public boolean succeeded() {
        return progress == Progress.FINISHED
                && execution
                        .map(outcome -> outcome.status() == ExecutionStatus.SUCCEEDED)
                        .orElse(false);
    }

    /** Whether it is a direct rollback that is over and of which it is not proved that it led where it should. */
    boolean isDirectInVain() {
        return received.isDirect() && progress == Progress.FINISHED && !isProved();
    }

    /** Whether it succeeded and the weight that was read back is the one decided: of a direct rollback the gate counts no other. */
    private boolean isProved() {
        return succeeded()
                && execution
                        .flatMap(Execution::confirmedWeight)
                        .filter(decision().to()::equals)
                        .isPresent();
    }

    /** Whether it says that its rollout is over: completed, or rolled back for good. */
    public boolean endsRollout() {
        return switch (decision().kind()) {
            case COMPLETE -> true;
            case ROLLBACK -> succeeded();
            case PROMOTE, HOLD, STEP_BACK, NOTIFY, REFUSE, RUN, ASK, RECORD, UNKNOWN -> false;
        };
    }

    /**
     * Whether this later decision takes the place of {@code earlier}, waiting or half done. A rollback keeps its place
     * unless what comes later sets the weights of the same two versions. A run takes nothing's place, and only a rollback
     * takes that of a run, if it stands behind it in the log: a direct rollback's number is ahead of the gate's.
     */
    public boolean supersedes(JournalEntry earlier) {
        if (!wasAccepted() || isRun()) {
            return false;
        }
        if (earlier.isRun()) {
            return decision().kind() == DecisionKind.ROLLBACK && standsBehind(earlier);
        }
        return isLaterThan(earlier) && (earlier.decision().kind() != DecisionKind.ROLLBACK || sameVersions(earlier));
    }

    /** Whether that direct rollback has led where this later rollback of the gate's is to lead. */
    boolean isDoneBy(JournalEntry direct) {
        return hasAimOf(direct) && direct.isProved();
    }

    /** Whether this later rollback of the gate's is to lead where that direct rollback leads. */
    boolean hasAimOf(JournalEntry direct) {
        return decision().kind() == DecisionKind.ROLLBACK
                && !received.isDirect()
                && direct.received.isDirect()
                && direct.decision().epoch() == decision().epoch()
                && direct.decision().to().equals(decision().to())
                && sameVersions(direct)
                && standsBehind(direct);
    }

    private boolean isLaterThan(JournalEntry other) {
        boolean numbersSayIt = received.isDirect() == other.received.isDirect();
        return numbersSayIt ? order().compareTo(other.order()) > 0 : standsBehind(other);
    }

    boolean standsBehind(JournalEntry other) {
        return received.offset() > other.received.offset();
    }

    private boolean sameVersions(JournalEntry other) {
        return decision().canary().equals(other.decision().canary())
                && decision().baseline().equals(other.decision().baseline());
    }
}
