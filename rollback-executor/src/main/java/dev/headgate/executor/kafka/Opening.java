package dev.headgate.executor.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A partition on its way from assigned to owned: fencing the former owner and reading the journal take a moment, and
 * polling must go on meanwhile. Used by the loop's thread.
 */
final class Opening {

    private final AtomicBoolean unwanted = new AtomicBoolean();
    private final CompletableFuture<Optional<OwnedPartition>> opened;

    /**
     * Begins to open.
     *
     * @param open fences, reads and builds; looks at the supplier to stop early, and returns nothing then
     */
    Opening(Function<BooleanSupplier, Optional<OwnedPartition>> open, Executor pool) {
        opened = CompletableFuture.supplyAsync(() -> open.apply(unwanted::get), pool);
    }

    /**
     * The partition once it is open.
     *
     * @throws RuntimeException whatever made opening fail
     */
    Optional<OwnedPartition> ifDone() {
        if (!opened.isDone()) {
            return Optional.empty();
        }
        try {
            return opened.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Stops, and waits until nothing of it goes on: a fencing that comes late would hit the rightful owner. */
    void stop() {
        unwanted.set(true);
        try {
            opened.join().ifPresent(OwnedPartition::drop);
        } catch (CompletionException failed) {
            // It never came to own anything.
        }
    }
}
