package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.received;
import static dev.headgate.executor.dispatch.Bench.only;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.ExecutorHold;
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

/** A dispatcher with runbooks that ask, at noon, and what a person says to it about decisions of rollout r7 of shop. */
final class QuestionBench {

    static final String CONFIRMS = """
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

    static final String CAREFUL = """
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

    static final StepOutcome DONE = new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "", Labels.NONE);
    static final StepOutcome FAILED =
            new StepOutcome.Failed(FailureCategory.EXIT_CODE, "exit code 3", OptionalInt.of(3), "", Labels.NONE);

    private final Journal journal = new Journal();
    private List<String> files = List.of(CONFIRMS, ASKS_FIRST, CAREFUL, VERIFIES, AGAIN, RETRIES, FINDS, READS_BACK);
    private Dispatcher dispatcher = made();
    private Instant now = NOON;
    private long offset = 10_000;
    private int words;

    Journal journal() {
        return journal;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Another dispatcher, that knows only this runbook, goes on with the journal. */
    void runbooks(String only) {
        files = List.of(only);
        dispatcher = made();
    }

    private Dispatcher made() {
        List<Runbook> runbooks = files.stream()
                .map(yaml -> ((Parsed.Valid<Runbook>) RunbookReader.read("test.yaml", yaml)).value())
                .toList();
        return new Dispatcher(journal, new Acceptance(new Runbooks(runbooks)), "test");
    }

    Effect begin(Decision decision) {
        return only(arrive(decision).effects());
    }

    Output arrive(Decision decision) {
        return arrive(received(decision));
    }

    private Output arrive(Received received) {
        Output output = new Output();
        dispatcher.arrived(received, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    Output turn(Duration later) {
        pass(later);
        Output output = new Output();
        dispatcher.takeUp(now, output);
        return output;
    }

    Output end(Effect effect, StepOutcome outcome) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, now, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    Output untilAsked() {
        return end(begin(Decisions.run(7, 1, "confirms")), DONE);
    }

    Output crash() {
        return crash(received -> true);
    }

    /** The journal as its topic has it, and a new owner. */
    Output crash(Predicate<Received> trusted) {
        JournalCodec codec = new JournalCodec();
        List<JournalEntry> topic = journal.entries().stream()
                .map(entry -> codec.read(codec.write(entry)))
                .toList();
        topic.forEach(journal::put);
        dispatcher = made();
        Output output = new Output();
        dispatcher.recover(now, trusted, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    void hold(boolean held) {
        Decision order = ExecutorHold.of(held, ExecutorHold.service(0), "jo", "a freeze", id(), now);
        dispatcher.arrived(written(order), now, new Output());
    }

    Question asked(String decisionId) {
        return journal.entry("shop", decisionId).flatMap(JournalEntry::question).orElseThrow();
    }

    int attempt(String decisionId) {
        return journal.entry("shop", decisionId)
                .orElseThrow()
                .execution()
                .orElseThrow()
                .attempt();
    }

    /** Who says it answers the question that is asked. */
    Output say(Says says) {
        return arrive(word(says));
    }

    Output say(String decision, Says says, int attempt, Optional<String> step, Optional<Instant> asked) {
        return arrive(word(decision, says, attempt, step, asked));
    }

    Received word(Says says) {
        Question question = asked("r7/1");
        return word("r7/1", says, attempt("r7/1"), Optional.of(question.step()), Optional.of(question.askedAt()));
    }

    private Received word(String decision, Says says, int attempt, Optional<String> step, Optional<Instant> asked) {
        ExecutionWord word = new ExecutionWord(says, decision, attempt, step, asked, "jane", "I have looked");
        return written(word, Decisions.run(7, 1, "confirms"));
    }

    Received written(ExecutionWord word, Decision about) {
        return written(word.decision(about, id(), now));
    }

    /** Written now, behind all others. */
    Received written(Decision decision) {
        return received(decision, ++offset, Optional.of(now));
    }

    private String id() {
        return String.format("%08x-4a59-8f7e", ++words);
    }

    static Decision rollback(int sequence, String runbook) {
        return Decisions.decision("shop", DecisionKind.ROLLBACK, 7, sequence, 0, runbook, Mode.ENFORCE);
    }

    static StepResult result(Execution execution, String step) {
        return execution.steps().stream()
                .filter(one -> one.name().equals(step))
                .findFirst()
                .orElseThrow();
    }

    static Execution last(Output output) {
        return output.executions().get(output.executions().size() - 1);
    }

    /** The last of this decision. */
    static Execution last(Output output, String decisionId) {
        return output.executions().stream()
                .filter(execution -> execution.decisionId().equals(decisionId))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
