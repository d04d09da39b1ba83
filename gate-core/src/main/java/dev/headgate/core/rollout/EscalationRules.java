package dev.headgate.core.rollout;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who is told of what people were told, one level after the other, until somebody acknowledges it: each level once, when
 * its time is over and its hours are. Levels do not wait for each other: one that is asleep keeps no other from being told.
 */
final class EscalationRules {

    private EscalationRules() {}

    /** A level whose turn it is. */
    record Due(Notice notice, int level, Escalation.Level who) {

        Instant over() {
            return notice.since().plus(who.after());
        }

        boolean awake(Instant now) {
            return who.during().isEmpty() || new CalendarHours(who.during()).open(now);
        }

        /**
         * One sentence for those who are told, with the command that answers it: a pager does not tell the gate.
         *
         * @param endsByItself whether it is a rollback under way, with which it ends
         */
        String reason(String service, boolean endsByItself, Instant now) {
            Duration waited = Duration.between(notice.since(), now);
            boolean atOnce = who.after().isZero() && waited.toMinutes() == 0;
            if (atOnce && endsByItself) {
                return "nobody needs to acknowledge it once the rollback is done: " + notice.decisionId() + ": "
                        + notice.reason();
            }
            String how = atOnce ? "please acknowledge " : "nobody has acknowledged for " + Times.text(waited) + ": ";
            return how + notice.decisionId() + " (headgate rollout acknowledge " + notice.decisionId() + " --service "
                    + service + "): " + notice.reason();
        }
    }

    /** Whether a decision of that kind and severity is one that somebody has to acknowledge. */
    static boolean opensNotice(Policy policy, DecisionKind kind, Severity severity) {
        boolean tells = switch (kind) {
            case HOLD, STEP_BACK, ROLLBACK, NOTIFY, ASK -> true;
            case PROMOTE, COMPLETE, REFUSE, RUN, RECORD, UNKNOWN -> false;
        };
        return tells && escalation(policy, severity).isPresent();
    }

    /** The levels whose turn it is, notice by notice, in the order in which they were opened. */
    static List<Due> due(Policy policy, List<Notice> notices, Instant now) {
        return notices.stream()
                .flatMap(notice -> waiting(policy, notice))
                .filter(due -> !now.isBefore(due.over()) && due.awake(now))
                .toList();
    }

    /** When the time of a level is next over; its hours may still have to be waited for. */
    static Optional<Instant> next(Policy policy, List<Notice> notices, Instant now) {
        return notices.stream()
                .flatMap(notice -> waiting(policy, notice))
                .map(Due::over)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    /** Whether there is a level that was not told yet. */
    static boolean waiting(Policy policy, List<Notice> notices) {
        return notices.stream()
                .flatMap(notice -> waiting(policy, notice))
                .findAny()
                .isPresent();
    }

    /** The notices, with a level of one of them told. */
    static List<Notice> told(List<Notice> notices, Due due) {
        List<Notice> others = new ArrayList<>(notices);
        others.replaceAll(
                notice -> notice.decisionId().equals(due.notice().decisionId()) ? notice.telling(due.level()) : notice);
        return others;
    }

    /** The notices that an acknowledgement means. */
    static List<Notice> meant(List<Notice> notices, String decisionId) {
        return notices.stream()
                .filter(notice -> decisionId.isEmpty() || notice.decisionId().equals(decisionId))
                .toList();
    }

    /** How soon it was acknowledged, beside how soon it should have been, for people. */
    static String answered(Policy policy, Notice notice, Instant now) {
        Duration after = Duration.between(notice.since(), now);
        return Times.text(after) + " after it was told"
                + escalation(policy, notice.severity())
                        .flatMap(Escalation::answer)
                        .map(answer -> answer.compareTo(after) < 0
                                ? ", later than the " + Times.text(answer) + " that the policy asks for"
                                : ", within the " + Times.text(answer) + " that the policy asks for")
                        .orElse("");
    }

    /** Levels that were not told yet. */
    private static Stream<Due> waiting(Policy policy, Notice notice) {
        List<Escalation.Level> levels =
                escalation(policy, notice.severity()).map(Escalation::levels).orElse(List.of());
        return IntStream.range(0, levels.size())
                .filter(level -> !notice.told().contains(level))
                .mapToObj(level -> new Due(notice, level, levels.get(level)));
    }

    private static Optional<Escalation> escalation(Policy policy, Severity severity) {
        return policy.procedure().escalations().stream()
                .filter(each -> each.severity() == severity)
                .findFirst();
    }
}
