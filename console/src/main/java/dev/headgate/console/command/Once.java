package dev.headgate.console.command;

import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.StoredAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees that an order is carried out once, whether its request comes once or many times, after one another or at once, and is
 * answered the same each time; what the log holds was carried out, whoever remembers it. Thread-safe.
 */
final class Once {

    static final int NO_ANSWER_YET = 202;

    private final ReadModel model;
    private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

    /** @param model keeps what was answered */
    Once(ReadModel model) {
        this.model = model;
    }

    /** What carries an order out. */
    interface Errand {

        /**
         * What the log tells of it; empty if it does not hold it.
         *
         * @throws StillReading if that is not known yet
         */
        Optional<StoredAnswer> ofTheLog() throws KeyUsedOtherwise;

        /** What is to be told in place of the answer that it had, since that is not so any more; empty where it stands. */
        default Optional<StoredAnswer> since() throws KeyUsedOtherwise {
            return Optional.empty();
        }

        /** Carries it out. */
        StoredAnswer carriedOut() throws KeyUsedOtherwise, InterruptedException;
    }

    private record UnderWay(String fingerprint, CompletableFuture<StoredAnswer> answer) {}

    Reply reply(Order order, Errand errand) throws KeyUsedOtherwise, InterruptedException {
        Optional<Reply> before = before(order, errand);
        if (before.isPresent()) {
            return before.get();
        }
        UnderWay own = new UnderWay(order.fingerprint(), new CompletableFuture<>());
        UnderWay other = underWay.putIfAbsent(order.commandId(), own);
        if (other != null) {
            return new Reply(awaited(order, other), true);
        }
        try {
            Reply reply = first(order, errand);
            own.answer().complete(reply.answer());
            return reply;
        } catch (RuntimeException | InterruptedException | KeyUsedOtherwise failed) {
            own.answer().completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.remove(order.commandId());
        }
    }

    private Optional<Reply> before(Order order, Errand errand) throws KeyUsedOtherwise {
        Optional<StoredAnswer> before = model.answered(order.commandId());
        return before.isPresent()
                ? Optional.of(new Reply(replay(order, errand, before.get()), true))
                : Optional.empty();
    }

    /** For the one request that is under way; what came before it may have ended just now, or in an earlier life. */
    private Reply first(Order order, Errand errand) throws KeyUsedOtherwise, InterruptedException {
        Optional<Reply> before = before(order, errand);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<StoredAnswer> inTheLog = errand.ofTheLog();
        StoredAnswer answer = inTheLog.isPresent() ? inTheLog.get() : errand.carriedOut();
        model.answered(order.commandId(), answer);
        return new Reply(answer, inTheLog.isPresent());
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

    /** The same answer again; where there was none, or it is not so any more, what has become of it since. */
    private StoredAnswer replay(Order order, Errand errand, StoredAnswer before) throws KeyUsedOtherwise {
        if (!before.fingerprint().equals(order.fingerprint())) {
            throw new KeyUsedOtherwise();
        }
        return (before.status() == NO_ANSWER_YET ? errand.ofTheLog() : errand.since()).orElse(before);
    }
}
