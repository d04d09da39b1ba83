package dev.headgate.core.comparison;

import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Wallet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The evidence of one line. Not thread-safe. */
final class LineEvidence {

    private final EvidenceLine line;
    private Question question;
    private final StartTimes startTimes;
    private List<LevelEvidence> against;
    private List<LevelEvidence> proof;
    private boolean fired;
    private double logWhenFired;

    LineEvidence(EvidenceLine line, StartTimes startTimes) {
        this.line = line;
        this.startTimes = startTimes;
        question = Question.of(line);
        against = begin(question.against());
        proof = begin(question.proof());
    }

    /**
     * What has to be remembered of a line.
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

    /** Goes on where the memory was taken; a memory of other levels or alternatives is worth nothing. */
    void restore(Memory memory) {
        if (fits(question.against(), memory.against()) && fits(question.proof(), memory.proof())) {
            against = restored(question.against(), memory.against());
            proof = restored(question.proof(), memory.proof());
            fired = memory.fired();
            logWhenFired = memory.logWhenFired();
        }
    }

    Memory memory() {
        return new Memory(
                line.id(),
                against.stream().map(LevelEvidence::state).toList(),
                proof.stream().map(LevelEvidence::state).toList(),
                fired,
                logWhenFired);
    }

    EvidenceLine line() {
        return line;
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

    Question question() {
        return question;
    }

    /** Whether it shares the rollout's chance of a false alarm, among lines that stop or among those that advance. */
    boolean shares(boolean advance) {
        return question.ownAlpha().isEmpty() && line.advance() == advance;
    }

    /**
     * What was shown in an earlier stage is not shown for this one. A line of one stage begins anew each time that the stage
     * begins, and so does one that has spoken, for the rollout has done what it asked for.
     */
    void startStage(Clustering clustering) {
        if (fired || line.stage().isPresent()) {
            against = begin(question.against());
            fired = false;
        } else {
            for (int i = 0; i < against.size(); i++) {
                against.get(i).startStage(clustering.tempering(nameOf(i)));
            }
        }
        proof = begin(question.proof());
    }

    void add(SecondOfBoth second, Clustering clustering) {
        add(question.against(), against, second, clustering);
        add(question.proof(), proof, second, clustering);
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
        return Wallet.logMean(
                against.stream().mapToDouble(LevelEvidence::logEvidenceToAct).toArray());
    }

    /** The least of all: every level must be shown. */
    double logProof() {
        return proof.stream().mapToDouble(LevelEvidence::logEvidence).min().orElse(Double.NEGATIVE_INFINITY);
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

    private String nameOf(int level) {
        return question.against().get(level).level().name();
    }

    private static void add(
            List<Question.Asked> asked, List<LevelEvidence> levels, SecondOfBoth second, Clustering clustering) {
        for (int i = 0; i < levels.size(); i++) {
            Level level = asked.get(i).level();
            levels.get(i)
                    .add(
                            level.counts(second.canary(), second.baseline(), second.earlierBaseline()),
                            clustering.tempering(level.name()));
        }
    }

    private List<LevelEvidence> begin(List<Question.Asked> asked) {
        List<LevelEvidence> levels = new ArrayList<>();
        asked.forEach(each -> levels.add(new LevelEvidence(each.increment(), startTimes)));
        return levels;
    }

    private List<LevelEvidence> restored(List<Question.Asked> asked, List<LevelEvidence.State> states) {
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
