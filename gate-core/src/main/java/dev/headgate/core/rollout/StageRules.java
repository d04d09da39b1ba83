package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Line;
import dev.headgate.core.judge.StageClock;
import dev.headgate.core.rollout.PendingRun.Purpose;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What judged lines mean for the stage in force, or for the first one before it is, in this order: its failure at once; when
 * its decision is due; an advance, or what has to be done before one; its failure or its deadline at the maximum hold; the
 * next step of its ramp. Undecided never advances.
 */
final class StageRules {

    /** How questions about a stage's failure end. */
    static final String FAILURE = "/failure";

    private static final String DEADLINE = "/deadline";
    private static final String DECISION = "/decision";

    private static final CriterionList[] BEFORE_LEAVING = {
        CriterionList.ADVANCE, CriterionList.EXIT, CriterionList.ENTER
    };

    private final Course course;
    private final JudgedLines lines;

    StageRules(Course course, JudgedLines lines) {
        this.course = course;
        this.lines = lines;
    }

    void apply() {
        if (course.policy().isEmpty()) {
            return;
        }
        failAtOnce();
        if (!course.rollout().staying()) {
            return;
        }
        Optional<StageClock> clock = course.rollout().clock();
        if (clock.isEmpty()) {
            prepare();
        } else {
            HookRules.repeat(course, lines);
            observe(course.policy().get().stages().get(clock.get().stage()), clock.get());
        }
    }

    private void failAtOnce() {
        Rollout rollout = course.rollout();
        Deeds deeds = rollout.affairs().deeds();
        deeds.hooks().stream()
                .filter(run -> rollout.clock().isEmpty())
                .filter(run -> run.line().startsWith(HookRules.ON_START) && HookRules.failed(run))
                .findFirst()
                .ifPresent(run ->
                        fail(0, run.line(), "the runbook `" + run.runbook() + "` of onStart failed", Optional.empty()));
        if (!course.rollout().staying()) {
            return;
        }
        Stream.of(BEFORE_LEAVING)
                .flatMap(list -> lines.of(list).stream())
                .filter(line -> JudgedLines.rejected(line, deeds)
                        || (line.line().list() != CriterionList.ADVANCE && HookRules.broken(line, deeds)))
                .filter(line ->
                        !rollout.affairs().leftAlone().contains(line.line().id()))
                .findFirst()
                .ifPresent(line -> failAtOnce(line, rollout.clock().map(StageClock::stage)));
    }

    /** What fails on the way to a stage is that stage's failure; to step back from it is to stay where one is. */
    private void failAtOnce(Judged line, Optional<Integer> inForce) {
        boolean entering = line.line().list() == CriterionList.ENTER;
        int stage = inForce.map(each -> entering ? each + 1 : each).orElse(0);
        String why = JudgedLines.sentence(line);
        boolean stays = entering && inForce.isPresent();
        if (stays && course.onFailure(stage).effect() == Effect.STEP_BACK) {
            course.holdOnce(
                    line.line().id(),
                    Severity.WARNING,
                    why + "; stage " + (stage + 1) + " is not entered, so it stays in the stage before",
                    Optional.of(line.line()));
        } else {
            fail(stage, line.line().id(), why, Optional.of(line.line()));
        }
    }

    private void fail(int stage, String key, String why, Optional<Line> line) {
        respond(course.onFailure(stage), key, Severity.CRITICAL, why, line);
    }

    private void respond(Response response, String key, Severity severity, String why, Optional<Line> line) {
        switch (response.effect()) {
            case ROLLBACK -> course.rollback(Move.FAIL, why, line, response.runbook());
            case STEP_BACK -> course.stepBack(Severity.WARNING, why, line);
            case ASK -> QuestionRules.ask(course, key, response, severity, why, line);
            case NOTIFY -> {
                if (course.acted(key)) {
                    course.tell(severity, why, response.whom().stream().toList());
                }
            }
            case HOLD, MITIGATE, UNKNOWN -> course.holdOnce(key, Severity.WARNING, why, line);
        }
    }

    private void prepare() {
        if (Passage.closed(course).isEmpty()
                && HookRules.start(course)
                && HookRules.bring(course, lines, CriterionList.ENTER, Purpose.ENTER)
                && Passage.notYet(course).isEmpty()) {
            course.promote(0, "what must be done before the first stage is done" + inVain(CriterionList.ENTER));
        }
    }

    private void observe(Stage stage, StageClock clock) {
        Scoring scoring = Scoring.of(stage, lines);
        look(stage, clock, scoring);
        if (!course.rollout().staying()) {
            return;
        }
        boolean held = !course.now().isBefore(clock.startedAt().plus(stage.minimumHold()));
        boolean clear = lines.canarySpeaks()
                && lines.nothingBrewing(course.rollout().affairs().leftAlone())
                && !QuestionRules.holds(course.rollout(), lines);
        boolean full = RampRules.next(stage, course.rollout().desiredWeight()).isEmpty();
        if (held && clear && course.rollout().phase() != Phase.PAUSED) {
            HookRules.read(course, lines);
        }
        if (held && clear && full && passes(scoring)) {
            onward(clock.stage());
        } else if (course.rollout().phase() == Phase.AWAITING) {
            course.go(Move.RELAPSE, course.rollout().resting());
            course.because(ofStages(clock.stage()) + " passed, and a line does not any more");
        }
        boolean here = course.rollout().staying();
        if (here && atMaximum(stage, clock)) {
            atDeadline(stage, clock.stage(), scoring);
        } else if (here && clear && Passage.closed(course).isEmpty() && safeToRise(stage)) {
            RampRules.step(course, stage);
        }
    }

    /** A ramp rises by itself; what was set by hand is taken up again because a person said so. */
    private boolean safeToRise(Stage stage) {
        return stage.procedure().ramp().isEmpty()
                || lines.rollbacksCanBeTold(course.rollout().affairs().leftAlone());
    }

    private boolean passes(Scoring scoring) {
        return scoring.outcome() == Scoring.Outcome.PASS
                || (scoring.outcome() == Scoring.Outcome.MARGINAL && PeopleRules.anyApproval(course.rollout()));
    }

    /** When its decision is due the stage's lines are looked at for failure, as soon as they are decided. */
    private void look(Stage stage, StageClock clock, Scoring scoring) {
        Optional<Duration> decideBy = stage.procedure().decideBy();
        boolean due = decideBy.map(
                        after -> !course.now().isBefore(clock.startedAt().plus(after)))
                .orElse(false);
        if (!due || course.rollout().affairs().decided()) {
            return;
        }
        String when = "the stage is to be decided after " + Times.text(decideBy.orElseThrow()) + ", and ";
        switch (scoring.outcome()) {
            case PASS, MARGINAL -> course.affairs(Affairs::looked);
            case FAIL -> {
                course.affairs(Affairs::looked);
                failed(clock.stage(), when + failing(stage, scoring), scoring);
            }
            case UNDECIDED ->
                course.holdOnce(
                        "stage/" + clock.stage() + DECISION,
                        Severity.WARNING,
                        when + "not everything is decided: " + undecided(),
                        Optional.empty());
        }
    }

    private void onward(int index) {
        boolean last = index == course.rollout().identity().stages() - 1;
        boolean done = Passage.closed(course).isEmpty()
                && HookRules.bring(course, lines, CriterionList.EXIT, Purpose.EXIT)
                && (last || HookRules.bring(course, lines, CriterionList.ENTER, Purpose.ENTER));
        if (done && Passage.notYet(course).isEmpty()) {
            advance(last, index);
        } else if (course.rollout().phase() == Phase.OBSERVING
                || course.rollout().phase() == Phase.WATCHING) {
            course.go(Move.PASS, Phase.AWAITING);
            course.because(ofStages(index) + " passes, and waits for what must be done before it is left");
        }
    }

    private void advance(boolean last, int index) {
        if (last) {
            course.complete(
                    Move.COMPLETE,
                    "the canary has kept " + course.rollout().desiredWeight() + " and all lines pass"
                            + inVain(BEFORE_LEAVING));
        } else {
            course.promote(index + 1, ofStages(index) + " is over and all its lines pass" + inVain(BEFORE_LEAVING));
        }
    }

    private void atDeadline(Stage stage, int index, Scoring scoring) {
        String at = "the stage is at its maximum hold and ";
        if (scoring.outcome() == Scoring.Outcome.FAIL) {
            failed(index, at + failing(stage, scoring), scoring);
            return;
        }
        Response response = stage.procedure().onDeadline();
        String why = at + (passes(scoring) ? "not everything is done: " : "not everything is decided: ") + undecided();
        switch (response.effect()) {
            case HOLD, MITIGATE, UNKNOWN -> course.holdAtDeadline(why, Optional.empty());
            case ROLLBACK, STEP_BACK, NOTIFY, ASK ->
                respond(response, "stage/" + index + DEADLINE, Severity.WARNING, why, Optional.empty());
        }
    }

    private void failed(int index, String why, Scoring scoring) {
        Response response = course.onFailure(index);
        String key = "stage/" + index + FAILURE;
        Optional<Line> line = scoring.failing().map(Judged::line);
        switch (response.effect()) {
            case HOLD, MITIGATE, UNKNOWN -> course.holdAtDeadline(why, line);
            case ROLLBACK, STEP_BACK, ASK, NOTIFY -> respond(response, key, Severity.CRITICAL, why, line);
        }
    }

    private String failing(Stage stage, Scoring scoring) {
        boolean weighed = stage.procedure().score().isPresent();
        String line = scoring.failing().map(JudgedLines::sentence).orElse("");
        return weighed ? scoring.words(stage) + (line.isEmpty() ? "" : ": " + line) : line;
    }

    private String undecided() {
        return lines.undecided()
                .map(JudgedLines::sentence)
                .findFirst()
                .or(this::waitsFor)
                .or(this::onTheWay)
                .orElse(lines.canarySpeaks() ? "a stop line is close to failing" : "the canary's telemetry is missing");
    }

    private Optional<String> waitsFor() {
        return Waits.of(course, lines).stream().map(wait -> wait.sentence()).findFirst();
    }

    private Optional<String> onTheWay() {
        Rollout rollout = course.rollout();
        return course.policy()
                .flatMap(plan -> RampRules.next(plan.stages().get(rollout.stage()), rollout.desiredWeight()))
                .map(next -> "its ramp is not over, the next weight is " + next);
    }

    private boolean atMaximum(Stage stage, StageClock clock) {
        Optional<Instant> until = stage.maximumHold().map(clock.startedAt()::plus);
        return until.map(end -> !course.now().isBefore(end)).orElse(false);
    }

    private String ofStages(int index) {
        return "stage " + (index + 1) + " of " + course.rollout().identity().stages();
    }

    /** Says what counts as done only because nobody does it in this mode. */
    private String inVain(CriterionList... lists) {
        String counted = String.join(
                ", ",
                Stream.of(lists)
                        .flatMap(list -> lines.of(list).stream())
                        .filter(lines::inVain)
                        .map(line -> "`" + line.line().criterion().text() + "`")
                        .toList());
        return counted.isEmpty()
                ? ""
                : "; in mode " + course.rollout().identity().mode().wireName() + " nobody carries out " + counted
                        + ", which counts as done";
    }
}
