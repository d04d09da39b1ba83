package dev.headgate.it.harness.guarantees;

import static dev.headgate.it.harness.guarantees.MadeUp.FIRST;
import static dev.headgate.it.harness.guarantees.MadeUp.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each guarantee finds what contradicts it, in evidence that is made up, and nothing where all is well. */
class GuaranteesTest {

    private final MadeUp run = new MadeUp();

    @Test
    void nothingContradictsARunAsItShouldBe() {
        Issued shift = run.at(1).decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.recorded(shift, ExecutionStatus.STARTED, 1).at(2).recorded(shift, ExecutionStatus.SUCCEEDED, 1);
        Issued hook = run.at(3).decided(Sort.RUN, Procedure.ASK, 1, 2);
        run.inForce(30, 70).recorded(hook, ExecutionStatus.STARTED, 1).wrote(hook, "begin", 1, FIRST);
        run.at(4).wrote(hook, "end", 1, FIRST).recorded(hook, ExecutionStatus.SUCCEEDED, 1);
        Issued stale = run.decided(Sort.STALE, Procedure.SHIFT, 1, 0, 95);
        run.recorded(stale, ExecutionStatus.REFUSED, 1).deadLetter(run.again(shift), "replayed");
        Issued rollback = run.at(5).decided(Sort.ROLLBACK, Procedure.SHIFT, 1, 3);
        run.recorded(rollback, ExecutionStatus.STARTED, 1).at(6).recorded(rollback, ExecutionStatus.SUCCEEDED, 1);
        run.at(7).inForce(0, 100);

        for (Guarantee guarantee : Guarantee.ALL) {
            assertThat(run.examinedBy(guarantee).violations())
                    .as(guarantee.claim())
                    .isEmpty();
        }
    }

    @Test
    void oneOutcomeMissesAnOutcomeThatNeverCame() {
        Issued shift = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.recorded(shift, ExecutionStatus.STARTED, 1);

        violates(new OneOutcome(), "has 0 outcomes");
    }

    @Test
    void oneOutcomeFindsASecondOutcome() {
        Issued shift = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.recorded(shift, ExecutionStatus.SUCCEEDED, 1).recorded(shift, ExecutionStatus.SUCCEEDED, 2);

        violates(new OneOutcome(), "has 2 outcomes");
    }

    @Test
    void oneOutcomeFindsAnOutcomeThatMayNotBe() {
        Issued stale = run.decided(Sort.STALE, Procedure.SHIFT, 1, 1, 95);
        run.recorded(stale, ExecutionStatus.SUCCEEDED, 1);

        violates(new OneOutcome(), "ended as SUCCEEDED");
    }

    @Test
    void oneOutcomeFindsWhatFollowsTheOutcome() {
        Issued shift = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.recorded(shift, ExecutionStatus.SUCCEEDED, 2).recorded(shift, ExecutionStatus.STARTED, 1);

        violates(new OneOutcome(), "after its outcome", "attempt 1 recorded after 2");
    }

    @Test
    void oneOutcomeTakesAFailureThatIsTriedAgainForNone() {
        Issued back = run.decided(Sort.ROLLBACK, Procedure.FLAKY_BACK, 1, 1);
        run.recorded(back, ExecutionStatus.FAILED, 1, "exit code 1; tried again in 1 s, until it succeeds")
                .recorded(back, ExecutionStatus.SUCCEEDED, 2);

        assertThat(run.examinedBy(new OneOutcome()).violations()).isEmpty();
    }

    @Test
    void begunInOrderFindsAnEarlierDecisionBegunLater() {
        Issued earlier = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        Issued later = run.decided(Sort.RUN, Procedure.RERUN, 1, 2);
        run.recorded(later, ExecutionStatus.STARTED, 1).recorded(earlier, ExecutionStatus.STARTED, 1);

        violates(new BegunInOrder(), "shop-1/1 was begun after");
    }

    @Test
    void begunInOrderLetsAStepBackPassAHookAndNothingElse() {
        Issued hook = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        Issued back = run.decided(Sort.STEP_BACK, Procedure.SHIFT, 1, 2, 10);
        run.recorded(back, ExecutionStatus.STARTED, 1).recorded(hook, ExecutionStatus.STARTED, 1);

        assertThat(run.examinedBy(new BegunInOrder()).violations()).isEmpty();

        Issued advance = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 3, 20);
        Issued later = run.decided(Sort.STEP_BACK, Procedure.SHIFT, 1, 4, 10);
        run.recorded(later, ExecutionStatus.STARTED, 1).recorded(advance, ExecutionStatus.STARTED, 1);

        violates(new BegunInOrder(), "shop-1/3 was begun after");
    }

    @Test
    void noAdvanceAfterRollbackFindsOneThatIsRecorded() {
        Issued advance = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        Issued rollback = run.decided(Sort.ROLLBACK, Procedure.SHIFT, 1, 2);
        run.recorded(rollback, ExecutionStatus.STARTED, 1).recorded(advance, ExecutionStatus.SUCCEEDED, 1);

        violates(new NoAdvanceAfterRollback(), "shop-1/1 is SUCCEEDED after the rollback shop-1/2");
    }

    @Test
    void noAdvanceAfterRollbackFindsTheProgramOfOne() {
        Issued advance = run.decided(Sort.ADVANCE, Procedure.RERUN, 1, 1);
        Issued rollback = run.decided(Sort.ROLLBACK, Procedure.BACK, 1, 2);
        run.wrote(rollback, "begin", 1, SECOND).wrote(advance, "begin", 1, FIRST);

        violates(new NoAdvanceAfterRollback(), "begins after the rollback shop-1/2");
    }

    @Test
    void noAdvanceAfterRollbackFindsItsWeightInForce() {
        run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        Issued rollback = run.at(1).decided(Sort.ROLLBACK, Procedure.SHIFT, 1, 2);
        run.at(2).recorded(rollback, ExecutionStatus.SUCCEEDED, 1).at(3).inForce(30, 70);

        violates(new NoAdvanceAfterRollback(), "30 : 70 in force after shop-1/2");
    }

    @Test
    void nothingStaleFindsWhatWasBegunRunOrInForce() {
        Issued late = run.decided(Sort.LATE, Procedure.RERUN, 1, 1, 95);
        run.recorded(late, ExecutionStatus.STARTED, 1)
                .wrote(late, "begin", 1, FIRST)
                .inForce(95, 5);

        violates(new NothingStaleOrExpired(), "(LATE) was begun", "(LATE) had a program run", "never to be");
    }

    @Test
    void nothingExpiredFindsWhatBeganTooLate() {
        Issued advance = run.decided(Sort.SHORT_LIVED, Procedure.RERUN, 1, 1);
        run.at(100).recorded(advance, ExecutionStatus.STARTED, 1).at(103).wrote(advance, "begin", 1, FIRST);

        violates(new NothingStaleOrExpired(), "shop-1/1#1 was begun at", "the program of shop-1/1 began at");
    }

    @Test
    void nothingUntrustedFindsAnExecutionAndAMissingDeadLetter() {
        Issued unsigned = run.decided(Sort.UNSIGNED, Procedure.SHIFT, 1, 1, 95);
        run.recorded(unsigned, ExecutionStatus.REFUSED, 1);

        violates(new NothingUntrusted(), "dead letters [] instead of [unsigned]", "has an execution");
    }

    @Test
    void nothingUntrustedFindsADeadLetterOfWhatIsTrusted() {
        run.deadLetter(run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30), "replayed");

        violates(new NothingUntrusted(), "dead letters [replayed] instead of []");
    }

    @Test
    void neverTwiceFindsASecondBegin() {
        Issued hook = run.decided(Sort.RUN, Procedure.ASK, 1, 1);
        run.wrote(hook, "begin", 1, FIRST).wrote(hook, "begin", 2, SECOND);

        violates(new NeverTwiceUndeclared(), "ran 2 times");
    }

    @Test
    void neverTwiceLetsRunAgainWhatMay() {
        Issued hook = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        run.wrote(hook, "begin", 1, FIRST).wrote(hook, "begin", 2, SECOND);

        assertThat(run.examinedBy(new NeverTwiceUndeclared()).violations()).isEmpty();
    }

    @Test
    void wokenTouchesNothingFindsAnEarlierAttemptOfAnotherExecutor() {
        Issued hook = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        run.wrote(hook, "begin", 2, SECOND).at(10).pausedUntilNow(FIRST, 5);
        run.at(12).wrote(hook, "begin", 1, FIRST);

        violates(new WokenTouchesNothing(), "began behind number 0, attempt 2");
    }

    @Test
    void wokenTouchesNothingFindsTheSameAttemptByTwoExecutors() {
        Issued hook = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        run.wrote(hook, "begin", 1, FIRST).wrote(hook, "begin", 1, SECOND);

        violates(new WokenTouchesNothing(), "began behind number 0, attempt 1");
    }

    @Test
    void wokenTouchesNothingFindsAnEarlierWeightInForce() {
        Issued earlier = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.at(1).recorded(earlier, ExecutionStatus.SUCCEEDED, 1);
        Issued later = run.at(2).decided(Sort.ADVANCE, Procedure.SHIFT, 1, 2, 40);
        run.at(3).recorded(later, ExecutionStatus.SUCCEEDED, 1).at(4).inForce(40, 60);
        run.at(10).inForce(30, 70).at(11).inForce(40, 60);

        violates(new WokenTouchesNothing(), "30 : 70 in force after shop-1/2");
    }

    @Test
    void wokenTouchesNothingAllowsWhatIsDecidedAndOnItsWay() {
        Issued earlier = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.at(1).recorded(earlier, ExecutionStatus.SUCCEEDED, 1);
        run.at(2).decided(Sort.ADVANCE, Procedure.SHIFT, 1, 2, 40);
        run.at(3).inForce(40, 70).at(4).inForce(40, 60);

        assertThat(run.examinedBy(new WokenTouchesNothing()).violations()).isEmpty();
    }

    @Test
    void whatWasBeingSentWhenItsExecutorWasPausedIsToldApartAndMustNotLast() {
        Issued earlier = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.recorded(earlier, ExecutionStatus.STARTED, 1);
        Issued later = run.at(4).decided(Sort.ADVANCE, Procedure.SHIFT, 1, 2, 40);
        run.recorded(earlier, ExecutionStatus.SUPERSEDED, 1);
        run.at(5).recorded(later, ExecutionStatus.SUCCEEDED, 1);
        run.at(10).pausedUntilNow(FIRST, 1).at(11).inForce(30, 70);

        Findings soon = run.examinedBy(new WokenTouchesNothing());
        assertThat(soon.violations()).isEmpty();
        assertThat(soon.onTheirWay()).singleElement().asString().contains("30 : 70 in force");

        run.at(16).inForce(30, 70);

        violates(new WokenTouchesNothing(), "30 : 70 in force after shop-1/2");
    }

    @Test
    void wokenTouchesNothingFindsAWeightThatIsKeptUpByAFormerOwner() {
        Issued earlier = run.decided(Sort.ADVANCE, Procedure.SHIFT, 1, 1, 30);
        run.at(1).recorded(earlier, ExecutionStatus.SUCCEEDED, 1);
        Issued later = run.at(4).decided(Sort.ADVANCE, Procedure.SHIFT, 1, 2, 40);
        run.at(5).recorded(later, ExecutionStatus.SUCCEEDED, 1);
        run.at(10).pausedUntilNow(FIRST, 2).at(11).inForce(30, 70).at(12).inForce(40, 60);

        violates(new WokenTouchesNothing(), "30 : 70 in force after shop-1/2");
    }

    @Test
    void whatComesAtEveryWakeUpWasNotOnItsWay() {
        for (int i = 0; i < 5; i++) {
            Issued earlier = run.at(100 * i).decided(Sort.ADVANCE, Procedure.RERUN, 1, 2 * i + 1);
            Issued later = run.decided(Sort.ADVANCE, Procedure.RERUN, 1, 2 * i + 2);
            run.wrote(later, "begin", 1, SECOND).at(100 * i + 10).pausedUntilNow(FIRST + 10 + i, 100 * i + 5);
            run.wrote(earlier, "begin", 1, FIRST + 10 + i);
        }

        violates(new WokenTouchesNothing(), "5 times in 5 pauses");
    }

    @Test
    void whatWasOnItsWayTogetherIsOneWakeUp() {
        List<Issued> earlier = new ArrayList<>();
        for (int sequence = 1; sequence <= 5; sequence++) {
            earlier.add(run.decided(Sort.RUN, Procedure.RERUN, 1, sequence));
        }
        Issued later = run.decided(Sort.RUN, Procedure.RERUN, 1, 6);
        run.wrote(later, "begin", 1, SECOND).at(10).pausedUntilNow(FIRST, 5);
        earlier.forEach(hook -> run.wrote(hook, "begin", 1, FIRST));

        Findings found = run.examinedBy(new WokenTouchesNothing());
        assertThat(found.onTheirWay()).hasSize(5);
        assertThat(found.violations()).isEmpty();
    }

    @Test
    void programsEndFindsOneThatOutlivesItsBudgetUnderALivingExecutor() {
        Issued hook = run.decided(Sort.RUN, Procedure.HANGING, 1, 1);
        run.wrote(hook, "begin", 1, FIRST).at(15).wrote(hook, "outlived", 1, FIRST);

        violates(new ProgramsEndWithTheirBudget(), "its executor was not killed");

        run.killed(FIRST);

        assertThat(run.examinedBy(new ProgramsEndWithTheirBudget()).violations())
                .isEmpty();
    }

    @Test
    void programsEndFindsAHookThatGoesOnBesideTheRollbackThatStoppedIt() {
        Issued hook = run.decided(Sort.RUN, Procedure.RERUN, 1, 1);
        run.wrote(hook, "begin", 1, FIRST);
        Issued rollback = run.at(1).decided(Sort.ROLLBACK, Procedure.BACK, 1, 2);
        run.recorded(hook, ExecutionStatus.SUPERSEDED, 1).wrote(rollback, "begin", 1, FIRST);
        run.at(2).wrote(hook, "end", 1, FIRST);

        violates(new ProgramsEndWithTheirBudget(), "after the rollback");
    }

    @Test
    void outcomesAreTrueFindsASuccessThatNeverWas() {
        Issued hook = run.decided(Sort.RUN, Procedure.PREPARED, 1, 1);
        run.wrote(hook, "begin", 1, FIRST).recorded(hook, ExecutionStatus.SUCCEEDED, 1);

        violates(new OutcomesAreTrue(), "its program did not end");
    }

    @Test
    void outcomesAreTrueFindsAnOutputThatWasNotHandedOn() {
        Issued hook = run.decided(Sort.RUN, Procedure.PREPARED, 1, 1);
        run.wrote(hook, "end", "effect", 1, FIRST, "another").recorded(hook, ExecutionStatus.SUCCEEDED, 1);

        violates(new OutcomesAreTrue(), "its program did not end");
    }

    @Test
    void outcomesAreTrueFindsAnUndoingThatNeverWas() {
        Issued hook = run.decided(Sort.RUN, Procedure.COMPENSATED, 1, 1);
        run.recorded(hook, ExecutionStatus.FAILED, 1, "step effect: exit code 1; undone: prepare");

        violates(new OutcomesAreTrue(), "no program undid it");
    }

    private void violates(Guarantee guarantee, String... what) {
        assertThat(run.examinedBy(guarantee).violations())
                .as(guarantee.claim())
                .hasSize(what.length)
                .satisfies(found -> assertThat(String.join("\n", found)).contains(what));
    }
}
