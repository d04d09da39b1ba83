package dev.headgate.core.rollout;

import dev.headgate.core.judge.Judged;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Stage;
import java.util.List;
import java.util.Optional;

/**
 * What a stage's advance lines come to: all of them must pass, or, where they are weighed, their score must reach a mark. A
 * score is one of decided lines only: undecided never promotes.
 *
 * @param outcome what they come to
 * @param score the share of their weights that passes, 0 to 100; 0 where they are not weighed
 * @param failing the line that fails the stage, if one does
 */
record Scoring(Outcome outcome, double score, Optional<Judged> failing) {

    /** What lines come to. */
    enum Outcome {
        /** The stage may be left. */
        PASS,
        /** A person decides. */
        MARGINAL,
        /** The stage has failed once its time is over. */
        FAIL,
        /** Not everything is decided. */
        UNDECIDED
    }

    static Scoring of(Stage stage, JudgedLines lines) {
        List<Judged> advance = lines.of(CriterionList.ADVANCE);
        Optional<Score> score = stage.procedure().score();
        return score.isPresent() ? weighed(score.get(), advance, lines) : all(advance, lines);
    }

    private static Scoring all(List<Judged> advance, JudgedLines lines) {
        Optional<Judged> failing = advance.stream().filter(Scoring::fails).findFirst();
        boolean pass = advance.stream().allMatch(lines::passes);
        Outcome outcome = pass ? Outcome.PASS : failing.isPresent() ? Outcome.FAIL : Outcome.UNDECIDED;
        return new Scoring(outcome, 0, failing);
    }

    private static Scoring weighed(Score score, List<Judged> advance, JudgedLines lines) {
        double passing = 0;
        double weights = 0;
        boolean decided = true;
        Optional<Judged> critical = Optional.empty();
        for (int i = 0; i < advance.size(); i++) {
            Judged line = advance.get(i);
            Score.LineWeight its = i < score.lines().size() ? score.lines().get(i) : new Score.LineWeight(1, false);
            weights += its.weight();
            passing += lines.passes(line) ? its.weight() : 0;
            decided = decided && (lines.passes(line) || fails(line));
            critical = its.critical() && fails(line) ? critical.or(() -> Optional.of(line)) : critical;
        }
        double reached = weights == 0 ? 100 : 100 * passing / weights;
        if (critical.isPresent()) {
            return new Scoring(Outcome.FAIL, reached, critical);
        }
        if (!decided) {
            return new Scoring(Outcome.UNDECIDED, reached, Optional.empty());
        }
        if (reached >= score.pass()) {
            return new Scoring(Outcome.PASS, reached, Optional.empty());
        }
        return reached >= score.marginal()
                ? new Scoring(Outcome.MARGINAL, reached, Optional.empty())
                : new Scoring(
                        Outcome.FAIL,
                        reached,
                        advance.stream().filter(Scoring::fails).findFirst());
    }

    private static boolean fails(Judged line) {
        return line.judgement() == Judgement.FAIL;
    }

    /** The score in words, with the mark that it needs. */
    String words(Stage stage) {
        return "the score is " + Math.round(score) + " of 100"
                + stage.procedure()
                        .score()
                        .map(marks -> ", and " + Math.round(marks.pass()) + " is needed")
                        .orElse("");
    }
}
