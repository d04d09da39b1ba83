package dev.headgate.console.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who wants to know it that the read model has changed. Thread-safe. */
public final class Changes {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    Changes() {}

    /** A subscription, until it is closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls the listener after each change, once it can be read, on the thread that reads the log: it must return at once and
     * ask the read model nothing.
     */
    public Subscription subscribe(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                log.error("Somebody could not be told of the read model's change {}", change.version(), e);
            }
        }
    }
}
