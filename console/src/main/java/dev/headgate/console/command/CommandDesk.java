package dev.headgate.console.command;

import dev.headgate.client.Answer;
import dev.headgate.console.model.CommandFingerprint;
import dev.headgate.console.model.CommandStanding;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.StoredAnswer;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes orders: each becomes one command, whether its request comes once or many times, after one another or at once, and is
 * answered the same each time; what the log holds was given, whoever remembers it. Thread-safe.
 */
public final class CommandDesk {

    private static final int TAKEN = 200;
    private static final int NO_ANSWER_YET = 202;
    private static final String JSON_TYPE = "application/json";

    private final Optional<GateLine> line;
    private final ReadModel model;
    private final Duration timeout;
    private final Supplier<Instant> now;
    private final BooleanSupplier commandsRead;
    private final RecordJson json = new RecordJson();
    private final Uncertain uncertain = new Uncertain();
    private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

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
        this.timeout = timeout;
        this.now = now;
        this.commandsRead = commandsRead;
    }

    private record UnderWay(String fingerprint, CompletableFuture<StoredAnswer> answer) {}

    /**
     * What became of an order.
     *
     * @param answer what to answer
     * @param replayed whether it was answered before
     */
    public record Reply(StoredAnswer answer, boolean replayed) {}

    /** An order whose key was used for another one. */
    public static final class KeyUsedOtherwise extends Exception {
        private static final long serialVersionUID = 1L;

        KeyUsedOtherwise() {
            super("this Idempotency-Key was used for another request; take a new one for each command");
        }
    }

    /** An order of which nobody knows yet whether it was given before, since not all of the log has been read. */
    public static final class StillReading extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillReading() {
            super(
                    "Whether this command was given before is not known until all that was commanded has been read; none was"
                            + " given now. Send the same again in a few seconds, with the same Idempotency-Key.");
        }
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
        Optional<Reply> before = before(order, command);
        if (before.isPresent()) {
            return before.get();
        }
        UnderWay own = new UnderWay(order.fingerprint(), new CompletableFuture<>());
        UnderWay other = underWay.putIfAbsent(order.commandId(), own);
        if (other != null) {
            return new Reply(awaited(order, other), true);
        }
        try {
            Reply reply = reply(order, command, kind);
            own.answer().complete(reply.answer());
            return reply;
        } catch (RuntimeException | InterruptedException | KeyUsedOtherwise failed) {
            own.answer().completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.remove(order.commandId());
        }
    }

    private Optional<Reply> before(Order order, Command command) throws KeyUsedOtherwise {
        Optional<StoredAnswer> before = model.answered(order.commandId());
        return before.isPresent()
                ? Optional.of(new Reply(replay(order, command, before.get()), true))
                : Optional.empty();
    }

    /** For the one request that is under way; what came before it may have ended just now, or in an earlier life. */
    private Reply reply(Order order, Command command, CommandKind kind) throws KeyUsedOtherwise, InterruptedException {
        Optional<Reply> before = before(order, command);
        if (before.isPresent()) {
            return before.get();
        }
        boolean allRead = commandsRead.getAsBoolean();
        Optional<CommandStanding> inTheLog = model.command(order.commandId());
        // A second abort finds its rollout over and changes nothing, and a first one must not wait.
        if (inTheLog.isEmpty() && !allRead && kind != CommandKind.ABORT) {
            throw new StillReading();
        }
        StoredAnswer answer = inTheLog.isPresent()
                ? ofTheLog(order, command, inTheLog.get())
                : stored(order, outcome(order, command, kind));
        model.answered(order.commandId(), answer);
        return new Reply(answer, inTheLog.isPresent());
    }

    private StoredAnswer ofTheLog(Order order, Command command, CommandStanding standing) throws KeyUsedOtherwise {
        if (!standing.fingerprint().equals(CommandFingerprint.of(command))) {
            throw new KeyUsedOtherwise();
        }
        return stored(order, CommandOutcome.later(standing));
    }

    private CommandOutcome outcome(Order order, Command command, CommandKind kind)
            throws KeyUsedOtherwise, InterruptedException {
        Optional<Uncertain.Tried> tried = uncertain.of(order.commandId());
        if (tried.isPresent() && !tried.get().fingerprint().equals(order.fingerprint())) {
            throw new KeyUsedOtherwise();
        }
        Command first = tried.map(Uncertain.Tried::command).orElse(command);
        uncertain.add(order.commandId(), new Uncertain.Tried(order.fingerprint(), first));
        CommandOutcome outcome = outcome(first, kind);
        uncertain.remove(order.commandId());
        return outcome;
    }

    private CommandOutcome outcome(Command command, CommandKind kind) throws InterruptedException {
        GateLine open = line.orElseThrow(() -> new IllegalStateException("no commands can be given"));
        Answer answer = open.sendAndAwait(command, kind.answers(), timeout);
        return CommandOutcome.of(
                answer, command.header().commandId(), command.header().rolloutId(), timeout);
    }

    private StoredAnswer awaited(Order order, UnderWay other) throws KeyUsedOtherwise {
        if (!other.fingerprint().equals(order.fingerprint())) {
            throw new KeyUsedOtherwise();
        }
        try {
            return other.answer().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof KeyUsedOtherwise) {
                throw new KeyUsedOtherwise();
            }
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** The same answer again; where there was none, what has become of the command since. */
    private StoredAnswer replay(Order order, Command command, StoredAnswer before) throws KeyUsedOtherwise {
        if (!before.fingerprint().equals(order.fingerprint())) {
            throw new KeyUsedOtherwise();
        }
        if (before.status() != NO_ANSWER_YET) {
            return before;
        }
        Optional<CommandStanding> standing = model.command(order.commandId());
        return standing.isPresent() ? ofTheLog(order, command, standing.get()) : before;
    }

    private StoredAnswer stored(Order order, CommandOutcome outcome) {
        int status = outcome.outcome().equals(CommandOutcome.NO_ANSWER) ? NO_ANSWER_YET : TAKEN;
        String body = new String(json.write(outcome), StandardCharsets.UTF_8);
        return new StoredAnswer(order.fingerprint(), status, JSON_TYPE, body, now.get());
    }
}
