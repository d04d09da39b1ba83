package dev.headgate.core.comparison;

import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.OperationShares;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.StartTimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The evidence of one line: of all requests together and, if it asks for that, of each operation. Not thread-safe. */
final class LineEvidence {

    /** The logarithm of the evidence from which on an operation is named: ten times likelier. */
    private static final double LOG_WORTH_NAMING = StrictMath.log(10);

    private final EvidenceLine line;
    private Question question;
    private final QuestionEvidence whole;
    private final Optional<OperationEvidence> operations;
    private boolean fired;
    private double logWhenFired;

    LineEvidence(EvidenceLine line, StartTimes startTimes) {
        this.line = line;
        question = Question.of(line);
        whole = new QuestionEvidence(question, startTimes);
        operations = line.criterion().perOperation()
                ? Optional.of(new OperationEvidence(question, startTimes))
                : Optional.empty();
    }

    /**
     * What has to be remembered of a line, its operations aside.
     *
     * @param line its place in the policy
     * @param against of each level that speaks against the canary
     * @param proof of each level that speaks for it
     * @param fired whether it speaks against the canary
     * @param logWhenFired the logarithm of what was held against the bar when it began to
     */
    public record Memory(
            String line,
            List<LevelEvidence.State> against,
            List<LevelEvidence.State> proof,
            boolean fired,
            double logWhenFired) {

        /** Copies the lists. */
        public Memory {
            against = List.copyOf(against);
            proof = List.copyOf(proof);
        }
    }

    /** One of the tests that a line consists of: of all requests together, or of one operation. */
    record Part(Optional<String> operation, QuestionEvidence evidence) {

        /** How far it is shown: of an operation, where it has enough requests. */
        double logProof(int minRequests) {
            return operation.isPresent() ? evidence.logProofWhereEnough(minRequests) : evidence.logProof();
        }

        private static Part of(Map.Entry<String, QuestionEvidence> entry) {
            return new Part(Optional.of(entry.getKey()), entry.getValue());
        }
    }

    /** Goes on where the memories were taken; a memory of other levels or alternatives is worth nothing. */
    void restore(Memory memory, List<OperationMemory> ofOperations) {
        if (whole.restore(memory.against(), memory.proof())) {
            operations.ifPresent(each -> each.restore(ofOperations));
            fired = memory.fired();
            logWhenFired = memory.logWhenFired();
        }
    }

    Memory memory() {
        return new Memory(line.id(), whole.against(), whole.proof(), fired, logWhenFired);
    }

    List<OperationMemory> operationMemories() {
        return operations.map(each -> each.memories(line.id())).orElse(List.of());
    }

    /** Asks the same with other limits from the next second on; what was gathered stays. */
    void ask(Question next) {
        question = next;
        whole.ask(next);
    }

    EvidenceLine line() {
        return line;
    }

    Question question() {
        return question;
    }

    /** Whether it shares the rollout's chance of a false alarm, among lines that stop or among those that advance. */
    boolean shares(boolean advance) {
        return question.ownAlpha().isEmpty() && line.advance() == advance;
    }

    /** Whether it compares with the baseline. */
    boolean paired() {
        return question.paired();
    }

    /**
     * What was shown in an earlier stage is not shown for this one. What speaks against the canary goes on, also in a stage
     * that begins again; but a line that has spoken begins anew, for the rollout has done what it asked for.
     */
    void startStage(Clustering clustering, OperationClusters clusters) {
        if (fired) {
            whole.beginAnew();
            operations.ifPresent(OperationEvidence::beginAnew);
            fired = false;
        } else {
            whole.startStage(clustering);
            operations.ifPresent(each -> each.startStage(clustering, clusters));
        }
    }

    /** Whether latencies of the second are known too coarsely for what it asks, of all requests or of an operation. */
    boolean tooCoarse(SecondsOfBoth seconds) {
        return question.tooCoarse(seconds.of(
                        line.criterion().operation(), line.criterion().labels()))
                || (operations.isPresent()
                        && seconds.operationsOfBoth().stream()
                                .anyMatch(operation -> question.tooCoarse(seconds.of(Optional.of(operation)))));
    }

    void add(SecondsOfBoth seconds, Clustering clustering, OperationClusters clusters) {
        whole.add(seconds.of(line.criterion().operation(), line.criterion().labels()), clustering);
        operations.ifPresent(each -> each.add(seconds, clustering, clusters));
    }

    /** It speaks against the canary, with what was held against the bar; or does not any more, unless it latches. */
    void speak(boolean speaks, double logShared) {
        if (speaks && !fired) {
            logWhenFired = logShared;
        }
        fired = speaks || (fired && line.latches());
    }

    boolean fired() {
        return fired;
    }

    double logWhenFired() {
        return logWhenFired;
    }

    double logAgainst() {
        return operations
                .map(each -> OperationShares.logMean(whole.logAgainst(), each.logAgainst()))
                .orElseGet(whole::logAgainst);
    }

    /** Whether everything is shown: all requests together, and each operation that has enough of them. */
    boolean shown(double bar, int minRequests) {
        return whole.logProof() >= bar
                && leastShown(minRequests)
                        .filter(each -> each.logProofWhereEnough(minRequests) < bar)
                        .isEmpty();
    }

    /** What says most against the canary: an operation only if it says more by itself than all requests together. */
    Part loudest() {
        return operations
                .flatMap(OperationEvidence::loudest)
                .filter(entry -> entry.getValue().logAgainst() > Math.max(LOG_WORTH_NAMING, whole.logAgainst()))
                .map(Part::of)
                .orElse(new Part(Optional.empty(), whole));
    }

    /** What keeps the line from being shown: all requests together first, then the operation that is shown least. */
    Part least(double bar, int minRequests) {
        return operations
                .filter(each -> whole.logProof() >= bar)
                .flatMap(each -> each.leastShown(minRequests))
                .filter(entry -> entry.getValue().logProofWhereEnough(minRequests) < bar)
                .map(Part::of)
                .orElse(new Part(Optional.empty(), whole));
    }

    /** Operations that are too small to be judged by themselves. */
    List<String> operationsWithTooFew(int minRequests) {
        return operations.map(each -> each.withTooFew(minRequests)).orElse(List.of());
    }

    /** How many operations are compared. */
    int operationsCompared() {
        return operations.map(OperationEvidence::size).orElse(0);
    }

    /** Requests of both sides that were compared. */
    PairedCounts counts() {
        return whole.counts();
    }

    private Optional<QuestionEvidence> leastShown(int minRequests) {
        return operations.flatMap(each -> each.leastShown(minRequests)).map(Map.Entry::getValue);
    }
}
