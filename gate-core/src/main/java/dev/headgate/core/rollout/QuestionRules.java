package dev.headgate.core.rollout;

import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Line;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions: asked once, answered by the role that was asked. A yes leaves what they are about alone until it has been
 * clear; a no, or no answer in time, does what stands behind {@code else}. What is clear by then has settled itself.
 */
final class QuestionRules {

    /** How long one waits where a policy of another release says nothing. */
    private static final Duration USUAL = Duration.ofMinutes(10);

    private QuestionRules() {}

    /** Asks, unless that was done since it was clear, or somebody has said go on. */
    static void ask(
            Course course, String about, Response response, Severity severity, String why, Optional<Line> line) {
        Affairs affairs = course.rollout().affairs();
        boolean open =
                affairs.questions().stream().anyMatch(each -> each.about().equals(about));
        if (open || affairs.leftAlone().contains(about) || !course.acted(about)) {
            return;
        }
        Duration within = response.within().orElse(USUAL);
        String role = response.whom().orElse("anybody");
        String asked = why + "; " + role + " is asked, and has " + Times.text(within) + " to say go on, else "
                + words(response.otherwise());
        String decision = course.ask(role, severity, asked, line);
        List<OpenQuestion> questions =
                new ArrayList<>(course.rollout().affairs().questions());
        Instant now = course.now();
        questions.add(new OpenQuestion(about, response, decision, why, now, now.plus(within)));
        course.affairs(each -> each.asking(questions));
    }

    /**
     * Answers what was asked.
     *
     * @param answered open questions
     * @param what who said it, and for which role
     */
    static void answer(Course course, JudgedLines lines, List<OpenQuestion> answered, boolean yes, String what) {
        for (OpenQuestion question : answered) {
            close(course, question);
            if (!course.rollout().judged()) {
                // What was answered before has rolled it back already.
                continue;
            }
            if (yes) {
                leaveAlone(course, question.about());
            } else {
                otherwise(course, lines, question, what);
            }
        }
    }

    /** Does what was to be done where nobody has answered in time. */
    static void due(Course course, JudgedLines lines) {
        for (OpenQuestion question : course.rollout().affairs().questions()) {
            boolean possible = course.rollout().staying()
                    || (course.rollout().judged() && question.response().otherwise() == Effect.ROLLBACK);
            if (course.now().isBefore(question.deadline()) || !possible) {
                continue;
            }
            close(course, question);
            if (clear(lines, question.about())) {
                String reason = course.rollout().reason();
                course.tell(
                        Severity.INFO,
                        "the question to " + question.role() + " has settled itself, it is clear by now: "
                                + question.why(),
                        List.of(question.role()));
                course.because(reason);
            } else {
                otherwise(course, lines, question, question.role() + " has not answered in time");
            }
        }
    }

    /** Lets what is clear by now be asked about again. */
    static void settle(Course course, JudgedLines lines) {
        List<String> left = course.rollout().affairs().leftAlone().stream()
                .filter(about -> !clear(lines, about))
                .toList();
        if (left.size() < course.rollout().affairs().leftAlone().size()) {
            course.affairs(affairs -> affairs.leavingAlone(left));
        }
    }

    /** Whether a question about a stop line is open that is not known to be clear. */
    static boolean holds(Rollout rollout, JudgedLines lines) {
        return rollout.affairs().questions().stream()
                .map(OpenQuestion::about)
                .anyMatch(about -> lines.at(about).isPresent() && !clear(lines, about));
    }

    /** What an effect is, in words. */
    static String words(Effect effect) {
        return switch (effect) {
            case ROLLBACK -> "it is rolled back";
            case STEP_BACK -> "it steps back";
            case NOTIFY -> "people are told";
            case HOLD, MITIGATE, ASK, UNKNOWN -> "it holds";
        };
    }

    private static void close(Course course, OpenQuestion question) {
        course.affairs(affairs -> affairs.asking(affairs.questions().stream()
                .filter(each -> !each.equals(question))
                .toList()));
    }

    /** A hook that has failed is run again. */
    private static void leaveAlone(Course course, String about) {
        if (HookRules.failed(course.rollout(), about)) {
            course.affairs(affairs -> affairs.with(Stages.forgetting(affairs.deeds(), about)));
            course.clear(course.rollout().actedLines().stream()
                    .filter(key -> !key.equals(about))
                    .toList());
            return;
        }
        List<String> left = new ArrayList<>(course.rollout().affairs().leftAlone());
        left.add(about);
        course.affairs(affairs -> affairs.leavingAlone(left));
    }

    private static void otherwise(Course course, JudgedLines lines, OpenQuestion question, String because) {
        String why = because + ": " + question.why();
        Optional<Judged> judged = lines.at(question.about());
        Optional<Line> line = judged.map(Judged::line);
        Severity severity = line.map(Line::severity).orElse(Severity.CRITICAL);
        switch (question.response().otherwise()) {
            case ROLLBACK ->
                course.rollback(Move.STOP, why, line, question.response().runbook());
            case STEP_BACK -> {
                if (course.rollout().staying()) {
                    course.stepBack(severity, why, line);
                } else {
                    course.hold(severity, why + "; a shift is under way, so it holds", line);
                }
            }
            case NOTIFY -> course.tell(severity, why);
            case HOLD, MITIGATE, ASK, UNKNOWN -> course.hold(severity, why + "; it stays", line);
        }
    }

    private static boolean clear(JudgedLines lines, String about) {
        if (about.endsWith(StageRules.FAILURE)) {
            return lines.of(CriterionList.ADVANCE).stream().noneMatch(line -> line.judgement() == Judgement.FAIL);
        }
        return lines.at(about).map(line -> line.judgement() == Judgement.PASS).orElse(false);
    }
}
