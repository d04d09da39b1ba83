package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Post;
import java.util.List;

/** Sends to one provider. For one thread at a time. */
public interface Delivery extends AutoCloseable {

    /** Whether several notices can be sent as one. */
    boolean merges();

    /**
     * Tries once, within the channel's time-out.
     *
     * @param posts one, or several of one service, in their order; the first is what it is about
     */
    Outcome deliver(List<Post> posts) throws InterruptedException;

    @Override
    default void close() {}
}
