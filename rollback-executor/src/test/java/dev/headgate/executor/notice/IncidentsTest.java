package dev.headgate.executor.notice;

import static dev.headgate.executor.notice.SampleNotices.decision;
import static dev.headgate.executor.notice.SampleNotices.execution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private final Incidents incidents = new Incidents("it.");

    @Test
    void whatRemindsAtOnceIsTheSameIncidentAndWhatRemindsLaterCallsAgain() {
        assertThat(on(tells(1))).containsExactly("TELL it.shop-1/1");
        assertThat(on(tells(2).regarding("shop-1/1"))).containsExactly("TELL it.shop-1/1");
        assertThat(on(tells(900).regarding("shop-1/1"))).containsExactly("TELL it.shop-1/900");
    }

    @Test
    void aReminderOfWhatWasNotToldHereIsAnIncidentOfWhatItRemindsOf() {
        assertThat(on(tells(900).regarding("shop-1/1"))).containsExactly("TELL it.shop-1/1");
    }

    @Test
    void anAcknowledgementMeansWhatWasToldAndAllReminders() {
        on(tells(1));
        on(tells(900).regarding("shop-1/1"));
        on(tells(901));

        assertThat(on(record(902).regarding("shop-1/1")))
                .containsExactly("ACKNOWLEDGE it.shop-1/1", "ACKNOWLEDGE it.shop-1/900");
        assertThat(on(record(903))).isEmpty();
    }

    @Test
    void aQuestionThatIsAnsweredIsOver() {
        on(of(1, DecisionKind.ASK, Mode.ENFORCE));

        assertThat(on(record(2).regarding("shop-1/1"))).containsExactly("RESOLVE it.shop-1/1");
    }

    @Test
    void aRunbookThatWaitsForAPersonCallsOnceAndItsAnswerOrItsEndResolvesIt() {
        Decision rollback = of(3, DecisionKind.ROLLBACK, Mode.ENFORCE);

        assertThat(on(SampleNotices.waiting(rollback))).containsExactly("TELL it.shop-1/3#1/replica");
        assertThat(on(record(4).regarding("shop-1/3"))).containsExactly("RESOLVE it.shop-1/3#1/replica");

        on(SampleNotices.waiting(rollback));
        assertThat(on(rollback, ExecutionStatus.FAILED))
                .containsExactly("RESOLVE it.shop-1/3#1/replica", "TELL it.shop-1/3/execution");
    }

    @Test
    void aRolloutThatIsRolledBackOrCompleteResolvesWhatItHasOpened() {
        Decision rollback = of(3, DecisionKind.ROLLBACK, Mode.ENFORCE);
        on(tells(1));
        on(rollback);

        assertThat(on(rollback, ExecutionStatus.SUCCEEDED))
                .containsExactly("RESOLVE it.shop-1/1", "RESOLVE it.shop-1/3");

        on(tells(4));
        assertThat(on(of(5, DecisionKind.COMPLETE, Mode.ENFORCE))).containsExactly("RESOLVE it.shop-1/4");
    }

    @Test
    void whatIsToldAfterTheEndIsResolvedWhenTheNextRolloutOfTheServiceShiftsTraffic() {
        on(of(1, DecisionKind.COMPLETE, Mode.ENFORCE));
        on(tells(2));

        assertThat(on(next("till-1", "till", Mode.ENFORCE))).isEmpty();
        assertThat(on(next("shop-2", "shop", Mode.OBSERVE))).isEmpty();
        assertThat(on(next("shop-2", "shop", Mode.ENFORCE))).containsExactly("RESOLVE it.shop-1/2");
        assertThat(on(next("shop-2", "shop", Mode.ENFORCE))).isEmpty();
    }

    @Test
    void anAdvanceResolvesNothingOfItsOwnRolloutNorOfTheShadowBesideIt() {
        on(tells(2));
        on(SampleNotices.notice(
                decision("shop-1.shadow", "shop", 1, DecisionKind.NOTIFY, Severity.CRITICAL, Mode.SHADOW)));

        assertThat(on(of(3, DecisionKind.PROMOTE, Mode.ENFORCE))).isEmpty();
    }

    @Test
    void eachFailureOfOneRollbackIsOneIncidentThatItsSuccessResolves() {
        Decision rollback = of(3, DecisionKind.ROLLBACK, Mode.ENFORCE);

        assertThat(on(rollback, ExecutionStatus.FAILED)).containsExactly("TELL it.shop-1/3/execution");
        assertThat(on(rollback, ExecutionStatus.FAILED)).containsExactly("TELL it.shop-1/3/execution");
        assertThat(on(rollback, ExecutionStatus.SUCCEEDED)).containsExactly("RESOLVE it.shop-1/3/execution");
    }

    @Test
    void nobodyIsCalledForWhatGoesWell() {
        for (DecisionKind kind : List.of(
                DecisionKind.PROMOTE,
                DecisionKind.COMPLETE,
                DecisionKind.RUN,
                DecisionKind.REFUSE,
                DecisionKind.RECORD)) {
            assertThat(on(of(1, kind, Mode.ENFORCE))).as(kind.wireName()).isEmpty();
        }
        assertThat(on(tells(1), ExecutionStatus.STARTED)).isEmpty();
    }

    @Test
    void whatIsRoutedElsewhereOpensNothing() {
        assertThat(incidents.on(SampleNotices.notice(tells(1)), false)).isEmpty();
        assertThat(on(record(2).regarding("shop-1/1"))).isEmpty();
    }

    private static Decision tells(int sequence) {
        return of(sequence, DecisionKind.NOTIFY, Mode.ENFORCE);
    }

    private static Decision record(int sequence) {
        return of(sequence, DecisionKind.RECORD, Mode.ENFORCE);
    }

    private static Decision of(int sequence, DecisionKind kind, Mode mode) {
        return decision("shop", sequence, kind, Severity.CRITICAL, mode);
    }

    private static Decision next(String rollout, String service, Mode mode) {
        return decision(rollout, service, 1, DecisionKind.PROMOTE, Severity.INFO, mode);
    }

    private List<String> on(Decision decision) {
        return on(SampleNotices.notice(decision));
    }

    private List<String> on(Decision decision, ExecutionStatus status) {
        return on(new NoticeWriter(SampleNotices.toNobody()).of(execution(decision, status, ""), Facts.of(decision)));
    }

    private List<String> on(Notice notice) {
        return incidents.on(notice, true).stream()
                .map(post -> post.act() + " " + post.key())
                .toList();
    }
}
