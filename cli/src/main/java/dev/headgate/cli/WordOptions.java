package dev.headgate.cli;

import dev.headgate.cli.executions.Recorded;
import dev.headgate.cli.terminal.Text;
import dev.headgate.client.Answerable;
import dev.headgate.client.DirectDecisions;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What all words about an execution have in common: of which it is, who signs it, and what the executor made of it. */
final class WordOptions {
    /** A question waits for a day at most, behind a decision that may have waited as long. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "EXECUTION",
            description = "A decision's id, also with # and the attempt; \"headgate executions list --status waiting\""
                    + " shows those that wait.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the executor (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    /**
     * Says it about the execution, if it waits for that, and tells what came of it.
     *
     * @param step the step that is meant; empty for the one that waits
     */
    int say(Says says, Optional<String> step) throws InterruptedException {
        if (signing.reason().isBlank()) {
            throw new ParameterException(spec.commandLine(), "missing required option: '--reason=TEXT'");
        }
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout must be at least 1 second, found " + timeoutSeconds);
        }
        Recorded latest = latest();
        Decision decision = latest.decision()
                .orElseThrow(() -> new CommandFailure(
                        "the decision " + latest.execution().decisionId() + " is not kept any more",
                        "Nothing was sent. \"headgate executions show " + id + "\" shows what was done."));
        Answerable.Answer fitting = Answerable.answer(latest.execution(), decision.kind(), says, step);
        if (fitting instanceof Answerable.Answer.None none) {
            throw new CommandFailure(none.why() + "; nothing was sent", none.instead());
        }
        Answerable.Answer.Fitting word = (Answerable.Answer.Fitting) fitting;
        return send(
                new ExecutionWord(
                        says,
                        decision.decisionId(),
                        word.attempt(),
                        word.step(),
                        word.askedAt(),
                        signing.issuedBy(),
                        signing.reason()),
                decision);
    }

    private Recorded latest() {
        TopicCatalogue catalogue = connection.catalogue();
        int mark = id.indexOf('#');
        String decisionId = mark < 0 ? id : id.substring(0, mark);
        List<Recorded> attempts = ExecutionRecords.since(
                        connection,
                        catalogue.name(TopicCatalogue.EXECUTIONS),
                        catalogue.name(TopicCatalogue.GATE_DECISIONS),
                        Instant.now().minus(LOOK_BACK))
                .stream()
                .filter(one -> one.execution().decisionId().equals(decisionId))
                .toList();
        Recorded latest = attempts.stream()
                .reduce((one, other) ->
                        one.execution().attempt() > other.execution().attempt() ? one : other)
                .orElseThrow(() -> new CommandFailure(
                        "nothing was recorded of " + id,
                        "Nothing was sent. \"headgate executions list --status waiting\" shows what waits for a"
                                + " person."));
        if (mark >= 0 && !latest.execution().executionId().equals(id)) {
            throw new CommandFailure(
                    id + " is not the latest attempt, which is "
                            + latest.execution().executionId() + "; nothing was sent",
                    "Look with \"headgate executions show " + decisionId + "\".");
        }
        return latest;
    }

    private int send(ExecutionWord word, Decision about) throws InterruptedException {
        Decision signed = word.decision(about, UUID.randomUUID().toString(), Instant.now());
        DirectDecisions.Outcome outcome = new DirectDecisions(
                        connection.client(), connection.catalogue(), signing.key())
                .writeAndAwait(signed, Duration.ofSeconds(timeoutSeconds));
        if (outcome instanceof DirectDecisions.Outcome.Executed executed) {
            return report(word, executed.execution());
        }
        if (outcome instanceof DirectDecisions.Outcome.Unusable unusable) {
            throw new CommandFailure(
                    "the executor refused: "
                            + Text.visible(unusable.letter().cause() + ", "
                                    + unusable.letter().detail()),
                    "Put your public key into the executor's directory trusted.operator.keys, or sign with another"
                            + " --signing-key.");
        }
        throw new CommandFailure(
                "it was written, but no executor has answered within " + timeoutSeconds + " s",
                "See whether an executor runs that has the service " + about.service()
                        + ": it obeys when it comes, if that is not too late for the question.");
    }

    private int report(ExecutionWord word, Execution answer) {
        if (answer.status() != ExecutionStatus.SUCCEEDED) {
            throw new CommandFailure(
                    "the executor refused: " + Text.visible(answer.reason()),
                    "\"headgate executions show " + word.decisionId() + "\" shows what it asks now, and what it was"
                            + " answered.");
        }
        if (output.json()) {
            ObjectNode node = JsonMapper.shared()
                    .createObjectNode()
                    .put("decisionId", word.decisionId())
                    .put("attempt", word.attempt())
                    .put("says", word.says().wireName())
                    .put("by", word.by())
                    .put("reason", word.why());
            word.step().ifPresent(name -> node.put("step", name));
            spec.commandLine().getOut().println(node);
        } else {
            spec.commandLine().getOut().println(word.decisionId() + "  " + Text.visible(answer.reason()));
            spec.commandLine().getOut().println("next  headgate executions show " + word.decisionId());
        }
        return ExitCode.DONE;
    }
}
