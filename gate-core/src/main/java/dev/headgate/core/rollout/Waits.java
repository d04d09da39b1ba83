package dev.headgate.core.rollout;

import dev.headgate.core.judge.Condition;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a rollout waits for, as people see it: sentences without figures that change all the time. */
final class Waits {

    private Waits() {}

    static List<WaitingFor> of(Course course, JudgedLines lines) {
        Rollout rollout = course.rollout();
        if (!rollout.judged()) {
            return List.of();
        }
        List<WaitingFor> waits = new ArrayList<>();
        rollout.affairs()
                .questions()
                .forEach(each -> waits.add(new WaitingFor(
                        "answer",
                        each.role(),
                        asked(each),
                        Optional.of(each.deadline()),
                        Optional.of(each.decisionId()))));
        Passage.closed(course).ifPresent(waits::add);
        rollout.affairs().runs().stream()
                .filter(run -> run.purpose() == PendingRun.Purpose.START)
                .forEach(run -> waits.add(hook(run.runbook())));
        // Before there is a stage nobody waits for what must be done to leave it.
        Stream.of(CriterionList.ADVANCE, CriterionList.EXIT, CriterionList.ENTER)
                .filter(list -> list == CriterionList.ENTER || rollout.clock().isPresent())
                .flatMap(list -> lines.of(list).stream())
                .filter(line -> !lines.passes(line))
                .flatMap(line -> of(course, line).stream())
                .forEach(waits::add);
        stage(course).ifPresent(stage -> marginal(stage, lines, rollout).ifPresent(waits::add));
        course.heldBack().ifPresent(waits::add);
        figures(course, lines).forEach(waits::add);
        return waits.stream().distinct().toList();
    }

    private static Optional<WaitingFor> of(Course course, Judged line) {
        Measure measure = line.line().criterion().measure();
        if (measure instanceof Measure.Approval approval) {
            return Optional.of(new WaitingFor(
                    "approval",
                    approval.role(),
                    "the approval of " + approval.role()
                            + (approval.otherThanStarter() ? ", other than who started it," : "") + " is missing",
                    until(course)));
        }
        if (measure instanceof Measure.ChecklistDone done) {
            return Optional.of(checklist(course, done.checklist()));
        }
        if (measure instanceof Measure.Hook hook) {
            return course.rollout().affairs().runs().stream()
                    .filter(run -> run.line().equals(line.line().id()))
                    .map(run -> hook(hook.runbook()))
                    .findFirst();
        }
        boolean waits = line.line().list() != CriterionList.ADVANCE
                && (course.rollout().phase() == Phase.AWAITING
                        || course.rollout().phase() == Phase.PREPARING);
        return waits ? Optional.of(criterion(course, line, "does not pass yet")) : Optional.empty();
    }

    /** What nobody can do anything for stands last: lines that do not pass, and stop lines of which nothing has come yet. */
    private static Stream<WaitingFor> figures(Course course, JudgedLines lines) {
        if (!overdue(course)) {
            return Stream.empty();
        }
        Stream<WaitingFor> failing = lines.of(CriterionList.ADVANCE).stream()
                .filter(line -> !lines.passes(line) && !ofPeople(line))
                .map(line -> criterion(course, line, "does not pass yet"));
        Stream<WaitingFor> brewing = lines.brewing(course.rollout().affairs().leftAlone())
                .map(line -> criterion(
                        course, line, line.finding().condition() == Condition.TRUE ? "is true" : "cannot be told"));
        return Stream.concat(failing, brewing);
    }

    private static boolean ofPeople(Judged line) {
        Measure measure = line.line().criterion().measure();
        return measure instanceof Measure.Approval
                || measure instanceof Measure.ChecklistDone
                || measure instanceof Measure.Hook;
    }

    /** Whether only lines keep it: before the minimum hold is over nobody expects more, and a score is told as a whole. */
    private static boolean overdue(Course course) {
        Optional<StageClock> clock = course.rollout().clock();
        return course.rollout().staying()
                && stage(course)
                        .filter(stage -> stage.procedure().score().isEmpty())
                        .flatMap(stage ->
                                clock.map(running -> running.startedAt().plus(stage.minimumHold())))
                        .map(over -> !course.now().isBefore(over))
                        .orElse(false);
    }

    private static WaitingFor criterion(Course course, Judged line, String how) {
        String sentence = "`" + line.line().criterion().text() + "` " + how;
        return new WaitingFor("criterion", line.line().id(), sentence, until(course));
    }

    private static String asked(OpenQuestion question) {
        String role = question.role().isEmpty() ? "anybody" : question.role();
        return "a yes of " + role + ", else "
                + QuestionRules.words(question.response().otherwise()) + ": " + question.why();
    }

    private static WaitingFor checklist(Course course, String name) {
        List<Checklist.Item> items = course.policy().stream()
                .flatMap(policy -> policy.procedure().checklists().stream())
                .filter(list -> list.name().equals(name))
                .flatMap(list -> list.items().stream())
                .toList();
        List<String> missing = items.stream()
                .filter(item -> course.rollout().affairs().deeds().ticked().stream()
                        .noneMatch(tick ->
                                tick.checklist().equals(name) && tick.item().equals(item.id())))
                .map(item -> item.id() + " (" + item.role() + ")")
                .toList();
        String sentence = "the checklist " + name + " misses " + String.join(", ", missing);
        return new WaitingFor("checklist", name, sentence, until(course));
    }

    private static Optional<WaitingFor> marginal(Stage stage, JudgedLines lines, Rollout rollout) {
        Scoring scoring = Scoring.of(stage, lines);
        boolean approved = PeopleRules.anyApproval(rollout);
        return scoring.outcome() == Scoring.Outcome.MARGINAL && !approved
                ? Optional.of(new WaitingFor(
                        "approval", "", scoring.words(stage) + ", or an approval of any role", Optional.empty()))
                : Optional.empty();
    }

    private static WaitingFor hook(String runbook) {
        return new WaitingFor("hook", runbook, "the runbook `" + runbook + "` is under way", Optional.empty());
    }

    /** When the stage is at its maximum hold. */
    private static Optional<Instant> until(Course course) {
        return stage(course)
                .flatMap(Stage::maximumHold)
                .flatMap(hold ->
                        course.rollout().clock().map(clock -> clock.startedAt().plus(hold)));
    }

    private static Optional<Stage> stage(Course course) {
        Optional<StageClock> clock = course.rollout().clock();
        return course.policy().map(Policy::stages).flatMap(stages -> clock.map(running -> stages.get(running.stage())));
    }
}
