package dev.headgate.console.command;

import dev.headgate.client.Answer;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.util.Set;

/** How commands reach the gate: {@link dev.headgate.client.OpenLine#sendAndAwait}. */
@FunctionalInterface
public interface GateLine {

    /**
     * Sends a command and waits for the gate's answer.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it
     */
    Answer sendAndAwait(Command command, Set<DecisionKind> answers, Duration timeout) throws InterruptedException;
}
