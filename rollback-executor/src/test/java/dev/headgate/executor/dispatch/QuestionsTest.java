package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.ExecutionWord;
import dev.headgate.executor.acceptance.ExecutionWord.Says;
import dev.headgate.executor.acceptance.ExecutorHold;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Steps that wait for a person, and what a person's word does: every way in and out of a question. */
class QuestionsTest {

    private static final String CONFIRMS = """
            runbook: confirms
            budget: 2h
            parameters: { canary: version }
            steps:
              - name: make
                command: { arguments: [ /make, "${canary}" ] }
                recovery: rerun
                undo: { command: { arguments: [ /take-back ] } }
              - { name: replica, confirm: { question: Is the replica caught up? }, budget: 30m, onFailure: compensate }
              - { name: switch, command: { arguments: [ /switch ] }, recovery: rerun }
            """;

    private static final String ASKS_FIRST = """
            runbook: asks-first
            parameters: { canary: version }
            steps:
              - { name: version, confirm: { question: "${canary}" }, budget: 10m }
              - { name: switch, command: { arguments: [ /switch ] }, recovery: rerun }
            """;

    private static final String CAREFUL = """
            runbook: careful
            budget: 60s
            steps:
              - { name: charge, command: { arguments: [ /charge ] }, recovery: ask, answerWithin: 20m }
              - { name: tell, command: { arguments: [ /tell ] }, recovery: rerun }
            """;

    private static final String VERIFIES = """
            runbook: verifies
            budget: 60s
            steps:
              - name: create
                command: { arguments: [ /create ] }
                recovery: verify
                verify: { command: { arguments: [ /is-there ] } }
            """;

    private static final String AGAIN = """
            runbook: again
            budget: 60s
            steps:
              - { name: back, command: { arguments: [ /back ] }, recovery: rerun }
            """;

    private static final String RETRIES = """
            runbook: retries
            parameters: { canary: version }
            steps:
              - { name: sure, confirm: { question: Sure? }, budget: 20m }
              - { name: switch, command: { arguments: [ /switch ] }, recovery: rerun, tries: 3 }
            budget: 30m
            """;

    private static final String FINDS = """
            runbook: finds
            steps:
              - { name: find, command: { arguments: [ /find ] }, recovery: ask, outputs: { action: name } }
              - { name: restore, command: { arguments: [ /restore ] }, recovery: rerun, when: "${steps.find.action} = apply" }
              - { name: tell, command: { arguments: [ /tell ] }, recovery: rerun }
            """;

    private static final String READS_BACK = """
            runbook: reads-back
            parameters: { weight: weight }
            steps:
              - { name: traffic, command: { arguments: [ /shift, "${weight}" ] }, recovery: ask, confirms: weight }
            """;

    private final Journal journal = new Journal();
    private List<String> files = List.of(CONFIRMS, ASKS_FIRST, CAREFUL, VERIFIES, AGAIN, RETRIES, FINDS, READS_BACK);
    private Dispatcher dispatcher = dispatcher();
    private Instant now = NOON;
    private long offset = 10_000;
    private int words;

    @Test
    void aQuestionIsAskedAndNothingRunsWhileItIs() {
        Output output = untilAsked();

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.STARTED);
        assertThat(only(output.executions()).question())
                .contains(new Question(
                        "replica",
                        Question.About.CONFIRMATION,
                        "Is the replica caught up?",
                        now,
                        now.plus(Duration.ofMinutes(30))));
        assertThat(journal.asking()).isEqualTo(1);
        assertThat(turn(Duration.ofMinutes(29)).nothingToWrite()).isTrue();
    }

    @Test
    void yesGoesOnWithTheNextStepAndSaysWhoSaidItAndWhy() {
        untilAsked();

        Output output = say(Says.YES);

        assertThat(only(output.effects()).name()).isEqualTo("switch");
        Execution outcome = last(end(only(output.effects()), done()));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.question()).isEmpty();
        assertThat(result(outcome, "replica").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(result(outcome, "replica").output())
                .isEqualTo("yes, said jane: I have looked (key key, 2026-11-22T12:00:00Z)");
        assertThat(result(outcome, "replica").budget()).contains(Duration.ofMinutes(30));
    }

    @Test
    void aWordIsAnsweredByAnExecutionOfItsOwn() {
        untilAsked();

        Output output = say(Says.YES);

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
    void noFailsTheStepSoThatWhatWasDoneIsUndone() {
        untilAsked();

        Output output = say(Says.NO);

        assertThat(only(output.effects()).name()).isEqualTo("undo make");
        Execution outcome = last(end(only(output.effects()), done()));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).isEqualTo("step replica: no, said jane: I have looked; undone: make");
    }

    @Test
    void nobodyWithinTheBudgetFailsTheStepAndSaysSo() {
        untilAsked();

        Output output = turn(Duration.ofMinutes(30));

        assertThat(only(output.effects()).name()).isEqualTo("undo make");
        assertThat(last(end(only(output.effects()), done())).reason())
                .startsWith("step replica: nobody has answered within 30m");
    }

    @Test
    void theQuestionMayBeAParameterAndTheRunbooksBudgetEndsTheWait() {
        arrive(promote("asks-first", 1));

        assertThat(asked("r7/1").text()).isEqualTo("2.0.0");
        assertThat(asked("r7/1").until()).isEqualTo(now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void anAdvanceDoesNotGrowOldWhileItWaits() {
        arrive(promote("asks-first", 1));
        now = now.plus(Duration.ofMinutes(9));

        assertThat(only(say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void aRollbackTakesThePlaceOfAWaitingAdvanceAtOnce() {
        arrive(promote("asks-first", 1));

        Output output = arrive(retreat("again", 2));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(of(output, "r7/1").reason())
                .isEqualTo("stopped while it waited for a person in step version: r7/2 took its place");
        assertThat(say("r7/1", Says.YES, 1, Optional.of("version"), Optional.of(NOON))
                        .refusals())
                .containsExactly(RefusalCause.NOT_ASKED);
    }

    @Test
    void aRollbackTakesThePlaceOfAWaitingHookAtOnce() {
        arrive(Decisions.run(7, 1, "asks-first"));

        Output output = arrive(retreat("again", 2));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void aRollbackThatIsReadWithTheAnswerCounts() {
        arrive(promote("asks-first", 1));
        Output output = new Output();
        dispatcher.arrived(word(Says.YES), now, output);
        dispatcher.arrived(received(retreat("again", 2)), now, output);

        dispatcher.takeUp(now, output);

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void anotherServiceGoesOnMeanwhile() {
        arrive(promote("asks-first", 1));

        Output output = arrive(Decisions.decision("till", DecisionKind.PROMOTE, 8, 1, 5, "again", Mode.ENFORCE));

        assertThat(only(output.effects()).service()).isEqualTo("till");
        assertThat(journal.asking()).isEqualTo(1);
    }

    @Test
    void theWaitSurvivesACrashAsItIs() {
        untilAsked();
        Question before = asked("r7/1");

        Output recovered = crash();

        assertThat(recovered.nothingToWrite()).isTrue();
        assertThat(recovered.effects()).isEmpty();
        assertThat(asked("r7/1")).isEqualTo(before);
        assertThat(only(say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnswerThatWasReadBeforeACrashIsActedUponAfterIt() {
        untilAsked();
        dispatcher.arrived(word(Says.YES), now, new Output());

        Output output = crash();

        assertThat(only(output.effects()).name()).isEqualTo("switch");
        assertThat(journal.asking()).isZero();
    }

    @Test
    void anAnswerInTheJournalThatNobodyMaySignIsForgotten() {
        untilAsked();
        Received word = word(Says.YES);
        dispatcher.arrived(word, now, new Output());

        Output output = crash(received -> !received.isWord());

        assertThat(output.effects()).isEmpty();
        assertThat(output.forgotten()).containsExactly("shop/" + word.decision().decisionId());
        assertThat(journal.asking()).isEqualTo(1);
    }

    @Test
    void aRunbookThatWasChangedMeanwhileIsNotGoneOnWith() {
        untilAsked();
        files = List.of(CONFIRMS.replace("/switch", "/other"));
        crash();

        Output output = say(Says.YES);

        assertThat(output.effects()).isEmpty();
        assertThat(of(output, "r7/1").reason()).contains("was changed while it waited");
    }

    @Test
    void ofTwoAnswersTheFirstCounts() {
        untilAsked();
        Output output = new Output();
        dispatcher.arrived(word(Says.NO), now, output);
        dispatcher.arrived(word(Says.YES), now, output);

        dispatcher.takeUp(now, output);

        assertThat(output.refusals()).containsExactly(RefusalCause.ANSWERED);
        assertThat(only(output.discarded()).reason()).isEqualTo("it was answered before: no, said jane: I have looked");
        assertThat(only(output.effects()).name()).isEqualTo("undo make");
    }

    @Test
    void aWordThatIsBroughtAgainDoesNothing() {
        untilAsked();
        Received word = word(Says.YES);
        dispatcher.arrived(word, now, new Output());

        assertThat(dispatcher.arrived(word, now, new Output())).isFalse();
    }

    @Test
    void anAnswerToWhatIsNotAskedIsRefusedPlainlyAndLeavesNoTrace() {
        Effect make = begin(Decisions.run(7, 1, "confirms"));

        Output running = say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(now));
        Output unknown = say("r9/1", Says.YES, 1, Optional.of("replica"), Optional.of(now));
        end(make, failed());
        Output over = say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(now));

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
        untilAsked();
        Instant asked = asked("r7/1").askedAt();

        assertThat(only(say("r7/1", Says.DONE, 1, Optional.of("replica"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("yes or no");
        assertThat(only(say("r7/1", Says.YES, 1, Optional.of("switch"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("asked is about step replica");
        assertThat(only(say("r7/1", Says.YES, 1, Optional.of("replica"), Optional.of(asked.minusSeconds(9)))
                                .discarded())
                        .reason())
                .contains("has moved on");
        assertThat(only(say("r7/1", Says.YES, 2, Optional.of("replica"), Optional.of(asked))
                                .discarded())
                        .reason())
                .contains("this is about attempt 2, step replica, and it waits in attempt 1, step replica");
        assertThat(journal.asking()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasWrittenInTimeCountsHoweverLateItIsRead() {
        untilAsked();
        Received word = word(Says.YES);
        now = now.plus(Duration.ofMinutes(45));
        Output output = new Output();

        dispatcher.arrived(word, now, output);
        dispatcher.takeUp(now, output);

        assertThat(only(output.effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnswerThatWasWrittenTooLateDoesNot() {
        untilAsked();
        now = now.plus(Duration.ofMinutes(30));
        Output output = new Output();

        dispatcher.arrived(word(Says.YES), now, output);

        assertThat(only(output.discarded()).reason()).contains("it comes too late");
    }

    @Test
    void anAnswerThatWasKeptAndIsBroughtLaterIsRefused() {
        untilAsked();
        Decision signed = word(Says.YES).decision();
        Instant later = now.plus(Duration.ofHours(2));
        Output output = new Output();

        dispatcher.arrived(received(signed, ++offset, Optional.of(later)), later, output);

        assertThat(output.refusals()).containsExactly(RefusalCause.WRITTEN_ANEW);
    }

    @Test
    void aWordThatSaysAnotherPlaceInTheOrderIsRefused() {
        untilAsked();
        Decision other = Decisions.run(99, 1, "confirms");
        ExecutionWord word = new ExecutionWord(
                Says.YES,
                "r7/1",
                1,
                Optional.of("replica"),
                Optional.of(asked("r7/1").askedAt()),
                "jane",
                "so");
        Output output = new Output();

        dispatcher.arrived(received(word.decision(other, id(), now), ++offset, Optional.of(now)), now, output);

        assertThat(output.refusals()).containsExactly(RefusalCause.CONTRADICTION);
    }

    @Test
    void aStepThatMustNotRunTwiceAsksWhatBecameOfIt() {
        begin(Decisions.run(7, 1, "careful"));

        Output output = crash();

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.STARTED);
        assertThat(asked("r7/1"))
                .isEqualTo(new Question(
                        "charge",
                        Question.About.OUTCOME,
                        "interrupted in step charge; outcome not known; a person must decide",
                        now,
                        now.plus(Duration.ofMinutes(20))));
    }

    @Test
    void doneGoesOnBehindItInANewAttempt() {
        begin(Decisions.run(7, 1, "careful"));
        crash();
        now = now.plus(Duration.ofMinutes(19));

        Output output = say(Says.DONE);

        Effect tell = only(output.effects());
        assertThat(tell.name()).isEqualTo("tell");
        assertThat(tell.attempt()).isEqualTo(2);
        Execution outcome = last(end(tell, done()));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(result(outcome, "charge").output()).startsWith("done, said jane: I have looked");
    }

    @Test
    void failedFailsItAndItIsNotRunAgain() {
        begin(Decisions.run(7, 1, "careful"));
        crash();

        Output output = say(Says.FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(of(output, "r7/1").reason()).isEqualTo("step charge: failed, said jane: I have looked");
    }

    @Test
    void retryRunsItAgainSinceAPersonVouchesForIt() {
        begin(Decisions.run(7, 1, "careful"));
        crash();

        Effect charge = only(say(Says.RETRY).effects());

        assertThat(charge.name()).isEqualTo("charge");
        assertThat(charge.attempt()).isEqualTo(2);
        Effect tell = only(end(charge, done()).effects());
        Execution outcome = last(end(tell, done()));
        assertThat(outcome.steps()).extracting(StepResult::name).containsExactly("retry charge", "charge", "tell");
    }

    @Test
    void aRetryThatACrashInterruptsAsksAnew() {
        begin(Decisions.run(7, 1, "careful"));
        crash();
        now = now.plusSeconds(5);
        say(Says.RETRY);
        now = now.plusSeconds(5);

        Output output = crash();

        assertThat(output.effects()).isEmpty();
        assertThat(asked("r7/1").askedAt()).isEqualTo(now);
        assertThat(journal.entry("shop", "r7/1")
                        .orElseThrow()
                        .execution()
                        .orElseThrow()
                        .attempt())
                .isEqualTo(2);
    }

    @Test
    void nobodyInTimeFailsAsItAlwaysDid() {
        begin(Decisions.run(7, 1, "careful"));
        crash();

        Execution outcome = only(turn(Duration.ofMinutes(20)).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("interrupted in step charge; outcome not known; a person must decide; nobody has answered"
                        + " within 20m");
    }

    @Test
    void withoutATimeToWaitItFailsAtOnce() {
        files = List.of(CAREFUL.replace("20m", "0s"));
        dispatcher = dispatcher();
        begin(Decisions.run(7, 1, "careful"));

        Output output = crash();

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason())
                .isEqualTo("interrupted in step charge; outcome not known; a person must decide");
    }

    @Test
    void aVerificationThatCannotTellAsksToo() {
        begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(crash().effects());

        end(verify, failed());

        assertThat(asked("r7/1").about()).isEqualTo(Question.About.OUTCOME);
        assertThat(asked("r7/1").text()).contains("it cannot be told whether the step had its effect");
        assertThat(asked("r7/1").until()).isEqualTo(now.plus(Duration.ofMinutes(15)));
        Effect create = only(say(Says.RETRY).effects());
        assertThat(create.name()).isEqualTo("create");
    }

    @Test
    void aRollbackThatAsksMakesPlaceForALaterOne() {
        begin(retreat("careful", 1));
        crash();

        Output output = arrive(retreat("again", 2));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void aRollbackThatWaitsForItsNextAttemptTriesNow() {
        Effect back = begin(retreat("again", 1));
        end(back, failed());

        Output output = say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty());

        Effect again = only(output.effects());
        assertThat(again.isDue(now)).isTrue();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.replaces(back)).isFalse();
        assertThat(turn(Duration.ZERO).effects()).as("applied once").isEmpty();
        assertThat(say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty())
                        .refusals())
                .as("it runs")
                .containsExactly(RefusalCause.NOT_ASKED);
        assertThat(last(end(again, done())).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void onlyARetryHelpsWhatWaitsForItsNextAttempt() {
        end(begin(retreat("again", 1)), failed());

        assertThat(only(say("r7/1", Says.DONE, 2, Optional.empty(), Optional.empty())
                                .discarded())
                        .reason())
                .contains("only a retry helps");
    }

    @Test
    void noOfAPersonIsNotAskedAgainInARollback() {
        begin(Decisions.decision("shop", DecisionKind.ROLLBACK, 7, 1, 0, "confirms", Mode.ENFORCE));
        end(only(journal.running("shop")), done());

        Output output = say(Says.NO);

        assertThat(output.effects()).isEmpty();
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(of(output, "r7/1").reason()).isEqualTo("step replica: no, said jane: I have looked");
    }

    @Test
    void anAnsweredAdvanceThatIsNotPermittedAtOnceIsStillBegun() {
        Effect step = answeredAfterNineMinutes();

        Output output = end(step, new StepOutcome.NotBegun("no lease"));

        assertThat(only(output.effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnsweredAdvanceThatACrashInterruptsIsGoneOnWith() {
        answeredAfterNineMinutes();
        now = now.plusSeconds(5);

        assertThat(only(crash().effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnsweredAdvanceHasAllItsTries() {
        Effect step = answeredAfterNineMinutes();

        assertThat(only(end(step, failed()).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void anAdvanceGrowsOldAfterItsAnswerAndHasOnlyExpiredIfNothingWasDone() {
        Effect step = answeredAfterNineMinutes();
        now = now.plusSeconds(60);

        Execution outcome = last(end(step, new StepOutcome.NotBegun("no lease")));

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.EXPIRED);
        assertThat(outcome.reason())
                .isEqualTo("expired: an advance valid for PT1M after a person answered, which is PT1M ago now");
    }

    @Test
    void whatWasOnlySaidToBeDoneLeavesNoStepOutThatReadsItsOutput() {
        begin(retreat("finds", 1));
        crash();

        Execution outcome = of(say(Says.DONE), "r7/1");

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("step restore: whether it is to be done is not known: it reads steps.find.action, and that"
                        + " step was only said to be done; a person must decide");
    }

    @Test
    void whatWasSaidToBeDoneConfirmsNoWeight() {
        begin(retreat("reads-back", 1));
        crash();

        Execution outcome = of(say(Says.DONE), "r7/1");

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).isEmpty();
        assertThat(journal.inForce("shop")).isEmpty();
    }

    @Test
    void underAHoldNothingIsLetGoOnButARetreat() {
        untilAsked();
        hold(true);

        Output yes = say(Says.YES);
        assertThat(yes.refusals()).containsExactly(RefusalCause.HELD);
        assertThat(only(yes.discarded()).reason()).startsWith("held by jo: a freeze; release first");
        assertThat(journal.asking()).isEqualTo(1);

        hold(false);
        assertThat(only(say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void noCountsUnderAHold() {
        untilAsked();
        hold(true);

        assertThat(only(say(Says.NO).effects()).name()).isEqualTo("undo make");
    }

    @Test
    void aRetreatIsAnsweredUnderAHold() {
        begin(retreat("careful", 1));
        crash();
        hold(true);

        assertThat(only(say(Says.RETRY).effects()).name()).isEqualTo("charge");
    }

    @Test
    void aRollbackThatNobodyAnswersAsksAgainAndOthersHearOfIt() {
        arrive(retreat("asks-first", 1));

        Output output = turn(Duration.ofMinutes(10));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.FAILED, ExecutionStatus.STARTED);
        assertThat(output.executions().get(0).reason())
                .isEqualTo("2.0.0; nobody has answered within 10m; asked again, until somebody answers or a later"
                        + " decision takes its place");
        assertThat(asked("r7/1").until()).isEqualTo(now.plus(Duration.ofMinutes(10)));
        assertThat(only(say(Says.YES).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void aRollbackOfWhichNobodyTellsTheOutcomeAsksAgainAndRunsNothing() {
        begin(retreat("careful", 1));
        crash();

        Output output = turn(Duration.ofMinutes(20));

        assertThat(output.effects()).isEmpty();
        assertThat(asked("r7/1").about()).isEqualTo(Question.About.OUTCOME);
        assertThat(asked("r7/1").until()).isEqualTo(now.plus(Duration.ofMinutes(20)));
        assertThat(of(say(Says.FAILED), "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void failedIsObeyedInARollbackWhoseStepIsVerified() {
        begin(retreat("verifies", 1));
        end(only(crash().effects()), failed());

        Output output = say(Says.FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(of(output, "r7/1").reason()).isEqualTo("step create: failed, said jane: I have looked");
    }

    @Test
    void aHookIsAskedAboutOnlyAsLongAsTheGateWaitsForIt() {
        arrive(valid(Decisions.run(7, 1, "asks-first"), Duration.ofMinutes(4)));

        assertThat(asked("r7/1").until()).isEqualTo(NOON.plus(Duration.ofMinutes(4)));
        Execution outcome = of(turn(Duration.ofMinutes(4)), "r7/1");
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).startsWith("step version: expired: a run valid for PT4M");
    }

    @Test
    void aHookThatTheGateHasGivenUpIsNotGoneOnWithWhateverIsAnswered() {
        arrive(valid(Decisions.run(7, 1, "asks-first"), Duration.ofMinutes(4)));
        Received word = word(Says.YES);
        now = now.plus(Duration.ofMinutes(5));
        Output output = new Output();
        dispatcher.arrived(word, now, output);

        dispatcher.takeUp(now, output);

        assertThat(output.effects()).isEmpty();
        assertThat(of(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(of(output, "r7/1").reason()).startsWith("step version: expired: a run valid for PT4M");
    }

    @Test
    void anAnswerThatIsReadBehindTheRollbackIsRefused() {
        arrive(promote("asks-first", 1));
        Received word = word(Says.YES);
        Output output = new Output();

        dispatcher.arrived(received(retreat("again", 2)), now, output);
        dispatcher.arrived(word, now, output);

        assertThat(only(output.discarded()).reason()).isEqualTo("r7/1 is not gone on with: r7/2 took its place");
    }

    @Test
    void anAnswerIsNotForgottenBeforeItIsTakenUp() {
        untilAsked();
        dispatcher.arrived(word(Says.YES), now, new Output());
        for (int i = 1; i <= 30; i++) {
            Decision later =
                    Decisions.decision("shop", DecisionKind.PROMOTE, i < 30 ? 8 : 9, i, 5, "again", Mode.ENFORCE);
            dispatcher.arrived(received(later, 20_000 + i, Optional.of(now)), now, new Output());
        }

        assertThat(only(turn(Duration.ZERO).effects()).name()).isEqualTo("switch");
    }

    @Test
    void aRetryCountsOnceThoughTheClockIsSetBack() {
        end(begin(retreat("again", 1)), failed());
        Effect again = only(
                say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty()).effects());

        now = now.minus(Duration.ofMinutes(1));

        assertThat(turn(Duration.ZERO).nothingToWrite()).isTrue();
        assertThat(dispatcher.isOvertaken(again)).isFalse();
        assertThat(say("r7/1", Says.RETRY, 2, Optional.empty(), Optional.empty())
                        .refusals())
                .containsExactly(RefusalCause.NOT_ASKED);
    }

    @Test
    void anEffectThatItsDecisionHasGoneOnWithoutDoesNotBegin() {
        Effect back = begin(retreat("again", 1));
        end(back, failed());

        assertThat(dispatcher.isOvertaken(back)).isTrue();
    }

    @Test
    void aWordThatIsTooLongIsRefused() {
        untilAsked();
        ExecutionWord word = new ExecutionWord(
                Says.YES, "r7/1", 1, Optional.of("replica"), Optional.of(now), "jane", "x".repeat(501));
        Output output = new Output();

        dispatcher.arrived(
                received(word.decision(Decisions.run(7, 1, "confirms"), id(), now), ++offset, Optional.of(now)),
                now,
                output);

        assertThat(output.refusals()).containsExactly(RefusalCause.CONTRADICTION);
        assertThat(only(output.discarded()).reason())
                .isEqualTo("its why has 501 characters, expected at most 500: say it again, shorter");
    }

    private Effect answeredAfterNineMinutes() {
        arrive(promote("retries", 1));
        now = now.plus(Duration.ofMinutes(9));
        return only(say(Says.YES).effects());
    }

    private void hold(boolean held) {
        Decision order = ExecutorHold.of(held, ExecutorHold.service(0), "jo", "a freeze", id(), now);
        dispatcher.arrived(received(order, ++offset, Optional.of(now)), now, new Output());
    }

    private static Decision valid(Decision run, Duration valid) {
        return Decisions.with(run, run.decisionId(), run.runbook().parameters(), Optional.of(valid));
    }

    private Output untilAsked() {
        return end(begin(Decisions.run(7, 1, "confirms")), done());
    }

    /** Who says it answers the question that is asked. */
    private Output say(Says says) {
        Output output = new Output();
        dispatcher.arrived(word(says), now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private Received word(Says says) {
        Question question = asked("r7/1");
        int attempt = journal.entry("shop", "r7/1")
                .orElseThrow()
                .execution()
                .orElseThrow()
                .attempt();
        return word("r7/1", says, attempt, Optional.of(question.step()), Optional.of(question.askedAt()));
    }

    private Output say(String decision, Says says, int attempt, Optional<String> step, Optional<Instant> asked) {
        Output output = new Output();
        dispatcher.arrived(word(decision, says, attempt, step, asked), now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private Received word(String decision, Says says, int attempt, Optional<String> step, Optional<Instant> asked) {
        ExecutionWord word = new ExecutionWord(says, decision, attempt, step, asked, "jane", "I have looked");
        return received(word.decision(Decisions.run(7, 1, "confirms"), id(), now), ++offset, Optional.of(now));
    }

    private String id() {
        return String.format("%08x-4a59-8f7e", ++words);
    }

    private Question asked(String decisionId) {
        return journal.entry("shop", decisionId).flatMap(JournalEntry::question).orElseThrow();
    }

    private Dispatcher dispatcher() {
        List<Runbook> runbooks = files.stream()
                .map(yaml -> ((Parsed.Valid<Runbook>) RunbookReader.read("test.yaml", yaml)).value())
                .toList();
        return new Dispatcher(journal, new Acceptance(new Runbooks(runbooks)), "test");
    }

    private Effect begin(Decision decision) {
        return only(arrive(decision).effects());
    }

    private Output arrive(Decision decision) {
        Output output = new Output();
        dispatcher.arrived(received(decision), now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private Output turn(Duration later) {
        now = now.plus(later);
        Output output = new Output();
        dispatcher.takeUp(now, output);
        return output;
    }

    private Output end(JournalEntry running, StepOutcome outcome) {
        Execution execution = running.execution().orElseThrow();
        return end(
                new Effect(
                        running.decision().service(),
                        running.decision().decisionId(),
                        "c",
                        running.decision().kind(),
                        execution.attempt(),
                        running.step(),
                        running.part(),
                        "make",
                        new Action.Command(List.of("/make"), Labels.NONE, List.of()),
                        Duration.ofSeconds(10),
                        now,
                        running.order()),
                outcome);
    }

    private Output end(Effect effect, StepOutcome outcome) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, now, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private Output crash() {
        return crash(received -> true);
    }

    /** The journal as its topic has it, and a new owner. */
    private Output crash(Predicate<Received> trusted) {
        JournalCodec codec = new JournalCodec();
        List<JournalEntry> topic = journal.entries().stream()
                .map(entry -> codec.read(codec.write(entry)))
                .toList();
        topic.forEach(journal::put);
        dispatcher = dispatcher();
        Output output = new Output();
        dispatcher.recover(now, trusted, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private static Decision retreat(String runbook, int sequence) {
        return Decisions.decision("shop", DecisionKind.ROLLBACK, 7, sequence, 0, runbook, Mode.ENFORCE);
    }

    private static Decision promote(String runbook, int sequence) {
        return Decisions.decision("shop", DecisionKind.PROMOTE, 7, sequence, 5, runbook, Mode.ENFORCE);
    }

    private static StepOutcome done() {
        return new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "", Labels.NONE);
    }

    private static StepOutcome failed() {
        return new StepOutcome.Failed(FailureCategory.EXIT_CODE, "exit code 3", OptionalInt.of(3), "", Labels.NONE);
    }

    private static StepResult result(Execution execution, String step) {
        return execution.steps().stream()
                .filter(one -> one.name().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private static Execution of(Output output, String decisionId) {
        return output.executions().stream()
                .filter(execution -> execution.decisionId().equals(decisionId))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static Execution last(Output output) {
        return output.executions().get(output.executions().size() - 1);
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
