package dev.headgate.core.rollout;

import static dev.headgate.core.Around.level;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Around;
import dev.headgate.core.Policies;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscalationRulesTest {

    /** A Saturday. */
    private static final Instant TOLD = Instant.parse("2026-01-03T12:00:00Z");

    private static final WeeklyHours OFFICE =
            Around.hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "09:00", "17:00", "UTC");

    private static final Policy POLICY = Around.escalating(
            Policies.demo(),
            Severity.CRITICAL,
            Duration.ofMinutes(5),
            level(Duration.ZERO, "on-call"),
            level(Duration.ofMinutes(15), "lead"),
            level(Duration.ofMinutes(20), "team", OFFICE),
            level(Duration.ofHours(1), "cto"));

    @Test
    void eachLevelIsToldOnceWhenItsTimeIsOver() {
        List<Notice> notices = List.of(notice("r1/3"));
        List<String> told = new ArrayList<>();

        for (Instant now = TOLD; now.isBefore(TOLD.plusSeconds(2 * 3_600)); now = now.plusSeconds(1)) {
            for (EscalationRules.Due due : EscalationRules.due(POLICY, notices, now)) {
                told.add(Duration.between(TOLD, now).toMinutes() + " "
                        + due.who().tell());
                notices = EscalationRules.told(notices, due);
            }
        }

        assertThat(told).containsExactly("0 [on-call]", "15 [lead]", "60 [cto]");
        assertThat(notices.get(0).open().level()).isEqualTo(3);
    }

    @Test
    void aLevelWaitsForItsHoursAndKeepsNoOtherWaiting() {
        List<Notice> told = List.of(notice("r1/3").telling(0).telling(1).telling(3));
        Instant monday = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(EscalationRules.waiting(POLICY, told)).isTrue();
        assertThat(EscalationRules.due(POLICY, told, monday.minusMillis(1))).isEmpty();
        assertThat(EscalationRules.due(POLICY, told, monday))
                .extracting(EscalationRules.Due::level)
                .containsExactly(2);
    }

    @Test
    void theNextTurnIsTheNextLevels() {
        List<Notice> notices = List.of(notice("r1/3").telling(0));

        assertThat(EscalationRules.next(POLICY, notices, TOLD.plusSeconds(1))).contains(TOLD.plusSeconds(15 * 60));
    }

    @Test
    void onlyWhatIsWrongAndHasAnEscalationHasToBeAcknowledged() {
        assertThat(EscalationRules.opensNotice(POLICY, DecisionKind.ROLLBACK, Severity.CRITICAL))
                .isTrue();
        assertThat(EscalationRules.opensNotice(POLICY, DecisionKind.NOTIFY, Severity.WARNING))
                .isFalse();
        assertThat(EscalationRules.opensNotice(POLICY, DecisionKind.PROMOTE, Severity.CRITICAL))
                .isFalse();
    }

    @Test
    void anAcknowledgementMeansOneOrAll() {
        List<Notice> notices = List.of(notice("r1/3"), notice("r1/4"));

        assertThat(EscalationRules.meant(notices, "r1/4"))
                .extracting(Notice::decisionId)
                .containsExactly("r1/4");
        assertThat(EscalationRules.meant(notices, "")).hasSize(2);
        assertThat(EscalationRules.meant(notices, "r1/9")).isEmpty();
    }

    @Test
    void itIsSaidHowSoonItWasAcknowledgedAndHowSoonItShouldHaveBeen() {
        assertThat(EscalationRules.answered(POLICY, notice("r1/3"), TOLD.plusSeconds(252)))
                .isEqualTo("4 min 12 s after it was told, within the 5 min that the policy asks for");
        assertThat(EscalationRules.answered(POLICY, notice("r1/3"), TOLD.plusSeconds(301)))
                .isEqualTo("5 min 1 s after it was told, later than the 5 min that the policy asks for");
    }

    @Test
    void theReasonSaysWhatWasToldAndForHowLongNobodyHasAnswered() {
        EscalationRules.Due second = EscalationRules.due(
                        POLICY, List.of(notice("r1/3").telling(0)), TOLD.plusSeconds(900))
                .get(0);

        assertThat(second.reason("shop", false, TOLD.plusSeconds(900)))
                .isEqualTo(
                        "nobody has acknowledged for 15 min: r1/3 (headgate rollout acknowledge r1/3 --service shop):"
                                + " the error rate was 12 %");
    }

    @Test
    void theFirstLevelIsNotAskedToAcknowledgeARollbackThatEndsByItself() {
        EscalationRules.Due first =
                EscalationRules.due(POLICY, List.of(notice("r1/3")), TOLD).get(0);

        assertThat(first.reason("shop", false, TOLD))
                .isEqualTo("please acknowledge r1/3 (headgate rollout acknowledge r1/3 --service shop): the error rate"
                        + " was 12 %");
        assertThat(first.reason("shop", true, TOLD))
                .isEqualTo("nobody needs to acknowledge it once the rollback is done: r1/3: the error rate was 12 %");
        assertThat(EscalationRules.due(POLICY, List.of(notice("r1/3").telling(0)), TOLD.plusSeconds(900))
                        .get(0)
                        .reason("shop", true, TOLD.plusSeconds(900)))
                .startsWith("nobody has acknowledged for 15 min: r1/3 (headgate");
    }

    private static Notice notice(String decisionId) {
        return new Notice(decisionId, "stop/0", false, Severity.CRITICAL, "the error rate was 12 %", TOLD, List.of());
    }
}
