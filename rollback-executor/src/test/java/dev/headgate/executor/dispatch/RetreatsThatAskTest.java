package dev.headgate.executor.dispatch;

import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.QuestionBench.DONE;
import static dev.headgate.executor.dispatch.QuestionBench.FAILED;
import static dev.headgate.executor.dispatch.QuestionBench.last;
import static dev.headgate.executor.dispatch.QuestionBench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Question;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rollbacks that wait for a person, or that a person has tried again now. */
class RetreatsThatAskTest {

    private final QuestionBench bench = new QuestionBench();

    @Test
    void aRollbackThatAsksMakesPlaceForALaterOne() {
        bench.begin(rollback(1, "careful"));
        bench.crash();

        Output output = bench.arrive(rollback(2, "again"));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void aRollbackThatNobodyAnswersAsksAgainAndOthersHearOfIt() {
        bench.arrive(rollback(1, "asks-first"));

        Output output = bench.turn(Duration.ofMinutes(10));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.FAILED, ExecutionStatus.STARTED);
        assertThat(output.executions().get(0).reason())
                .isEqualTo("2.0.0; nobody has answered within 10m; asked again, until somebody answers or a later"
                        + " decision takes its place");
        assertThat(bench.asked("r7/1").until()).isEqualTo(bench.now().plus(Duration.ofMinutes(10)));
        assertThat(only(bench.say(Says.YES).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void aRollbackOfWhichNobodyTellsTheOutcomeAsksAgainAndRunsNothing() {
        bench.begin(rollback(1, "careful"));
        bench.crash();

        Output output = bench.turn(Duration.ofMinutes(20));

        assertThat(output.effects()).isEmpty();
        assertThat(bench.asked("r7/1").about()).isEqualTo(Question.About.OUTCOME);
        assertThat(bench.asked("r7/1").until()).isEqualTo(bench.now().plus(Duration.ofMinutes(20)));
        assertThat(last(bench.say(Says.FAILED), "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void noOfAPersonIsNotAskedAgainInARollback() {
        bench.end(bench.begin(rollback(1, "confirms")), DONE);

        Output output = bench.say(Says.NO);

        assertThat(output.effects()).isEmpty();
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(last(output, "r7/1").reason()).isEqualTo("step replica: no, said jane: I have looked");
    }

    @Test
    void failedIsObeyedInARollbackWhoseStepIsVerified() {
        bench.begin(rollback(1, "verifies"));
        bench.end(only(bench.crash().effects()), FAILED);

        Output output = bench.say(Says.FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(last(output, "r7/1").reason()).isEqualTo("step create: failed, said jane: I have looked");
    }

    @Test
    void aRetreatIsAnsweredUnderAHold() {
        bench.begin(rollback(1, "careful"));
        bench.crash();
        bench.hold(true);

        assertThat(only(bench.say(Says.RETRY).effects()).name()).isEqualTo("charge");
    }

    @Test
    void aRollbackThatWaitsForItsNextAttemptTriesNow() {
        Effect back = bench.begin(rollback(1, "again"));
        bench.end(back, FAILED);

        Output output = bench.say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty());

        Effect again = only(output.effects());
        assertThat(again.isDue(bench.now())).isTrue();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.replaces(back)).isFalse();
        assertThat(bench.turn(Duration.ZERO).effects()).as("applied once").isEmpty();
        assertThat(bench.say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty())
                        .refusals())
                .as("it runs")
                .containsExactly(RefusalCause.NOT_ASKED);
        assertThat(last(bench.end(again, DONE)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void onlyARetryHelpsWhatWaitsForItsNextAttempt() {
        bench.end(bench.begin(rollback(1, "again")), FAILED);

        assertThat(only(bench.say("r7/1", Says.DONE, 2, Optional.empty(), Optional.empty())
                                .discarded())
                        .reason())
                .contains("only a retry helps");
    }

    @Test
    void aRetryCountsOnceThoughTheClockIsSetBack() {
        bench.end(bench.begin(rollback(1, "again")), FAILED);
        Effect again = only(bench.say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty())
                .effects());

        bench.pass(Duration.ofMinutes(-1));

        assertThat(bench.turn(Duration.ZERO).nothingToWrite()).isTrue();
        assertThat(bench.dispatcher().isOvertaken(again)).isFalse();
        assertThat(bench.say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty())
                        .refusals())
                .containsExactly(RefusalCause.NOT_ASKED);
    }

    @Test
    void anEffectThatItsDecisionHasGoneOnWithoutDoesNotBegin() {
        Effect back = bench.begin(rollback(1, "again"));
        bench.end(back, FAILED);

        assertThat(bench.dispatcher().isOvertaken(back)).isTrue();
    }
}
