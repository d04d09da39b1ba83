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
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tries, conditions, and what a step finds out, as runbooks say it. */
class StepsOfARunbookTest {

    private static final String BACK = """
            runbook: back
            parameters: { canary: version, action: { type: name, pattern: "apply|undo" } }
            budget: 60s
            steps:
              - name: find-previous
                command: { arguments: [ /opt/previous, "${canary}" ] }
                recovery: rerun
                tries: 3
                outputs: { version: { type: version, pattern: "1[.].*" } }
              - name: only-undo
                when: ${action} = undo
                command: { arguments: [ /opt/undo ] }
                recovery: rerun
              - name: traffic
                command:
                  arguments: [ /opt/traffic, "${steps.find-previous.version}" ]
                  environment: { VERSION: "${steps.find-previous.version}" }
                recovery: rerun
                confirms: weight
            """;

    private static final String HOOK = """
            runbook: hook
            steps:
              - { name: warm, command: { arguments: [ /opt/warm ] }, recovery: rerun }
              - { name: check, command: { arguments: [ /opt/check ] }, recovery: rerun, tries: 2 }
            """;

    private final Journal journal = new Journal();
    private Dispatcher dispatcher = dispatcher(BACK, HOOK);
    private Instant now = NOON;

    @Test
    void aStepIsGivenWhatAnEarlierOneHasFoundOut() {
        Effect find = begin(rollback("apply"));
        assertThat(arguments(find)).containsExactly("/opt/previous", "2.0.0");

        Effect traffic =
                only(end(find, done(Map.of("version", "1.9.0", "noise", "1"))).effects());

        assertThat(traffic.name()).isEqualTo("traffic");
        assertThat(arguments(traffic)).containsExactly("/opt/traffic", "1.9.0");
        assertThat(((Action.Command) traffic.action()).environment()).containsEntry("VERSION", "1.9.0");
    }

    @Test
    void whatACommandSaysIsInForceIsConfirmedToTheGate() {
        Effect find = begin(rollback("apply"));
        Effect traffic = only(end(find, done(Map.of("version", "1.9.0"))).effects());

        Execution outcome = only(end(traffic, done(Map.of("weight", "0"))).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).contains(Weight.NONE);
        assertThat(outcome.results()).isEqualTo(Map.of("version", "1.9.0", "exitCode", "0"));
    }

    @Test
    void aCommandThatDoesNotSayWhatIsInForceHasNotShifted() {
        Effect find = begin(rollback("apply"));
        Effect traffic = only(end(find, done(Map.of("version", "1.9.0"))).effects());

        for (Map<String, String> figures : List.of(Map.of("done", "true"), Map.of("weight", "many"))) {
            Output output = end(traffic, done(figures));

            assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(only(output.executions()).confirmedWeight()).isEmpty();
            traffic = only(output.effects());
        }
    }

    @Test
    void aStepIsLeftOutUnlessItsConditionHolds() {
        Effect undo = only(
                end(begin(rollback("undo")), done(Map.of("version", "1.9.0"))).effects());

        assertThat(undo.name()).isEqualTo("only-undo");
        assertThat(only(end(undo, done(Map.of())).effects()).name()).isEqualTo("traffic");
    }

    @Test
    void anOutputThatIsMissingOrUnfitFailsItsStep() {
        for (Map<String, String> figures :
                List.of(Map.of("versoin", "1.9.0"), Map.of("version", "2.0.0"), Map.of("version", "1.9; rm -rf /"))) {
            dispatcher = dispatcher(BACK, HOOK);
            journal.forget("shop/r7/1");
            Output output = end(begin(promote("apply")), done(figures));
            Effect again = only(output.effects());
            Effect last = only(end(again, done(figures)).effects());

            Execution failure = only(end(last, done(figures)).executions());

            assertThat(failure.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(failure.reason()).startsWith("step find-previous: ").contains("version");
        }
    }

    @Test
    void anAdvancesStepIsTriedAgainWithoutCountingAsAFailureUntilItsTriesAreOver() {
        Effect effect = begin(promote("apply"));
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 2; attempt <= 3; attempt++) {
            Output output = end(effect, failed());
            assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.STARTED);
            effect = only(output.effects());
            assertThat(effect.attempt()).isEqualTo(attempt);
            pauses.add(Duration.between(now, effect.notBefore()).toSeconds());
            now = effect.notBefore();
        }
        assertThat(pauses).containsExactly(1L, 2L);

        Output output = end(effect, failed());

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).steps()).hasSize(3);
    }

    @Test
    void noTryBeginsThatTheRunbooksBudgetWouldCut() {
        Effect effect = begin(promote("apply"));
        now = now.plusSeconds(59);

        assertThat(only(end(effect, failed()).executions()).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aRollbackGoesOnAfterItsTries() {
        Effect effect = begin(rollback("apply"));
        for (int attempt = 1; attempt < 3; attempt++) {
            effect = only(end(effect, failed()).effects());
            now = effect.notBefore();
        }

        Output output = end(effect, failed());

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("tried again in");
        assertThat(only(output.effects()).attempt()).isEqualTo(4);
    }

    @Test
    void aStepThatIsTriedAgainIsGivenWhatEarlierOnesHaveFoundOutWhateverItsFailureSays() {
        Effect find = begin(rollback("apply"));
        Effect traffic = only(end(find, done(Map.of("version", "1.9.0"))).effects());

        for (Map<String, String> said :
                List.of(Map.of("passed", "false"), Map.of("version", "6.6.6"), Map.of("version", "1.6.6"))) {
            traffic = only(end(traffic, failed(said)).effects());

            assertThat(arguments(traffic)).containsExactly("/opt/traffic", "1.9.0");
        }
        assertThat(only(end(traffic, done(Map.of("weight", "0"))).executions()).status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatDoesNotFitIsNoResult() {
        Effect find = begin(promote("apply"));
        for (int attempt = 1; attempt < 3; attempt++) {
            find = only(end(find, done(Map.of("version", "6.6.6"))).effects());
        }

        Execution outcome = only(end(find, failed(Map.of("version", "6.6.6"))).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.results()).isEqualTo(Map.of("exitCode", "3"));
    }

    @Test
    void theResultsOfAHookAreAllThatItsLastCommandSays() {
        Effect check = only(end(begin(Decisions.run(7, 1, "hook")), done(Map.of("warm", "true")))
                .effects());

        Execution outcome = only(end(check, done(Map.of("upsert.p95", "18"))).executions());

        assertThat(outcome.results()).isEqualTo(Map.of("upsert.p95", "18", "exitCode", "0"));
    }

    @Test
    void theResultsOfAHookThatFailedAreToldToo() {
        Effect check =
                only(end(begin(Decisions.run(7, 1, "hook")), done(Map.of())).effects());
        Effect again = only(end(check, failed()).effects());

        Execution outcome = only(end(again, failed()).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.results()).isEqualTo(Map.of("exitCode", "3", "passed", "false"));
    }

    @Test
    void aRunbookThatConfirmsAWeightIsNoHook() {
        Decision decision = Decisions.run(7, 1, "back");
        Decision run = Decisions.with(decision, "r7/1", Map.of("canary", "2.0.0", "action", "apply"), Optional.empty());

        assertThat(only(arrive(run).executions()).reason()).contains("shifts traffic");
    }

    @Test
    void whatWasFoundOutSurvivesACrash() {
        end(begin(rollback("apply")), done(Map.of("version", "1.9.0")));
        JournalCodec codec = new JournalCodec();
        List<byte[]> topic = journal.entries().stream().map(codec::write).toList();
        topic.forEach(bytes -> journal.put(codec.read(bytes)));
        dispatcher = dispatcher(BACK, HOOK);
        Output output = new Output();

        dispatcher.recover(now, received -> true, output);

        assertThat(arguments(only(output.effects()))).containsExactly("/opt/traffic", "1.9.0");
        assertThat(only(output.entries())).extracting(JournalEntry::step).isEqualTo(2);
    }

    @Test
    void manyStepsThatPrintMuchStillFitIntoAJournalEntry() {
        StringBuilder yaml = new StringBuilder("runbook: long\nsteps:\n");
        for (int i = 0; i < 100; i++) {
            yaml.append("  - { name: s").append(i).append(", command: { arguments: [ /opt/s ] }, recovery: rerun }\n");
        }
        dispatcher = dispatcher(yaml.toString());
        Effect effect = begin(Decisions.run(7, 1, "long"));
        StepOutcome loud =
                new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "\uFFFD".repeat(4_096), new TreeMap<>());

        for (int i = 0; i < 99; i++) {
            effect = only(end(effect, loud).effects());
        }
        Output output = end(effect, loud);

        assertThat(only(output.executions()).steps()).hasSize(100);
        assertThat(only(output.executions()).steps().get(99).output()).hasSize(4_096);
        assertThat(new JournalCodec().write(only(output.entries())).length).isLessThan(500_000);
    }

    @Test
    void aValueThatLooksLikeAPlaceholderStaysAValue() {
        Effect find = begin(Decisions.with(
                rollback("apply"),
                "r7/1",
                Map.of("canary", "2.0.0", "action", "apply", "x", "${canary}"),
                Optional.empty()));

        assertThat(arguments(find)).containsExactly("/opt/previous", "2.0.0");
    }

    private Dispatcher dispatcher(String... yaml) {
        List<Runbook> runbooks = new ArrayList<>();
        for (String one : yaml) {
            runbooks.add(((Parsed.Valid<Runbook>) RunbookReader.read("test.yaml", one)).value());
        }
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

    private Output end(Effect effect, StepOutcome outcome) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, now, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private static StepOutcome done(Map<String, String> figures) {
        TreeMap<String, String> all = new TreeMap<>(figures);
        all.put("exitCode", "0");
        return new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "", all);
    }

    private static StepOutcome failed() {
        return failed(Map.of("passed", "false"));
    }

    private static StepOutcome failed(Map<String, String> figures) {
        TreeMap<String, String> all = new TreeMap<>(figures);
        all.put("exitCode", "3");
        return new StepOutcome.Failed(FailureCategory.EXIT_CODE, "exit code 3", OptionalInt.of(3), "", all);
    }

    private static Decision rollback(String action) {
        return decision(DecisionKind.ROLLBACK, 0, action);
    }

    private static Decision promote(String action) {
        return decision(DecisionKind.PROMOTE, 5, action);
    }

    private static Decision decision(DecisionKind kind, double weight, String action) {
        Decision decision = Decisions.decision("shop", kind, 7, 1, weight, "back", Mode.ENFORCE);
        return Decisions.with(decision, "r7/1", Map.of("canary", "2.0.0", "action", action), decision.validFor());
    }

    private static List<String> arguments(Effect effect) {
        return ((Action.Command) effect.action()).arguments();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
