package dev.headgate.console.command;

import dev.headgate.client.Answer;
import dev.headgate.console.model.CommandFingerprint;
import dev.headgate.console.model.CommandStanding;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.StoredAnswer;
import dev.headgate.schemas.model.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes orders: each becomes one command, whether its request comes once or many times, after one another or at once, and is
 * answered the same each time; what the log holds was given, whoever remembers it. Thread-safe.
 */
public final class CommandDesk {

    private final Optional<GateLine> line;
    private final ReadModel model;
    private final Duration timeout;
    private final Supplier<Instant> now;
    private final BooleanSupplier commandsRead;
    private final Uncertain<Command> uncertain = new Uncertain<>();
    private final Once once;

    /**
     * A desk.
     *
     * @param line to the gate; empty where no commands can be given
     * @param model keeps what was answered
     * @param timeout how long the gate's answer is waited for
     * @param now the time
     * @param commandsRead whether the read model holds every command that was given before this console was started
     */
    public CommandDesk(
            Optional<GateLine> line,
            ReadModel model,
            Duration timeout,
            Supplier<Instant> now,
            BooleanSupplier commandsRead) {
        this.line = line;
        this.model = model;
        this.once = new Once(model);
        this.timeout = timeout;
        this.now = now;
        this.commandsRead = commandsRead;
    }

    /** Why no commands can be given; empty if they can. */
    public Optional<String> impossible() {
        return line.isPresent()
                ? Optional.empty()
                : Optional.of("This console gives no commands: it has no key to sign them. Make one with `headgate keys"
                        + " create`, put its public key into the gate's trusted.keys, set signing.key, and start the"
                        + " console again.");
    }

    /**
     * Starts a rollout.
     *
     * @throws StillReading if it may have been given before
     * @throws org.apache.kafka.common.KafkaException if the broker does not take the command; the same order may come again
     */
    public Reply start(Order order, StartRequest request) throws KeyUsedOtherwise, InterruptedException {
        return once(order, request.command(order), CommandKind.START);
    }

    /**
     * Asks something of a rollout.
     *
     * @throws StillReading if it may have been given before, unless it is an abort
     * @throws org.apache.kafka.common.KafkaException if the broker does not take the command; the same order may come again
     */
    public Reply ask(Order order, RolloutRequest request, String service, String rolloutId)
            throws KeyUsedOtherwise, InterruptedException {
        Command command = request.command(order.header(service, rolloutId, request.reason()));
        return once(order, command, request.kind());
    }

    private Reply once(Order order, Command command, CommandKind kind) throws KeyUsedOtherwise, InterruptedException {
        return once.reply(order, new Once.Errand() {
            @Override
            public Optional<StoredAnswer> ofTheLog() throws KeyUsedOtherwise {
                boolean allRead = commandsRead.getAsBoolean();
                Optional<CommandStanding> standing = model.command(order.commandId());
                // A second abort finds its rollout over and changes nothing, and a first one must not wait.
                if (standing.isEmpty() && !allRead && kind != CommandKind.ABORT) {
                    throw new StillReading();
                }
                return standing.isPresent() ? Optional.of(told(order, command, standing.get())) : Optional.empty();
            }

            @Override
            public StoredAnswer carriedOut() throws KeyUsedOtherwise, InterruptedException {
                return stored(order, outcome(order, command, kind));
            }
        });
    }

    private StoredAnswer told(Order order, Command command, CommandStanding standing) throws KeyUsedOtherwise {
        if (!standing.fingerprint().equals(CommandFingerprint.of(command))) {
            throw new KeyUsedOtherwise();
        }
        return stored(order, CommandOutcome.later(standing));
    }

    private CommandOutcome outcome(Order order, Command command, CommandKind kind)
            throws KeyUsedOtherwise, InterruptedException {
        Command first = uncertain.of(order).orElse(command);
        uncertain.add(order, first);
        CommandOutcome outcome = outcome(first, kind);
        uncertain.remove(order);
        return outcome;
    }

    private CommandOutcome outcome(Command command, CommandKind kind) throws InterruptedException {
        GateLine open = line.orElseThrow(() -> new IllegalStateException("no commands can be given"));
        Answer answer = open.sendAndAwait(command, kind.answers(), timeout);
        return CommandOutcome.of(
                answer, command.header().commandId(), command.header().rolloutId(), timeout);
    }

    private StoredAnswer stored(Order order, CommandOutcome outcome) {
        return outcome.stored(order, now.get());
    }
}
