package dev.headgate.core.comparison;

import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Wallet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The evidence on one question, asked of all requests of both versions or of those of one operation. Not thread-safe. */
final class QuestionEvidence {

    private Question question;
    private final StartTimes startTimes;
    private List<LevelEvidence> against;
    private List<LevelEvidence> proof;

    QuestionEvidence(Question question, StartTimes startTimes) {
        this.question = question;
        this.startTimes = startTimes;
        against = begin(question.against(), startTimes);
        proof = begin(question.proof(), startTimes.ending());
    }

    /** Goes on where the states were taken; false, and nothing changed, if they are of other levels or alternatives. */
    boolean restore(List<LevelEvidence.State> ofAgainst, List<LevelEvidence.State> ofProof) {
        if (!fits(question.against(), ofAgainst) || !fits(question.proof(), ofProof)) {
            return false;
        }
        against = restored(question.against(), startTimes, ofAgainst);
        proof = restored(question.proof(), startTimes.ending(), ofProof);
        return true;
    }

    /** Asks the same with other limits from the next second on; what was gathered stays. */
    void ask(Question next) {
        question = next;
        ask(next.against(), against);
        ask(next.proof(), proof);
    }

    private static void ask(List<Question.Asked> asked, List<LevelEvidence> levels) {
        for (int i = 0; i < levels.size(); i++) {
            levels.get(i).judgeBy(asked.get(i).increment());
        }
    }

    List<LevelEvidence.State> against() {
        return against.stream().map(LevelEvidence::state).toList();
    }

    List<LevelEvidence.State> proof() {
        return proof.stream().map(LevelEvidence::state).toList();
    }

    /** A stage begins: what speaks against the canary goes on, what speaks for it begins anew. */
    void startStage(Clustering clustering) {
        for (int i = 0; i < against.size(); i++) {
            against.get(i).startStage(clustering.tempering(nameOf(i)));
        }
        proof = begin(question.proof(), startTimes.ending());
    }

    /** Everything begins anew. */
    void beginAnew() {
        against = begin(question.against(), startTimes);
        proof = begin(question.proof(), startTimes.ending());
    }

    void add(SecondOfBoth second, Clustering clustering) {
        add(question.against(), against, second, clustering);
        add(question.proof(), proof, second, clustering);
    }

    double logAgainst() {
        return Wallet.logMean(
                against.stream().mapToDouble(LevelEvidence::logEvidenceToAct).toArray());
    }

    /** The least of all: every level must be shown. */
    double logProof() {
        return proof.stream().mapToDouble(LevelEvidence::logEvidence).min().orElse(Double.NEGATIVE_INFINITY);
    }

    /** Whether enough requests were compared on both sides, at one level at least. */
    boolean hasEnough(int minRequests) {
        return proof.stream().anyMatch(level -> enough(level.counts(), minRequests));
    }

    /** The least of those levels of which enough requests were compared on both sides; infinite if there is none. */
    double logProofWhereEnough(int minRequests) {
        return proof.stream()
                .filter(level -> enough(level.counts(), minRequests))
                .mapToDouble(LevelEvidence::logEvidence)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The level that says most, or for an advance the one that is shown least. */
    String contributor(boolean ofProof) {
        List<LevelEvidence> levels = ofProof ? proof : against;
        Comparator<Integer> byEvidence =
                Comparator.comparingDouble(i -> levels.get(i).logEvidence());
        return nameOf(IntStream.range(0, levels.size())
                .boxed()
                .max(ofProof ? byEvidence.reversed() : byEvidence)
                .orElseThrow());
    }

    /** Requests of both sides that were compared. */
    PairedCounts counts() {
        return against.get(0).counts();
    }

    /** Whether the time that was planned for is over for one of the levels. */
    boolean beyondPlan() {
        return against.stream().anyMatch(LevelEvidence::beyondPlan);
    }

    private static boolean enough(PairedCounts counts, int minRequests) {
        return counts.canaryRequests() >= minRequests && counts.baselineRequests() >= minRequests;
    }

    private String nameOf(int level) {
        return question.against().get(level).level().name();
    }

    private static void add(
            List<Question.Asked> asked, List<LevelEvidence> levels, SecondOfBoth second, Clustering clustering) {
        for (int i = 0; i < levels.size(); i++) {
            Level level = asked.get(i).level();
            levels.get(i).add(level.counts(second), clustering.tempering(level.name()));
        }
    }

    private static List<LevelEvidence> begin(List<Question.Asked> asked, StartTimes startTimes) {
        List<LevelEvidence> levels = new ArrayList<>();
        asked.forEach(each -> levels.add(new LevelEvidence(each.increment(), startTimes)));
        return levels;
    }

    private static List<LevelEvidence> restored(
            List<Question.Asked> asked, StartTimes startTimes, List<LevelEvidence.State> states) {
        List<LevelEvidence> levels = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            levels.add(LevelEvidence.restore(asked.get(i).increment(), startTimes, states.get(i)));
        }
        return levels;
    }

    private static boolean fits(List<Question.Asked> asked, List<LevelEvidence.State> states) {
        return asked.size() == states.size()
                && IntStream.range(0, asked.size())
                        .allMatch(i -> states.get(i).mixture().logSums().size()
                                == asked.get(i).increment().alternatives());
    }
}
