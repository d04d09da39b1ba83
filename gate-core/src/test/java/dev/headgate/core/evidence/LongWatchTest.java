package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A watch that lasts longer than was planned. */
class LongWatchTest {

    private static final Tempering NONE = new Tempering(1, 120);
    private static final double BAR = Wallet.logBar(0.01);

    /** What is planned is over after a minute. */
    private static final StartTimes SHORT_PLAN = StartTimes.ofRollout(Duration.ofMinutes(1), 0);

    @Test
    void aRegressionThatBeginsLongAfterThePlanIsFoundAsSoonAsAnEarlyOne() {
        LevelEvidence watched = errors(SHORT_PLAN);
        LevelEvidence ending = errors(SHORT_PLAN.ending());
        healthy(watched, ending, 20_000);
        assertThat(watched.beyondPlan()).isTrue();
        assertThat(watched.logEvidenceToAct()).isLessThan(BAR);

        int seconds = failing(watched);

        System.out.printf(
                "errors 0.5 -> 5 %%, 100/100, 5.5 h after a plan of 1 min: found after %d s, without the long watch %s s%n",
                seconds, failing(ending));
        assertThat(seconds).isBetween(5, 25);
    }

    @Test
    void withoutTrafficOfTheBaselineNothingIsAddedForLateRegressions() {
        LevelEvidence errors = errors(SHORT_PLAN);
        for (int second = 0; second < 700; second++) {
            errors.add(new PairedCounts(100, 0, 100, 0), NONE);
        }
        LevelEvidence.State before = errors.state();
        for (int second = 0; second < 6_000; second++) {
            errors.add(new PairedCounts(100, 1, 0, 0), NONE);
        }
        assertThat(errors.state().mixture()).isEqualTo(before.mixture());
    }

    @Test
    void whatMustBeShownEndsWithItsPlan() {
        assertThat(errors(SHORT_PLAN.ending()).beyondPlan()).isFalse();
        assertThat(SHORT_PLAN.ending().beyond()).isZero();
    }

    /** Scaled so that an alarm is due in 10 000 s at most: within 1 000 s no more than 10 % of healthy watches may end. */
    @Test
    void healthyWatchesEndInAFalseAlarmNoOftenerThanTimeAllows() {
        double alpha = 0.01;
        StartTimes often = new StartTimes(1, 0, 0, 1 / (alpha * 10_000));
        int watches = 1_000;
        int ended = 0;
        for (int watch = 0; watch < watches; watch++) {
            Random random = new Random(watch);
            LevelEvidence errors = errors(often);
            boolean alarm = false;
            for (int second = 0; second < 1_000 && !alarm; second++) {
                errors.add(new PairedCounts(20, failed(random, 20), 20, failed(random, 20)), NONE);
                alarm = errors.logEvidence() >= Wallet.logBar(alpha);
            }
            ended += alarm ? 1 : 0;
        }
        System.out.printf(
                "healthy, 1000 s beyond the plan at one alarm in 10000 s and alpha 1 %%: fired %.1f %% (allowed 11 %%)%n",
                100.0 * ended / watches);

        assertThat((double) ended / watches).isLessThanOrEqualTo(0.11);
    }

    private static void healthy(LevelEvidence one, LevelEvidence other, int seconds) {
        Random random = new Random(5);
        for (int second = 0; second < seconds; second++) {
            PairedCounts counts = new PairedCounts(100, random.nextInt(2), 100, random.nextInt(2));
            one.add(counts, NONE);
            other.add(counts, NONE);
        }
    }

    private static int failing(LevelEvidence errors) {
        int seconds = 0;
        while (errors.logEvidenceToAct() < BAR && seconds < 5_000) {
            errors.add(new PairedCounts(100, 5, 100, seconds % 2), NONE);
            seconds++;
        }
        return seconds;
    }

    private static int failed(Random random, int requests) {
        int failed = 0;
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < 0.1 ? 1 : 0;
        }
        return failed;
    }

    private static LevelEvidence errors(StartTimes weights) {
        return new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), weights);
    }
}
