package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.Answer;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A role's yes or no: what it is about, whether it fits, and what it does. One that names a question or a stage is about that
 * and nothing else. A bare one is about the one thing that it can have meant; where it may have meant several, a yes could let
 * go on what nobody meant, so it is refused.
 */
final class AnswerRules {

    private AnswerRules() {}

    /** Why an approval does not fit, for people; empty if it does. */
    static Optional<String> unfit(Approve approve, Rollout rollout, Optional<Policy> policy) {
        Said said = Said.of(approve);
        return unfit(said, rollout, policy)
                .or(() -> answered(said, rollout).isEmpty()
                        ? new Approvals(rollout, policy).byStarter(said)
                        : Optional.empty());
    }

    /** Why a rejection does not fit, for people; empty if it does. */
    static Optional<String> unfit(Reject reject, Rollout rollout, Optional<Policy> policy) {
        return unfit(Said.of(reject), rollout, policy);
    }

    /** Takes an approval, which must fit. */
    static void take(Course course, JudgedLines lines, Approve approve) {
        take(course, lines, Said.of(approve));
    }

    /** Takes a rejection, which must fit. */
    static void take(Course course, JudgedLines lines, Reject reject) {
        take(course, lines, Said.of(reject));
    }

    private static Optional<String> unfit(Said said, Rollout rollout, Optional<Policy> policy) {
        if (said.question().isPresent() && said.stage().isPresent()) {
            return Optional.of("it names a question and a stage, and is about one of them: leave the other out");
        }
        if (said.question().isPresent()) {
            return notOpen(said, said.question().get(), rollout);
        }
        Approvals approvals = new Approvals(rollout, policy);
        if (said.stage().isPresent()) {
            return Stages.unfit(said.stage(), rollout).or(() -> approvals.unfit(said));
        }
        List<OpenQuestion> asked = answered(said, rollout);
        return asked.isEmpty() ? approvals.unfit(said) : new BareAnswer(said, asked, approvals).unfit();
    }

    /** The questions that it answers; none if it is for the stage. */
    private static List<OpenQuestion> answered(Said said, Rollout rollout) {
        List<OpenQuestion> open = rollout.affairs().questions();
        if (said.question().isPresent()) {
            return open.stream()
                    .filter(each -> each.decisionId().equals(said.question().get()))
                    .toList();
        }
        return said.stage().isPresent()
                ? List.of()
                : open.stream().filter(each -> each.role().equals(said.role())).toList();
    }

    private static Optional<String> notOpen(Said said, String id, Rollout rollout) {
        List<OpenQuestion> open = rollout.affairs().questions();
        Optional<OpenQuestion> named =
                open.stream().filter(each -> each.decisionId().equals(id)).findFirst();
        if (named.isEmpty()) {
            return Optional.of("no question of " + id
                    + " is open, it was answered, has settled itself or was never asked; "
                    + (open.isEmpty()
                            ? "none is open now"
                            : "open is "
                                    + open.stream()
                                            .map(each -> each.decisionId() + " to " + each.role())
                                            .collect(Collectors.joining(", "))));
        }
        String role = named.get().role();
        return role.isEmpty() || role.equals(said.role())
                ? Optional.empty()
                : Optional.of(id + " has asked " + role + ", and this is said for " + said.role()
                        + ": who holds that role answers it");
    }

    private static void take(Course course, JudgedLines lines, Said said) {
        String by = said.header().issuedBy();
        String what = by + " said " + said.word() + " for " + said.role();
        List<OpenQuestion> answered = answered(said, course.rollout());
        if (answered.isEmpty()) {
            course.record(what + PeopleRules.why(said.header()));
            course.affairs(affairs -> affairs.with(with(affairs.deeds(), said, course)));
            return;
        }
        String whatAnswers = what + ", which answers what was asked of it" + PeopleRules.why(said.header());
        if (answered.size() == 1) {
            course.record(whatAnswers, answered.get(0).decisionId());
        } else {
            course.record(whatAnswers);
        }
        QuestionRules.answer(course, lines, answered, said.yes(), what);
    }

    private static Deeds with(Deeds deeds, Said said, Course course) {
        List<Answer> answers = new ArrayList<>(deeds.answers());
        answers.removeIf(answer -> answer.role().equals(said.role()));
        answers.add(new Answer(said.role(), said.yes(), said.header().issuedBy(), course.now()));
        return new Deeds(answers, deeds.ticked(), deeds.hooks());
    }
}
