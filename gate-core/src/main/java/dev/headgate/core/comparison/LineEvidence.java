package dev.headgate.core.comparison;

import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The evidence of one line. Not thread-safe. */
final class LineEvidence {

    private final EvidenceLine line;
    private final Question question;
    private final StartTimes startTimes;
    private final Function<Level, Tempering> tempering;
    private final List<LevelEvidence> against;
    private List<LevelEvidence> proof;
    private boolean fired;

    LineEvidence(EvidenceLine line, StartTimes startTimes, Function<Level, Tempering> tempering) {
        this.line = line;
        this.startTimes = startTimes;
        this.tempering = tempering;
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
     * @param fired whether it has spoken against the canary
     */
    record Memory(String line, List<LevelEvidence.State> against, List<LevelEvidence.State> proof, boolean fired) {

        /** Copies the lists. */
        Memory {
            against = List.copyOf(against);
            proof = List.copyOf(proof);
        }
    }

    /** Goes on where the memory was taken; a memory of other levels is worth nothing. */
    void restore(Memory memory) {
        if (memory.against().size() != against.size() || memory.proof().size() != proof.size()) {
            return;
        }
        for (int i = 0; i < against.size(); i++) {
            against.set(i, restored(question.against().get(i), memory.against().get(i)));
        }
        for (int i = 0; i < proof.size(); i++) {
            proof.set(i, restored(question.proof().get(i), memory.proof().get(i)));
        }
        fired = memory.fired();
    }

    Memory memory() {
        return new Memory(
                line.id(),
                against.stream().map(LevelEvidence::state).toList(),
                proof.stream().map(LevelEvidence::state).toList(),
                fired);
    }

    EvidenceLine line() {
        return line;
    }

    Question question() {
        return question;
    }

    boolean needsQuantiles() {
        return question.against().get(0).level() instanceof Level.SlowerThanBaseline;
    }

    /** What was shown in an earlier stage is not shown for this one. */
    void startStage() {
        against.forEach(LevelEvidence::startStage);
        proof = begin(question.proof());
    }

    void add(WindowFigures canary, WindowFigures baseline, LatencySketch earlierBaseline) {
        for (int i = 0; i < against.size(); i++) {
            against.get(i).add(question.against().get(i).level().counts(canary, baseline, earlierBaseline));
        }
        for (int i = 0; i < proof.size(); i++) {
            proof.get(i).add(question.proof().get(i).level().counts(canary, baseline, earlierBaseline));
        }
    }

    void fire() {
        fired = true;
    }

    boolean fired() {
        return fired;
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
    int strongest(boolean ofProof) {
        List<LevelEvidence> levels = ofProof ? proof : against;
        Comparator<Integer> byEvidence =
                Comparator.comparingDouble(i -> levels.get(i).logEvidence());
        return IntStream.range(0, levels.size())
                .boxed()
                .max(ofProof ? byEvidence.reversed() : byEvidence)
                .orElseThrow();
    }

    String nameOf(int level) {
        return question.against().get(level).level().name();
    }

    Tempering temperingOf(int level) {
        return against.get(level).tempering();
    }

    /** Requests of both sides that were compared. */
    PairedCounts counts() {
        return against.get(0).counts();
    }

    private List<LevelEvidence> begin(List<Question.Asked> asked) {
        List<LevelEvidence> levels = new ArrayList<>();
        asked.forEach(
                each -> levels.add(new LevelEvidence(each.increment(), startTimes, tempering.apply(each.level()))));
        return levels;
    }

    private LevelEvidence restored(Question.Asked asked, LevelEvidence.State state) {
        return LevelEvidence.restore(asked.increment(), startTimes, tempering.apply(asked.level()), state);
    }
}
