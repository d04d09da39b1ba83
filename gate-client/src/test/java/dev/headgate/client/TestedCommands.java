package dev.headgate.client;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands, and what a gate decides about them. */
final class TestedCommands {

    static final TopicCatalogue TOPICS = new TopicCatalogue("it.", TopicSizing.LOCAL);
    static final String DECISIONS = TOPICS.name(TopicCatalogue.GATE_DECISIONS);
    static final String ROLLOUTS = TOPICS.name(TopicCatalogue.GATE_ROLLOUTS);
    static final String DEAD_LETTERS = TOPICS.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS);
    static final String COMMANDS = TOPICS.name(TopicCatalogue.GATE_COMMANDS);
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private TestedCommands() {}

    static Command abort(String rollout) {
        return new AbortRollout(new CommandHeader(
                "command-" + rollout, "correlation-" + rollout, "shop", rollout, "ada", NOW, "it is broken"));
    }

    static Command start(String rollout) {
        return new StartRollout(
                new CommandHeader(
                        "command-" + rollout, "correlation-" + rollout, "shop", rollout, "ada", NOW, "a release"),
                "2.4.1",
                "2.4.0",
                new PolicyText("policy", "", "hash"));
    }

    /** What a gate says of a rollout that is not over, or not begun. */
    static byte[] state(String rollout, Phase phase) {
        return new JsonCodec()
                .write(new RolloutState(
                        rollout,
                        "shop",
                        0,
                        "correlation-" + rollout,
                        "policy",
                        "hash",
                        Mode.ENFORCE,
                        "2.4.1",
                        "2.4.0",
                        phase,
                        0,
                        1,
                        Weight.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        NOW,
                        NOW,
                        0,
                        "waits for people"));
    }

    /** What a gate answers to an abort: it carries the command's correlation. */
    static byte[] rollback(String rollout) {
        return new JsonCodec()
                .write(new Decision(
                        rollout + "/2",
                        rollout,
                        "shop",
                        0,
                        2,
                        "correlation-" + rollout,
                        DecisionKind.ROLLBACK,
                        Mode.ENFORCE,
                        Severity.CRITICAL,
                        "2.4.1",
                        "2.4.0",
                        -1,
                        new Weight(10),
                        Weight.NONE,
                        "aborted by ada: it is broken",
                        Optional.empty(),
                        List.of(),
                        "hash",
                        NOW,
                        List.of(),
                        Optional.empty(),
                        RunbookCall.NONE));
    }
}
