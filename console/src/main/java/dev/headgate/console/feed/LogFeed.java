package dev.headgate.console.feed;

import dev.headgate.console.model.ReadModel;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Reads the log into a read model until it is closed, whatever the broker does meanwhile. Runs on one thread; status and close
 * may be called from any.
 */
public final class LogFeed implements Runnable, AutoCloseable {

    /**
     * @param clients properties of Kafka's clients: bootstrap servers and security
     * @param topics the installation's topics
     * @param model is written by this feed alone
     * @param now the time
     */
    public LogFeed(Properties clients, TopicCatalogue topics, ReadModel model, Supplier<Instant> now) {
        throw new UnsupportedOperationException();
    }

    /** Reads until it is closed. */
    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }

    /** How far it is. */
    public FeedStatus status() {
        throw new UnsupportedOperationException();
    }

    /** Ends reading; returns once the thread has let go of the read model. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
