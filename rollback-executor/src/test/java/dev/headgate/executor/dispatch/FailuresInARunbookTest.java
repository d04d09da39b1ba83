package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a runbook when a step fails, and of a step whose outcome a crash left unknown. */
class FailuresInARunbookTest {

    private static final String GOES_ON = """
            runbook: goes-on
            budget: 60s
            steps:
              - { name: warm, command: { arguments: [ /warm ] }, recovery: rerun, tries: 2, onFailure: continue }
              - { name: tell, command: { arguments: [ /tell ] }, recovery: ask, answerWithin: 0s, onFailure: continue }
              - { name: check, command: { arguments: [ /check ] }, recovery: rerun }
            """;

    private static final String UNDOES = """
            runbook: undoes
            budget: 60s
            steps:
              - name: create
                command: { arguments: [ /create ] }
                recovery: rerun
                outputs: { id: name }
                undo: { command: { arguments: [ /remove, "${steps.create.id}" ] }, budget: 5s, tries: 2 }
              - { name: look, command: { arguments: [ /look ] }, recovery: rerun }
              - name: fill
                command: { arguments: [ /fill ] }
                recovery: rerun
                undo: { command: { arguments: [ /empty ] } }
              - { name: open, command: { arguments: [ /open ] }, recovery: rerun, onFailure: compensate }
            """;

    private static final String VERIFIES = """
            runbook: verifies
            budget: 60s
            steps:
              - name: create
                command: { arguments: [ /create ] }
                recovery: verify
                answerWithin: 0s
                verify: { command: { arguments: [ /is-there ] }, budget: 3s }
                outputs: { id: name }
              - name: use
                command: { arguments: [ /use, "${steps.create.id}" ] }
                recovery: rerun
            """;

    private final Journal journal = new Journal();
    private final Instant now = NOON;
    private Dispatcher dispatcher = dispatcher();

    @Test
    void aFailureThatIsPassedOverIsNamedInTheOutcome() {
        Effect warm = begin(Decisions.run(7, 1, "goes-on"));
        Effect again = only(end(warm, failed(3)).effects());
        Effect tell = only(end(again, failed(3)).effects());
        Effect check = only(end(tell, failed(4)).effects());

        Execution outcome = only(end(check, done()).executions());

        assertThat(List.of(warm.name(), again.name(), tell.name(), check.name()))
                .containsExactly("warm", "warm", "tell", "check");
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.reason())
                .isEqualTo("a test decides; passed over: step warm: exit code 3; passed over: step tell: exit code 4");
        assertThat(outcome.steps())
                .filteredOn(step -> step.status() == ExecutionStatus.FAILED)
                .extracting(StepResult::name)
                .containsExactly("warm", "warm", "tell");
    }

    @Test
    void aRollbackPassesOverWhatMayBePassedOverRatherThanTryItForever() {
        Effect warm = begin(retreat("goes-on"));
        Effect again = only(end(warm, failed(3)).effects());

        Effect tell = only(end(again, failed(3)).effects());

        assertThat(tell.name()).isEqualTo("tell");
    }

    @Test
    void whatACrashLeftUnknownIsNotPassedOver() {
        Effect warm = begin(Decisions.run(7, 1, "goes-on"));
        end(warm, done());

        Output output = crash();

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("step tell", "a person must decide");
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void aBudgetThatIsOverIsNotPassedOver() {
        Effect warm = begin(Decisions.run(7, 1, "goes-on"));
        Output output = new Output();

        dispatcher.ended(warm, done(), now, now.plus(Duration.ofSeconds(61)), output);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("budget of PT1M was over before step tell");
    }

    @Test
    void aFailureUndoesWhatWasDoneBeforeTheLastFirst() {
        Effect empty = only(end(untilOpen(), failed(9)).effects());
        Effect remove = only(end(empty, done()).effects());

        Output end = end(remove, done());

        assertThat(List.of(empty.name(), remove.name())).containsExactly("undo fill", "undo create");
        assertThat(List.of(empty.part(), remove.part())).containsOnly(Part.UNDO);
        assertThat(arguments(remove)).containsExactly("/remove", "made-1");
        assertThat(remove.budget()).isEqualTo(Duration.ofSeconds(5));
        assertThat(only(end.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(end.executions()).reason()).isEqualTo("step open: exit code 9; undone: fill, create");
    }

    @Test
    void whatCannotBeUndoneIsNamedAndTheRestIsUndone() {
        Effect empty = only(end(untilOpen(), failed(9)).effects());
        Effect remove = only(end(empty, failed(2)).effects());
        Effect secondTry = only(end(remove, failed(2)).effects());

        Output end = end(secondTry, failed(2));

        assertThat(secondTry.name()).isEqualTo("undo create");
        assertThat(secondTry.notBefore()).isEqualTo(now.plusSeconds(1));
        assertThat(only(end.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(end.executions()).reason())
                .isEqualTo("step open: exit code 9; not undone: fill, create; a person must decide");
    }

    @Test
    void aFailureThatOnlyStopsUndoesNothing() {
        Effect create = begin(Decisions.run(7, 1, "undoes"));
        Effect look = only(end(create, done(Map.of("id", "made-1"))).effects());

        Output end = end(look, failed(1));

        assertThat(end.effects()).isEmpty();
        assertThat(only(end.executions()).reason()).isEqualTo("step look: exit code 1");
    }

    @Test
    void aBudgetThatIsOverBeforeAStepThatCompensatesUndoesWhatWasDone() {
        Effect look = only(end(begin(Decisions.run(7, 1, "undoes")), done(Map.of("id", "made-1")))
                .effects());
        Effect fill = only(end(look, done()).effects());
        Output output = new Output();
        Instant tooLate = now.plus(Duration.ofSeconds(61));

        dispatcher.ended(fill, done(), tooLate, tooLate, output);

        assertThat(only(output.effects()).name()).isEqualTo("undo fill");
        assertThat(only(output.executions()).reason()).contains("was over before step open");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aCrashInTheMiddleGoesOnUndoing(int crashes) {
        Effect undo = only(end(untilOpen(), failed(9)).effects());
        for (int i = 0; i < crashes; i++) {
            undo = only(crash().effects());
            assertThat(undo.name()).isEqualTo("undo fill");
            assertThat(undo.attempt()).isEqualTo(i + 2);
        }
        Effect remove = only(end(undo, done()).effects());
        for (int i = 0; i < crashes; i++) {
            remove = only(crash().effects());
            assertThat(remove.name()).isEqualTo("undo create");
        }

        Output end = end(remove, done());

        assertThat(only(end.executions()).reason()).isEqualTo("step open: exit code 9; undone: fill, create");
        assertThat(crash().executions()).isEmpty();
    }

    @Test
    void aRollbackTakesThePlaceOfUndoing() {
        Effect undo = only(end(untilOpen(), failed(9)).effects());
        Output rollback = new Output();

        dispatcher.arrived(received(retreat("goes-on", 2)), now, rollback);
        assertThat(dispatcher.mustStop(undo)).isTrue();
        Output end = end(undo, new StepOutcome.Abandoned());

        assertThat(end.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(end.executions().get(0).reason())
                .isEqualTo("step open: exit code 9; not undone: fill, create; a person must decide;"
                        + " r7/2 took its place");
        assertThat(only(end.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void undoingThatLostItsPermissionIsBegunAgain() {
        Effect undo = only(end(untilOpen(), failed(9)).effects());

        Effect again = only(end(undo, new StepOutcome.NotBegun("no lease")).effects());

        assertThat(again).isEqualTo(undo);
    }

    @Test
    void undoingGoesOnAlthoughTheDecisionHasExpiredMeanwhile() {
        Effect open = untilOpen(promote("undoes"));
        Effect undo = only(end(open, failed(9)).effects());
        Output output = new Output();

        dispatcher.recover(now.plus(Duration.ofHours(1)), received -> true, output);

        assertThat(only(output.effects()).name()).isEqualTo(undo.name());
    }

    @Test
    void aRollbackIsTriedAgainAndUndoesNothing() {
        Effect open = untilOpen(retreat("undoes"));

        Output end = end(open, failed(9));

        assertThat(only(end.effects()).name()).isEqualTo("open");
        assertThat(only(end.executions()).reason()).contains("tried again in 1 s");
    }

    @Test
    void aCrashedStepThatHadItsEffectIsNotRunAgain() {
        begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(crash().effects());

        Output end = end(verify, done(Map.of("id", "made-1")));

        assertThat(verify.name()).isEqualTo("verify create");
        assertThat(arguments(verify)).containsExactly("/is-there");
        assertThat(verify.budget()).isEqualTo(Duration.ofSeconds(3));
        assertThat(arguments(only(end.effects()))).containsExactly("/use", "made-1");
        assertThat(only(end.executions()).steps())
                .extracting(StepResult::name)
                .containsExactly("verify create", "create");
    }

    @Test
    void aCrashedStepThatHadNoEffectIsRunAgain() {
        begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(crash().effects());

        Effect create = only(end(verify, failed(1)).effects());

        assertThat(create.name()).isEqualTo("create");
        assertThat(create.part()).isEqualTo(Part.ACTION);
        assertThat(only(end(create, done(Map.of("id", "made-2"))).effects()).name())
                .isEqualTo("use");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 127})
    void whatCannotBeToldIsForAPersonToDecide(int exitCode) {
        begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(crash().effects());

        Output end = end(verify, failed(exitCode));

        assertThat(end.effects()).isEmpty();
        assertThat(only(end.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(end.executions()).reason())
                .contains("verify create", "cannot be told", "exit code " + exitCode, "a person must decide");
    }

    @Test
    void aVerificationThatSaysYesButNotWhatTheStepWasToSayCannotTell() {
        begin(Decisions.run(7, 1, "verifies"));
        Effect verify = only(crash().effects());

        Output end = end(verify, done());

        assertThat(only(end.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(end.executions()).reason()).contains("its output has no id", "a person must decide");
    }

    @Test
    void aVerificationThatWasCutShortIsMadeAgain() {
        begin(Decisions.run(7, 1, "verifies"));
        crash();

        Effect verify = only(crash().effects());

        assertThat(verify.name()).isEqualTo("verify create");
        assertThat(verify.attempt()).isEqualTo(3);
    }

    @Test
    void aVerificationIsNeverTakenForTheStepItself() {
        Effect create = begin(Decisions.run(7, 1, "verifies"));
        crash();

        Output output = end(create, done(Map.of("id", "made-1")));

        assertThat(output.nothingToWrite()).isTrue();
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void anAdvanceThatExpiredBeforeItsVerificationSaidNoIsNotRunAgain() {
        begin(promote("verifies"));
        Effect verify = only(crash().effects());
        Output output = new Output();
        Instant later = now.plus(Duration.ofMinutes(5));

        dispatcher.ended(verify, failed(1), later, later, output);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("expired");
    }

    @Test
    void aStepOfARollbackThatFailedIsVerifiedBeforeItIsRunAgain() {
        Effect create = begin(retreat("verifies"));

        Effect verify = only(end(create, failed(5)).effects());

        assertThat(verify.name()).isEqualTo("verify create");
        assertThat(verify.notBefore()).isEqualTo(now.plusSeconds(1));
        assertThat(only(end(verify, failed(1)).effects()).name()).isEqualTo("create");
    }

    private Effect untilOpen() {
        return untilOpen(Decisions.run(7, 1, "undoes"));
    }

    private Effect untilOpen(Decision decision) {
        Effect look = only(end(begin(decision), done(Map.of("id", "made-1"))).effects());
        Effect fill = only(end(look, done()).effects());
        return only(end(fill, done()).effects());
    }

    private Dispatcher dispatcher() {
        List<Runbook> runbooks = List.of(GOES_ON, UNDOES, VERIFIES).stream()
                .map(yaml -> ((Parsed.Valid<Runbook>) RunbookReader.read("test.yaml", yaml)).value())
                .toList();
        return new Dispatcher(journal, new Acceptance(new Runbooks(runbooks)), "test");
    }

    private Effect begin(Decision decision) {
        Output output = new Output();
        dispatcher.arrived(received(decision), now, output);
        dispatcher.takeUp(now, output);
        return only(output.effects());
    }

    private Output end(Effect effect, StepOutcome outcome) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, now, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    /** The journal as its topic has it, and a new owner. */
    private Output crash() {
        JournalCodec codec = new JournalCodec();
        List<JournalEntry> topic = journal.entries().stream()
                .map(entry -> codec.read(codec.write(entry)))
                .toList();
        topic.forEach(journal::put);
        dispatcher = dispatcher();
        Output output = new Output();
        dispatcher.recover(now, received -> true, output);
        return output;
    }

    private static Decision retreat(String runbook) {
        return retreat(runbook, 1);
    }

    private static Decision retreat(String runbook, int sequence) {
        return Decisions.decision("shop", DecisionKind.ROLLBACK, 7, sequence, 0, runbook, Mode.ENFORCE);
    }

    private static Decision promote(String runbook) {
        return Decisions.decision("shop", DecisionKind.PROMOTE, 7, 1, 5, runbook, Mode.ENFORCE);
    }

    private static StepOutcome done() {
        return done(Map.of());
    }

    private static StepOutcome done(Map<String, String> figures) {
        return new StepOutcome.Done(Optional.<Weight>empty(), OptionalInt.of(0), "", new TreeMap<>(figures));
    }

    private static StepOutcome failed(int exitCode) {
        return new StepOutcome.Failed(
                FailureCategory.EXIT_CODE, "exit code " + exitCode, OptionalInt.of(exitCode), "", Labels.NONE);
    }

    private static List<String> arguments(Effect effect) {
        return ((Action.Command) effect.action()).arguments();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
