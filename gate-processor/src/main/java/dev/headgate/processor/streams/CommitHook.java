package dev.headgate.processor.streams;

/**
 * What a processor does when Kafka Streams is about to commit its task.
 *
 * <p>Called only in the task's stream thread.
 */
public interface CommitHook {

    /**
     * Forwards and writes everything that belongs to the input consumed so far; what it emits and the input offsets
     * are committed in one transaction.
     *
     * <p>Also called before a task is closed dirty. The producer may then be fenced, so a forward may throw; Streams
     * aborts that transaction, nothing forwarded counts, and {@link #discard()} follows.
     */
    void onCommit();

    /** Forgets everything pending: its input will be read again, by this task or by another owner. */
    void discard();
}
