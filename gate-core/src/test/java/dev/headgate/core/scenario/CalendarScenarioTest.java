package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.p99;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Around;
import dev.headgate.core.Doings;
import dev.headgate.core.Policies;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.WeeklyHours;
import dev.headgate.schemas.model.Weight;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hours in which rollouts may start and go on, and starts that are put off. Scenarios begin at midnight. */
class CalendarScenarioTest {

    private static final Duration START = Duration.ofSeconds(1);

    private static final List<Criterion> GOOD =
            List.of(errorRate(Operator.LESS, 0.02), Policies.over(p99(Operator.LESS, 400_000), Duration.ofSeconds(10)));

    /** 15 s at least. */
    private static final Policy STAGES = Policies.policy(
            List.of(Policies.rollback(errorRate(Operator.GREATER, 0.5))),
            stage(10, 5, GOOD),
            stage(50, 5, GOOD),
            stage(100, 5, GOOD));

    private static final WeeklyHours FIRST = hours("00:00:00", "00:00:30");
    private static final WeeklyHours SECOND = hours("00:02:00", "00:04:00");

    @Test
    void aStartOutsideTheHoursOrTooLateWithinThemIsRefusedWithTheNextTime() {
        ScenarioResult tooLate =
                Scenario.of(hold()).start(Duration.ofSeconds(20), "r1").run(Duration.ofSeconds(40));
        ScenarioResult outside =
                Scenario.of(hold()).start(Duration.ofSeconds(40), "r1").run(Duration.ofMinutes(1));

        assertThat(tooLate.kinds()).containsExactly(DecisionKind.REFUSE);
        assertThat(tooLate.decisions().get(0).reason())
                .contains("its minimum holds take 15 s", "the next time it fits is 2026-01-01T00:02:00Z");
        assertThat(outside.kinds()).containsExactly(DecisionKind.REFUSE);
        assertThat(outside.decisions().get(0).reason())
                .contains("the calendar allows it", "only; the next time it fits is 2026-01-01T00:02:00Z");
    }

    @Test
    void whenTheHoursEndHalfWayItStaysAndGoesOnInTheNextOnes() {
        ScenarioResult result = slowUntil(60, hold()).start(START, "r1").run(Duration.ofMinutes(4));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.HOLD,
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE,
                        DecisionKind.COMPLETE);
        assertThat(at(result.decisions().get(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(result.decisions().get(1).reason()).contains("are over at 10%; it stays");
        assertThat(at(result.decisions().get(2))).isEqualTo(Duration.ofMinutes(2));
        assertThat(result.states().stream()
                        .filter(state -> state.updatedAt().equals(Scenario.BEGINNING.plusSeconds(100)))
                        .flatMap(state -> state.situation().waitingFor().stream()))
                .extracting(WaitingFor::kind)
                .contains("calendar");
    }

    @Test
    void whenTheHoursEndHalfWayItIsRolledBackIfThePolicySaysSo() {
        Policy policy = Around.calendar(STAGES, Response.ROLLBACK, FIRST, SECOND);

        ScenarioResult result = slowUntil(60, policy).start(START, "r1").run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(at(result.decisions().get(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void whenTheHoursEndHalfWayPeopleAreAskedIfThePolicySaysSo() {
        Response ask = Response.ask("release-managers", Duration.ofSeconds(10), Effect.ROLLBACK);

        ScenarioResult result = slowUntil(60, Around.calendar(STAGES, ask, FIRST, SECOND))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.ROLLBACK);
        assertThat(result.decisions().get(1).recipients()).containsExactly("release-managers");
        assertThat(at(result.decisions().get(2))).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void atFullWeightTheHoursDoNotMatter() {
        Policy policy = Around.calendar(
                Policies.policy(List.of(), stage(50, 5, GOOD), stage(100, 60, GOOD)), Response.ROLLBACK, FIRST);

        ScenarioResult result = Scenario.of(policy).start(START, "r1").run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
    }

    @Test
    void aRollbackIsMadeOutsideTheHoursAsWithin() {
        ScenarioResult result = slowUntil(60, hold())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.9).during(Span.seconds(50, 90)))
                .start(START, "r1")
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD, DecisionKind.ROLLBACK);
    }

    @Test
    void whoAdvancesOutsideTheHoursIsNotRolledBackBecauseOfThem() {
        Policy waits = Policies.policy(
                STAGES.stop(),
                Doings.entering(stage(10, 5, GOOD), Doings.approval("owner")),
                stage(50, 5, GOOD),
                stage(100, 5, GOOD));
        ScenarioResult result = Scenario.of(Around.calendar(waits, Response.ROLLBACK, FIRST))
                .start(START, "r1")
                .command(
                        Duration.ofSeconds(50),
                        new AdvanceRollout(Scenario.header("on", "r1", "the fix cannot wait for tomorrow")))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(result.last().confirmedWeight()).contains(new Weight(10));
    }

    @Test
    void aStartThatIsPutOffBeginsAtItsTimeAlsoAfterARestart() {
        ScenarioResult result = Scenario.of(STAGES)
                .command(START, scheduled(30))
                .restarted(Duration.ofSeconds(10))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.RECORD,
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE,
                        DecisionKind.COMPLETE);
        assertThat(result.states().get(0).phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(result.states().get(0).reason()).isEqualTo("it is scheduled for 2026-01-01T00:00:30Z");
        assertThat(at(result.decisions().get(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(result.last().startedAt()).isEqualTo(Scenario.BEGINNING.plusSeconds(30));
    }

    @Test
    void aStartThatIsPutOffToATimeOutsideTheHoursIsRefusedAndOneIntoThemIsNot() {
        ScenarioResult result = Scenario.of(hold())
                .command(Duration.ofSeconds(40), scheduled(60))
                .command(Duration.ofSeconds(50), scheduled(120, "r2"))
                .run(Duration.ofMinutes(3));

        assertThat(result.kinds())
                .startsWith(DecisionKind.REFUSE, DecisionKind.RECORD, DecisionKind.PROMOTE)
                .endsWith(DecisionKind.COMPLETE);
    }

    @Test
    void anAbortEndsAStartThatIsPutOffWithoutAnyTraffic() {
        ScenarioResult result = Scenario.of(STAGES)
                .command(START, scheduled(30))
                .start(Duration.ofSeconds(5), "r2")
                .command(Duration.ofSeconds(10), new AbortRollout(Scenario.header("stop", "r1")))
                .run(Duration.ofMinutes(1));

        assertThat(result.decisions())
                .extracting(Decision::kind)
                .doesNotContain(DecisionKind.PROMOTE, DecisionKind.ROLLBACK)
                .startsWith(DecisionKind.RECORD, DecisionKind.REFUSE);
        assertThat(result.decisions()).extracting(Decision::to).containsOnly(Weight.NONE);
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(result.gate().live()).isFalse();
    }

    private static Policy hold() {
        return Around.calendar(STAGES, Response.HOLD, FIRST, SECOND);
    }

    /** The canary is too slow to advance for so long. */
    private static Scenario slowUntil(int second, Policy policy) {
        return Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).slowerBy(20).during(Span.seconds(0, second)));
    }

    private static StartRollout scheduled(int second) {
        return scheduled(second, "r1");
    }

    private static StartRollout scheduled(int second, String rolloutId) {
        Instant time = Scenario.BEGINNING.plusSeconds(second);
        return Scenario.startOf(STAGES, "start-" + rolloutId, rolloutId).notBefore(time);
    }

    private static WeeklyHours hours(String from, String to) {
        return Around.hours(EnumSet.allOf(DayOfWeek.class), from, to, "UTC");
    }

    private static Duration at(Decision decision) {
        return Duration.between(Scenario.BEGINNING, decision.evaluatedAt());
    }
}
