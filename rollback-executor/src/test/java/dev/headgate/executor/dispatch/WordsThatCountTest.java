package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.received;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.QuestionBench.FAILED;
import static dev.headgate.executor.dispatch.QuestionBench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the words of a person count, and how the others are refused. */
class WordsThatCountTest {

    private final QuestionBench bench = new QuestionBench();

    @Test
    void aWordIsAnsweredByAnExecutionOfItsOwn() {
        bench.untilAsked();

        Output output = bench.say(Says.YES);

        assertThat(output.executions())
                .filteredOn(execution -> execution.decisionId().startsWith("executor/word-"))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
                    assertThat(answer.reason()).isEqualTo("yes, said jane: I have looked");
                    assertThat(answer.rolloutId()).isEqualTo("executor");
                });
    }

    @Test
    void ofTwoAnswersTheFirstCounts() {
        bench.untilAsked();
        Output output = new Output();
        bench.dispatcher().arrived(bench.word(Says.NO), bench.now(), output);
        bench.dispatcher().arrived(bench.word(Says.YES), bench.now(), output);

        bench.dispatcher().takeUp(bench.now(), output);

        assertThat(output.refusals()).containsExactly(RefusalCause.ANSWERED);
        assertThat(only(output.discarded()).reason()).isEqualTo("it was answered before: no, said jane: I have looked");
        assertThat(only(output.effects()).name()).isEqualTo("undo make");
    }

    @Test
    void aWordThatIsBroughtAgainDoesNothing() {
        bench.untilAsked();
        Received word = bench.word(Says.YES);
        bench.dispatcher().arrived(word, bench.now(), new Output());

        assertThat(bench.dispatcher().arrived(word, bench.now(), new Output())).isFalse();
    }

    @Test
    void aRollbackThatIsReadWithTheAnswerCounts() {
        bench.arrive(promote(1, "asks-first"));
        Output output = new Output();
        bench.dispatcher().arrived(bench.word(Says.YES), bench.now(), output);
        bench.dispatcher().arrived(received(rollback(2, "again")), bench.now(), output);

        bench.dispatcher().takeUp(bench.now(), output);

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void anAnswerThatIsReadBehindTheRollbackIsRefused() {
        bench.arrive(promote(1, "asks-first"));
        Received word = bench.word(Says.YES);
        Output output = new Output();

        bench.dispatcher().arrived(received(rollback(2, "again")), bench.now(), output);
        bench.dispatcher().arrived(word, bench.now(), output);

        assertThat(only(output.discarded()).reason()).isEqualTo("r7/1 is not gone on with: r7/2 took its place");
    }

    @Test
    void anAnswerThatWasReadBeforeACrashIsActedUponAfterIt() {
        bench.untilAsked();
        bench.dispatcher().arrived(bench.word(Says.YES), bench.now(), new Output());

        Output output = bench.crash();

        assertThat(only(output.effects()).name()).isEqualTo("switch");
        assertThat(bench.journal().asking()).isZero();
    }

    @Test
    void anAnswerInTheJournalThatNobodyMaySignIsForgotten() {
        bench.untilAsked();
        Received word = bench.word(Says.YES);
        bench.dispatcher().arrived(word, bench.now(), new Output());

        Output output = bench.crash(received -> !received.isWord());

        assertThat(output.effects()).isEmpty();
        assertThat(output.forgotten()).containsExactly("shop/" + word.decision().decisionId());
        assertThat(bench.journal().asking()).isEqualTo(1);
    }

    @Test
    void anAnswerIsNotForgottenBeforeItIsTakenUp() {
        bench.untilAsked();
        bench.dispatcher().arrived(bench.word(Says.YES), bench.now(), new Output());
        for (int i = 1; i <= 30; i++) {
            Decision later =
                    Decisions.decision("shop", DecisionKind.PROMOTE, i < 30 ? 8 : 9, i, 5, "again", Mode.ENFORCE);
            bench.dispatcher()
                    .arrived(received(later, 20_000 + i, Optional.of(bench.now())), bench.now(), new Output());
        }

        assertThat(only(bench.turn(Duration.ZERO).effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnswerToWhatIsNotAskedIsRefusedPlainlyAndLeavesNoTrace() {
        Effect make = bench.begin(Decisions.run(7, 1, "confirms"));

        Output running = bench.say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(bench.now()));
        Output unknown = bench.say("r9/1", Says.YES, 1, Optional.of("replica"), Optional.of(bench.now()));
        bench.end(make, FAILED);
        Output over = bench.say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(bench.now()));

        assertThat(only(running.discarded()).reason()).contains("asks nothing at this moment");
        assertThat(only(unknown.discarded()).reason()).contains("no decision r9/1 of shop is known here");
        assertThat(only(over.discarded()).reason())
                .startsWith("r7/1 is over: failed at 2026-11-22T12:00:00Z; what is recorded is not changed");
        assertThat(List.of(running, unknown, over)).allSatisfy(output -> {
            assertThat(output.entries()).isEmpty();
            assertThat(output.refusals()).containsExactly(RefusalCause.NOT_ASKED);
            assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        });
    }

    @Test
    void anAnswerMustFitTheQuestion() {
        bench.untilAsked();
        Instant asked = bench.asked("r7/1").askedAt();

        assertThat(only(bench.say("r7/1", Says.DONE, 1, Optional.of("replica"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("yes or no");
        assertThat(only(bench.say("r7/1", Says.YES, 1, Optional.of("switch"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("asked is about step replica");
        assertThat(only(bench.say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(asked.minusSeconds(9)))
                                .discarded())
                        .reason())
                .contains("has moved on");
        assertThat(only(bench.say("r7/1", Says.YES, 2, Optional.of("replica"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("this is about attempt 2, step replica, and it waits in attempt 1, step replica");
        assertThat(bench.journal().asking()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasWrittenInTimeCountsHoweverLateItIsRead() {
        bench.untilAsked();
        Received word = bench.word(Says.YES);
        bench.pass(Duration.ofMinutes(45));
        Output output = new Output();

        bench.dispatcher().arrived(word, bench.now(), output);
        bench.dispatcher().takeUp(bench.now(), output);

        assertThat(only(output.effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnswerThatWasWrittenTooLateDoesNot() {
        bench.untilAsked();
        bench.pass(Duration.ofMinutes(30));
        Output output = new Output();

        bench.dispatcher().arrived(bench.word(Says.YES), bench.now(), output);

        assertThat(only(output.discarded()).reason()).contains("it comes too late");
    }

    @Test
    void anAnswerThatWasKeptAndIsBroughtLaterIsRefused() {
        bench.untilAsked();
        Decision signed = bench.word(Says.YES).decision();
        bench.pass(Duration.ofHours(2));
        Output output = new Output();

        bench.dispatcher().arrived(bench.written(signed), bench.now(), output);

        assertThat(output.refusals()).containsExactly(RefusalCause.WRITTEN_ANEW);
    }

    @Test
    void aWordThatSaysAnotherPlaceInTheOrderIsRefused() {
        bench.untilAsked();
        Decision other = Decisions.run(99, 1, "confirms");
        ExecutionWord word = new ExecutionWord(
                Says.YES,
                "r7/1",
                1,
                Optional.of("replica"),
                Optional.of(bench.asked("r7/1").askedAt()),
                "jane",
                "so");
        Output output = new Output();

        bench.dispatcher().arrived(bench.written(word, other), bench.now(), output);

        assertThat(output.refusals()).containsExactly(RefusalCause.CONTRADICTION);
    }

    @Test
    void aWordThatIsTooLongIsRefused() {
        bench.untilAsked();
        ExecutionWord word = new ExecutionWord(
                Says.YES, "r7/1", 1, Optional.of("replica"), Optional.of(bench.now()), "jane", "x".repeat(501));
        Output output = new Output();

        bench.dispatcher().arrived(bench.written(word, Decisions.run(7, 1, "confirms")), bench.now(), output);

        assertThat(output.refusals()).containsExactly(RefusalCause.CONTRADICTION);
        assertThat(only(output.discarded()).reason())
                .isEqualTo("its why has 501 characters, expected at most 500: say it again, shorter");
    }

    @Test
    void underAHoldNothingIsLetGoOnButARetreat() {
        bench.untilAsked();
        bench.hold(true);

        Output yes = bench.say(Says.YES);
        assertThat(yes.refusals()).containsExactly(RefusalCause.HELD);
        assertThat(only(yes.discarded()).reason()).startsWith("held by jo: a freeze; release first");
        assertThat(bench.journal().asking()).isEqualTo(1);

        bench.hold(false);
        assertThat(only(bench.say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void noCountsUnderAHold() {
        bench.untilAsked();
        bench.hold(true);

        assertThat(only(bench.say(Says.NO).effects()).name()).isEqualTo("undo make");
    }
}
