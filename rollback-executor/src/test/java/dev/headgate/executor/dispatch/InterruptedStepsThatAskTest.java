package dev.headgate.executor.dispatch;

import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.QuestionBench.CAREFUL;
import static dev.headgate.executor.dispatch.QuestionBench.DONE;
import static dev.headgate.executor.dispatch.QuestionBench.FAILED;
import static dev.headgate.executor.dispatch.QuestionBench.last;
import static dev.headgate.executor.dispatch.QuestionBench.result;
import static dev.headgate.executor.dispatch.QuestionBench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What became of an interrupted step is asked where nobody but a person can tell. */
class InterruptedStepsThatAskTest {

    private final QuestionBench bench = new QuestionBench();

    @Test
    void aStepThatMustNotRunTwiceAsksWhatBecameOfIt() {
        bench.begin(Decisions.run(7, 1, "careful"));

        Output output = bench.crash();

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.STARTED);
        assertThat(bench.asked("r7/1"))
                .isEqualTo(new Question(
                        "charge",
                        Question.About.OUTCOME,
                        "interrupted in step charge; outcome not known; a person must decide",
                        bench.now(),
                        bench.now().plus(Duration.ofMinutes(20))));
    }

    @Test
    void doneGoesOnBehindItInANewAttempt() {
        bench.begin(Decisions.run(7, 1, "careful"));
        bench.crash();
        bench.pass(Duration.ofMinutes(19));

        Output output = bench.say(Says.DONE);

        Effect tell = only(output.effects());
        assertThat(tell.name()).isEqualTo("tell");
        assertThat(tell.attempt()).isEqualTo(2);
        Execution outcome = last(bench.end(tell, DONE));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(result(outcome, "charge").output()).startsWith("done, said jane: I have looked");
    }

    @Test
    void failedFailsItAndItIsNotRunAgain() {
        bench.begin(Decisions.run(7, 1, "careful"));
        bench.crash();

        Output output = bench.say(Says.FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(last(output, "r7/1").reason()).isEqualTo("step charge: failed, said jane: I have looked");
    }

    @Test
    void retryRunsItAgainSinceAPersonVouchesForIt() {
        bench.begin(Decisions.run(7, 1, "careful"));
        bench.crash();

        Effect charge = only(bench.say(Says.RETRY).effects());

        assertThat(charge.name()).isEqualTo("charge");
        assertThat(charge.attempt()).isEqualTo(2);
        Effect tell = only(bench.end(charge, DONE).effects());
        Execution outcome = last(bench.end(tell, DONE));
        assertThat(outcome.steps()).extracting(StepResult::name).containsExactly("retry charge", "charge", "tell");
    }

    @Test
    void aRetryThatACrashInterruptsAsksAnew() {
        bench.begin(Decisions.run(7, 1, "careful"));
        bench.crash();
        bench.pass(Duration.ofSeconds(5));
        bench.say(Says.RETRY);
        bench.pass(Duration.ofSeconds(5));

        Output output = bench.crash();

        assertThat(output.effects()).isEmpty();
        assertThat(bench.asked("r7/1").askedAt()).isEqualTo(bench.now());
        assertThat(bench.attempt("r7/1")).isEqualTo(2);
    }

    @Test
    void nobodyInTimeFailsAsItAlwaysDid() {
        bench.begin(Decisions.run(7, 1, "careful"));
        bench.crash();

        Execution outcome = only(bench.turn(Duration.ofMinutes(20)).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("interrupted in step charge; outcome not known; a person must decide; nobody has answered"
                        + " within 20m");
    }

    @Test
    void withoutATimeToWaitItFailsAtOnce() {
        bench.runbooks(CAREFUL.replace("20m", "0s"));
        bench.begin(Decisions.run(7, 1, "careful"));

        Output output = bench.crash();

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason())
                .isEqualTo("interrupted in step charge; outcome not known; a person must decide");
    }

    @Test
    void aVerificationThatCannotTellAsksToo() {
        bench.begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(bench.crash().effects());

        bench.end(verify, FAILED);

        assertThat(bench.asked("r7/1").about()).isEqualTo(Question.About.OUTCOME);
        assertThat(bench.asked("r7/1").text()).contains("it cannot be told whether the step had its effect");
        assertThat(bench.asked("r7/1").until()).isEqualTo(bench.now().plus(Duration.ofMinutes(15)));
        Effect create = only(bench.say(Says.RETRY).effects());
        assertThat(create.name()).isEqualTo("create");
    }

    @Test
    void whatWasOnlySaidToBeDoneLeavesNoStepOutThatReadsItsOutput() {
        bench.begin(rollback(1, "finds"));
        bench.crash();

        Execution outcome = last(bench.say(Says.DONE), "r7/1");

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("step restore: whether it is to be done is not known: it reads steps.find.action, and that"
                        + " step was only said to be done; a person must decide");
    }

    @Test
    void whatWasSaidToBeDoneConfirmsNoWeight() {
        bench.begin(rollback(1, "reads-back"));
        bench.crash();

        Execution outcome = last(bench.say(Says.DONE), "r7/1");

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).isEmpty();
        assertThat(bench.journal().inForce("shop")).isEmpty();
    }
}
