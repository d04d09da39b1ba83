package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people were told and have to acknowledge: it is opened by a decision, told to one level after the other, and ends. */
final class NoticeRules {

    /** Notices of so many decisions are kept; of further ones the first level alone would be told, by the decision itself. */
    private static final int MOST = 100;

    private NoticeRules() {}

    /** The notices with that of a decision, if it opens one. */
    static List<Notice> opened(Policy policy, Mode mode, List<Notice> notices, Draft draft, String line, Instant now) {
        if (mode == Mode.SHADOW
                || notices.size() >= MOST
                || !EscalationRules.opensNotice(policy, draft.kind(), draft.severity())) {
            return notices;
        }
        List<Notice> more = new ArrayList<>(notices);
        more.add(new Notice(
                draft.decisionId(),
                line,
                draft.kind() == DecisionKind.ASK,
                draft.severity(),
                draft.reason(),
                now,
                List.of()));
        return more;
    }

    /** Tells the levels whose turn it is, each by a decision of its own. */
    static void escalate(Course course) {
        end(course);
        course.policy().ifPresent(policy -> {
            List<EscalationRules.Due> due = EscalationRules.due(policy, notices(course), course.now());
            for (EscalationRules.Due each : due) {
                course.remind(
                        each.notice().decisionId(),
                        each.notice().severity(),
                        each.reason(
                                course.rollout().identity().service(),
                                isRollbackUnderWay(course.rollout(), each.notice()),
                                course.now()),
                        each.who().tell());
                notices(course, EscalationRules.told(notices(course), each));
            }
        });
    }

    /** What a rollback takes back ends when it is confirmed, usually within a second. */
    private static boolean isRollbackUnderWay(Rollout rollout, Notice notice) {
        return rollout.phase() == Phase.ROLLING_BACK
                && rollout.pending()
                        .filter(shift -> shift.decisionId().equals(notice.decisionId()))
                        .isPresent();
    }

    /** Why an acknowledgement does not fit, for people; empty if it does. */
    static Optional<String> unfit(Acknowledge acknowledge, Rollout rollout) {
        List<Notice> open = rollout.affairs().surroundings().notices();
        if (!EscalationRules.meant(open, acknowledge.decisionId()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                open.isEmpty()
                        ? "nothing waits to be acknowledged" + (rollout.open() ? "" : ended(rollout))
                        : "nothing that was told by " + acknowledge.decisionId() + " waits to be acknowledged; "
                                + String.join(
                                        ", ",
                                        open.stream().map(Notice::decisionId).toList())
                                + (open.size() == 1 ? " does" : " do"));
    }

    private static String ended(Rollout rollout) {
        return ": what people were told of ended with the rollout, which is "
                + rollout.phase().wireName() + "; nobody else is told of it";
    }

    /** Somebody takes care, which must fit: nobody else is told. */
    static void acknowledge(Course course, Acknowledge acknowledge) {
        String by = acknowledge.header().issuedBy();
        String why = acknowledge.header().reason();
        for (Notice notice : EscalationRules.meant(notices(course), acknowledge.decisionId())) {
            Duration after = Duration.between(notice.since(), course.now());
            course.surroundings(around -> around.acknowledging(
                    new Acknowledged(notice.decisionId(), notice.severity(), by, course.now(), after)));
            String what = by + " has acknowledged " + notice.decisionId() + " "
                    + course.policy()
                            .map(policy -> EscalationRules.answered(policy, notice, course.now()))
                            .orElseGet(() -> Times.text(after) + " after it was told")
                    + (why.isBlank() ? "" : ": " + Reasons.said(why));
            course.record(what, notice.decisionId());
        }
    }

    /** Whether somebody may still have to be told, without anything else happening. */
    static boolean waiting(Policy policy, Rollout rollout) {
        return EscalationRules.waiting(policy, rollout.affairs().surroundings().notices());
    }

    /** A question that is answered needs no acknowledgement; nor does, once the rollout is over, what is over with it. */
    private static void end(Course course) {
        Rollout rollout = course.rollout();
        List<Notice> left = notices(course).stream()
                .filter(notice -> !notice.asks() || asked(rollout, notice))
                .filter(notice -> rollout.open() || lasts(rollout, notice))
                .toList();
        if (left.size() < notices(course).size()) {
            notices(course, left);
        }
    }

    private static boolean asked(Rollout rollout, Notice notice) {
        return rollout.affairs().questions().stream()
                .anyMatch(question -> question.decisionId().equals(notice.decisionId()));
    }

    /** A line that was not clear when the rollout was completed is nobody's any more; what a rollback took back is over. */
    private static boolean lasts(Rollout rollout, Notice notice) {
        return rollout.phase() == Phase.COMPLETED
                ? rollout.actedLines().contains(notice.line())
                : notice.line().startsWith(RecoveryRules.LINE);
    }

    private static List<Notice> notices(Course course) {
        return course.rollout().affairs().surroundings().notices();
    }

    private static void notices(Course course, List<Notice> others) {
        course.surroundings(around -> around.noticing(others));
    }
}
