package dev.headgate.executor.acceptance;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.settings.AllowList;
import dev.headgate.executor.settings.ExecutorScope;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptanceTest {

    private final Acceptance acceptance = new Acceptance(Decisions.runbooks());

    @Test
    void acceptsAFreshAdvance() {
        assertThat(rule(decision(DecisionKind.PROMOTE, 7, 1, 5), ServiceHistory.NONE, NOON.plusSeconds(59)))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void refusesAnAdvanceThatIsTooOldByTheLogsClock() {
        assertRefused(
                rule(decision(DecisionKind.PROMOTE, 7, 1, 5), ServiceHistory.NONE, NOON.plusSeconds(60)), "expired");
    }

    @Test
    void refusesAnAdvanceWhoseAgeTheLogDoesNotTell() {
        Received received = received(decision(DecisionKind.PROMOTE, 7, 1, 5), 1, Optional.empty());

        assertRefused(acceptance.rule(received, ServiceHistory.NONE, NOON), "LogAppendTime");
    }

    @Test
    void acceptsARollbackHoweverOldItIs() {
        assertThat(rule(decision(DecisionKind.ROLLBACK, 7, 3, 0), after(7, 2), NOON.plus(Duration.ofDays(3))))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void refusesWhatIsOlderThanTheLastAccepted() {
        assertRefused(rule(decision(DecisionKind.ROLLBACK, 7, 2, 0), after(7, 2), NOON), "stale");
        assertRefused(rule(decision(DecisionKind.PROMOTE, 6, 9, 5), after(7, 1), NOON), "stale");
    }

    @Test
    void refusesAnAdvanceAfterARollbackOfTheSameRollout() {
        ServiceHistory rolledBack =
                new ServiceHistory(Optional.of(new Order(7, 3)), OptionalLong.of(7), Optional.empty());

        assertRefused(rule(decision(DecisionKind.PROMOTE, 7, 4, 50), rolledBack, NOON), "rolled back");
        assertRefused(rule(decision(DecisionKind.STEP_BACK, 7, 4, 50), rolledBack, NOON), "rolled back");
        assertThat(rule(decision(DecisionKind.PROMOTE, 8, 1, 5), rolledBack, NOON))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void refusesWhatIsOnlyObserved() {
        assertRefused(rule(withMode(Mode.OBSERVE), ServiceHistory.NONE, NOON), "observe");
    }

    @Test
    void refusesWhatAnotherPolicyWouldHaveDecided() {
        assertRefused(rule(withMode(Mode.SHADOW), ServiceHistory.NONE, NOON), "shadow");
    }

    @Test
    void refusesARolloutThatIsAShadowByItsIdWhateverItsMode() {
        assertRefused(
                rule(
                        Decisions.shadow(decision(DecisionKind.ROLLBACK, 7, 1, 0), Mode.ENFORCE),
                        ServiceHistory.NONE,
                        NOON),
                "r7.shadow");
    }

    @Test
    void refusesWordsItDoesNotKnow() {
        assertRefused(rule(withMode(Mode.UNKNOWN), ServiceHistory.NONE, NOON), "mode");
        assertRefused(rule(decision(DecisionKind.UNKNOWN, 7, 1, 0), ServiceHistory.NONE, NOON), "kind");
    }

    @Test
    void refusesARunbookThatIsNotKnownHere() {
        Decision unknown = decision("shop", DecisionKind.PROMOTE, 7, 1, 5, "drop-database", Mode.ENFORCE);

        assertRefused(rule(unknown, ServiceHistory.NONE, NOON), "drop-database");
    }

    @Test
    void refusesARunbookThatIsNotAllowedHere() {
        Acceptance limited = limited(List.of(), List.of("smoke-*"));

        assertThat(limited.rule(received(Decisions.run(7, 1, "smoke-tests")), ServiceHistory.NONE, NOON))
                .isInstanceOf(Ruling.Accept.class);
        assertRefused(
                limited.rule(received(decision(DecisionKind.PROMOTE, 7, 1, 5)), ServiceHistory.NONE, NOON),
                "\"shift-traffic\" is not among allowed.runbooks of this executor, [smoke-*]");
    }

    @Test
    void whatIsOfAnothersServiceCannotBeBoundEvenWhenTheJournalHoldsIt() {
        Acceptance limited = limited(List.of("till"), List.of());

        assertThat(limited.isOurs("till")).isTrue();
        assertThat(limited.isOurs("shop")).isFalse();
        assertThat(limited.bind(decision(DecisionKind.ROLLBACK, 7, 1, 0))
                        .<String>either(runbook -> "", String::valueOf))
                .contains("not among allowed.services of this executor, [till]");
    }

    @Test
    void everyRefusalHasACauseByWhichItIsCounted() {
        assertThat(cause(withMode(Mode.OBSERVE), ServiceHistory.NONE, NOON)).isEqualTo(RefusalCause.OBSERVE);
        assertThat(cause(withMode(Mode.SHADOW), ServiceHistory.NONE, NOON)).isEqualTo(RefusalCause.SHADOW);
        assertThat(cause(withMode(Mode.UNKNOWN), ServiceHistory.NONE, NOON)).isEqualTo(RefusalCause.UNKNOWN_WORD);
        Decision promotion = decision(DecisionKind.PROMOTE, 7, 1, 5);
        assertThat(cause(promotion, ServiceHistory.NONE, NOON.plusSeconds(60))).isEqualTo(RefusalCause.EXPIRED);
        assertThat(cause(promotion, after(7, 1), NOON)).isEqualTo(RefusalCause.STALE);
        assertThat(cause(
                        decision("shop", DecisionKind.PROMOTE, 7, 1, 5, "drop-database", Mode.ENFORCE),
                        ServiceHistory.NONE,
                        NOON))
                .isEqualTo(RefusalCause.RUNBOOK);
    }

    private RefusalCause cause(Decision decision, ServiceHistory history, Instant now) {
        return ((Ruling.Refuse) rule(decision, history, now)).cause();
    }

    private static Acceptance limited(List<String> services, List<String> runbookNames) {
        return new Acceptance(
                Decisions.runbooks(),
                new ExecutorScope(
                        new AllowList(services, runbookNames, List.of()), false, "executor.journal", "executions"));
    }

    @Test
    void refusesADecisionWhoseRunbookIsGivenAnotherWeightThanItDecides() {
        Decision honest = decision(DecisionKind.PROMOTE, 7, 1, 5);
        Decision forgedInside = new Decision(
                honest.decisionId(),
                honest.rolloutId(),
                honest.service(),
                7,
                1,
                honest.correlationId(),
                honest.kind(),
                honest.mode(),
                honest.severity(),
                honest.canary(),
                honest.baseline(),
                0,
                honest.from(),
                new dev.headgate.schemas.model.Weight(50),
                honest.reason(),
                Optional.empty(),
                honest.verdicts(),
                honest.policyHash(),
                NOON,
                honest.inputOffsets(),
                honest.validFor(),
                honest.runbook());

        assertRefused(rule(forgedInside, ServiceHistory.NONE, NOON), "contradicts itself");
    }

    @Test
    void acceptsARunAlsoAfterTheRollbackOfItsRolloutAndHoweverOldItIs() {
        ServiceHistory rolledBack =
                new ServiceHistory(Optional.of(new Order(7, 3)), OptionalLong.of(7), Optional.empty());

        assertThat(rule(Decisions.run(7, 4, "smoke-tests"), rolledBack, NOON.plus(Duration.ofDays(3))))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void aRunExpiresOnlyIfItSaysHowLongItIsValid() {
        Decision run = Decisions.run(7, 4, "smoke-tests");
        Decision valid =
                Decisions.with(run, run.decisionId(), run.runbook().parameters(), Optional.of(Duration.ofSeconds(60)));

        assertThat(rule(valid, ServiceHistory.NONE, NOON.plusSeconds(59))).isInstanceOf(Ruling.Accept.class);
        assertRefused(rule(valid, ServiceHistory.NONE, NOON.plusSeconds(60)), "expired: a run valid for");
        assertRefused(
                acceptance.rule(received(valid, 1, Optional.empty()), ServiceHistory.NONE, NOON), "LogAppendTime");
    }

    @Test
    void refusesARunThatIsGivenAWeightOrWhoseRunbookShiftsTraffic() {
        Decision weighed = decision("shop", DecisionKind.RUN, 7, 4, 5, "smoke-tests", Mode.ENFORCE);

        assertRefused(rule(weighed, ServiceHistory.NONE, NOON), "given weight 5.0");
        assertRefused(rule(Decisions.run(7, 4, "shifting-hook"), ServiceHistory.NONE, NOON), "shifts traffic");
        assertRefused(rule(Decisions.run(7, 4, "shift-traffic"), ServiceHistory.NONE, NOON), "weight is not given");
    }

    @Test
    void refusesARunThatIsObservedStaleOrNotKnown() {
        Decision observed = decision("shop", DecisionKind.RUN, 7, 1, 5, "smoke-tests", Mode.OBSERVE);

        assertRefused(rule(observed, ServiceHistory.NONE, NOON), "observe");
        assertRefused(rule(Decisions.run(7, 4, "smoke-tests"), after(7, 4), NOON), "stale");
        assertRefused(rule(Decisions.run(7, 4, "reboot"), ServiceHistory.NONE, NOON), "reboot");
    }

    @Test
    void acceptsADirectRollbackOfTheRolloutThatWasCarriedOutLastAndOfNoOther() {
        assertThat(rule(Decisions.direct(7, 1, 1_003), after(7, 3), NOON.plus(Duration.ofDays(1))))
                .isInstanceOf(Ruling.Accept.class);
        assertRefused(rule(Decisions.direct(8, 1, 1_000), after(7, 3), NOON), "carried out last");
        assertRefused(rule(Decisions.direct(7, 1, 3), after(7, 3), NOON), "stale");
        ServiceHistory inDoubt = new ServiceHistory(
                Optional.of(new Order(7, 3)),
                Optional.of(new Order(7, 3)),
                OptionalLong.empty(),
                true,
                Optional.of(new Shifted(7, "2.0.0", "1.0.0")),
                Optional.empty());
        assertRefused(rule(Decisions.direct(8, 1, 1_000), inDoubt, NOON), "holds no shift of the rollout r8");
        assertThat(rule(althoughUnknown(Decisions.direct(8, 1, 1_000)), inDoubt, NOON))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void acceptsADirectRollbackOfWhichNothingIsKnownOnlyIfItSaysThatThisIsMeant() {
        Decision direct = Decisions.direct(7, 1, 1_000);

        assertRefused(rule(direct, ServiceHistory.NONE, NOON), "--although-unknown");
        assertThat(rule(althoughUnknown(direct), ServiceHistory.NONE, NOON)).isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void refusesADirectRollbackBetweenOtherVersionsThanThoseOfItsRolloutWhateverItSays() {
        Decision direct = Decisions.direct(7, 1, 1_003);

        for (Decision wrong : List.of(
                Decisions.between(direct, "1.0.0", "2.0.0"),
                Decisions.between(direct, "2.0.0", "0.9.0"),
                Decisions.between(direct, "2.0.1", "1.0.0"))) {
            assertRefused(rule(wrong, after(7, 3), NOON), "between the versions of its rollout");
            assertRefused(rule(althoughUnknown(wrong), after(7, 3), NOON), "between the versions of its rollout");
        }
    }

    @Test
    void refusesAShiftWhoseRunbookIsGivenOtherVersionsOrAnotherService() {
        for (Map<String, String> given : List.of(
                Map.of("weight", "0", "canary", "1.0.0"),
                Map.of("weight", "0", "baseline", "2.0.0"),
                Map.of("weight", "0", "service", "till"))) {
            Decision rollback = decision(DecisionKind.ROLLBACK, 7, 4, 0);

            assertRefused(
                    rule(Decisions.with(rollback, "r7/4", given, Optional.empty()), after(7, 3), NOON),
                    "it contradicts itself");
        }
    }

    @Test
    void theGatesRollbackMayTakeThePlaceOfADirectOneThatIsUnderWayAndOnlyThat() {
        ServiceHistory underWay = new ServiceHistory(
                Optional.of(new Order(7, 1_003)),
                Optional.of(new Order(7, 3)),
                OptionalLong.of(7),
                false,
                Optional.of(new Shifted(7, "2.0.0", "1.0.0")),
                Optional.of(new Shifted(7, "2.0.0", "1.0.0")));

        assertThat(rule(decision(DecisionKind.ROLLBACK, 7, 4, 0), underWay, NOON))
                .isInstanceOf(Ruling.Accept.class);
        assertRefused(rule(decision(DecisionKind.ROLLBACK, 7, 3, 0), underWay, NOON), "stale");
        assertRefused(rule(decision(DecisionKind.ROLLBACK, 7, 4, 1), underWay, NOON), "stale");
        assertRefused(rule(decision(DecisionKind.STEP_BACK, 7, 4, 0), underWay, NOON), "stale");
        assertRefused(rule(Decisions.direct(7, 2, 1_002), underWay, NOON), "stale");
    }

    @Test
    void refusesADirectRollbackThatIsWrittenLongAfterItWasSigned() {
        Decision direct = Decisions.direct(7, 1, 1_003);
        for (Duration late : List.of(Duration.ofHours(-2), Duration.ofMinutes(61), Duration.ofDays(3))) {
            Received received = received(direct, 9, Optional.of(NOON.plus(late)));

            assertRefused(acceptance.rule(received, after(7, 3), NOON.plus(late)), "make a new one");
        }
        assertThat(acceptance.rule(received(direct, 9, Optional.of(NOON.plusSeconds(3_000))), after(7, 3), NOON))
                .isInstanceOf(Ruling.Accept.class);
        assertThat(acceptance.rule(received(direct, 9, Optional.empty()), after(7, 3), NOON))
                .isInstanceOf(Ruling.Accept.class);
    }

    @Test
    void afterADirectRollbackTheGateMayRunButNotShift() {
        ServiceHistory direct = new ServiceHistory(
                Optional.of(new Order(7, 1_007)),
                Optional.of(new Order(7, 7)),
                OptionalLong.of(7),
                false,
                Optional.of(new Shifted(7, "2.0.0", "1.0.0")),
                Optional.empty());

        assertThat(rule(Decisions.run(7, 8, "smoke-tests"), direct, NOON)).isInstanceOf(Ruling.Accept.class);
        assertRefused(rule(decision(DecisionKind.PROMOTE, 7, 8, 50), direct, NOON), "stale");
        assertThat(rule(decision(DecisionKind.PROMOTE, 8, 1, 5), direct, NOON)).isInstanceOf(Ruling.Accept.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HOLD", "COMPLETE", "NOTIFY", "REFUSE"})
    void hasNothingToDoAboutNews(DecisionKind kind) {
        assertThat(rule(decision(kind, 7, 4, 5), after(9, 9), NOON)).isInstanceOf(Ruling.Note.class);
    }

    private Ruling rule(Decision decision, ServiceHistory history, Instant now) {
        return acceptance.rule(received(decision), history, now);
    }

    private static Decision althoughUnknown(Decision direct) {
        Map<String, String> parameters = new TreeMap<>(direct.runbook().parameters());
        parameters.put("althoughUnknown", "true");
        return Decisions.with(direct, direct.decisionId(), parameters, Optional.empty());
    }

    private static Decision withMode(Mode mode) {
        return decision("shop", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", mode);
    }

    private static ServiceHistory after(long epoch, int sequence) {
        return new ServiceHistory(
                Optional.of(new Order(epoch, sequence)),
                OptionalLong.empty(),
                Optional.of(new Shifted(epoch, "2.0.0", "1.0.0")));
    }

    private static void assertRefused(Ruling ruling, String because) {
        assertThat(ruling)
                .isInstanceOfSatisfying(
                        Ruling.Refuse.class,
                        refusal -> assertThat(refusal.reason()).contains(because));
    }
}
