package dev.headgate.console.command;

import dev.headgate.client.Answer;
import dev.headgate.console.model.CommandStanding;
import dev.headgate.console.model.StoredAnswer;
import dev.headgate.console.view.CommandRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.WaitingFor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the gate says to a command.
 *
 * @param outcome {@code taken}, {@code refused}, {@code waits}, {@code unusable} or {@code no-answer-yet}; of an order to hold
 *     or to release also {@code overtaken} or {@code uncertain}
 * @param sentence the same in a sentence
 * @param commandId the command
 * @param rolloutId the rollout
 * @param decision the decision about it, as it stands in the log
 * @param state where a rollout stands that waits before anything is decided
 */
public record CommandOutcome(
        String outcome,
        String sentence,
        String commandId,
        String rolloutId,
        Optional<JsonNode> decision,
        Optional<JsonNode> state) {

    private static final JsonCodec CODEC = new JsonCodec();
    private static final RecordJson JSON = new RecordJson();
    private static final int ANSWERED = 200;
    private static final String JSON_TYPE = "application/json";

    /** The word of a command that nothing is known of yet. */
    static final String NO_ANSWER = "no-answer-yet";

    /** As it is answered to a request, and to the same one again. */
    StoredAnswer stored(Order order, Instant at) {
        return new StoredAnswer(
                order.fingerprint(),
                outcome.equals(NO_ANSWER) ? Once.NO_ANSWER_YET : ANSWERED,
                JSON_TYPE,
                new String(JSON.write(this), StandardCharsets.UTF_8),
                at);
    }

    static CommandOutcome of(Answer answer, String commandId, String rolloutId, Duration timeout) {
        if (answer instanceof Answer.Decided decided) {
            return new CommandOutcome(
                    decided.decision().kind() == DecisionKind.REFUSE ? "refused" : "taken",
                    decided.decision().reason(),
                    commandId,
                    rolloutId,
                    Optional.of(JSON.tree(CODEC.write(decided.decision()))),
                    Optional.empty());
        }
        if (answer instanceof Answer.Waits waits) {
            return new CommandOutcome(
                    "waits",
                    sentence(waits.state()),
                    commandId,
                    rolloutId,
                    Optional.empty(),
                    Optional.of(JSON.tree(CODEC.write(waits.state()))));
        }
        if (answer instanceof Answer.Unusable unusable) {
            return bare(
                    "unusable",
                    "The gate could not use the command: " + unusable.letter().cause() + ", "
                            + unusable.letter().detail()
                            + ". If it is about the signature, put the public key of the console's signing.key into the gate's"
                            + " trusted.keys.",
                    commandId,
                    rolloutId);
        }
        return bare(
                NO_ANSWER,
                "The command was written, but the gate has not answered within " + timeout.toSeconds()
                        + " s; it is obeyed when a gate reads it.",
                commandId,
                rolloutId);
    }

    /** Of a command by what the log says of it later. */
    static CommandOutcome later(CommandStanding standing) {
        CommandRow row = standing.row();
        return row.outcome()
                .map(sentence -> bare(word(row), sentence, row.commandId(), row.rolloutId()))
                .orElseGet(() -> bare(
                        NO_ANSWER,
                        standing.readPast()
                                ? "The gate has read past the command, and no record says what came of it: it is not to be"
                                        + " expected any more that it is obeyed. `headgate dead-letters list` tells whether it"
                                        + " could not be used; for another try take a new Idempotency-Key."
                                : "The command stands in the log, and the gate has not answered yet; it is obeyed when a gate"
                                        + " reads it.",
                        row.commandId(),
                        row.rolloutId()));
    }

    private static String word(CommandRow row) {
        return row.answerKind().filter(DecisionKind.REFUSE.wireName()::equals).isPresent() ? "refused" : "taken";
    }

    static CommandOutcome bare(String outcome, String sentence, String commandId, String rolloutId) {
        return new CommandOutcome(outcome, sentence, commandId, rolloutId, Optional.empty(), Optional.empty());
    }

    private static String sentence(RolloutState state) {
        String waiting = state.situation().waitingFor().stream()
                .map(WaitingFor::sentence)
                .collect(Collectors.joining("; "));
        return "The rollout has begun and waits" + (waiting.isEmpty() ? "" : ": " + waiting);
    }
}
