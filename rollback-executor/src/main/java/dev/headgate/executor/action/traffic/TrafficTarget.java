package dev.headgate.executor.action.traffic;

import java.io.IOException;
import java.time.Duration;

/**
 * A place where the traffic of two versions is shared, and the share that was decided for it. To set is idempotent: twice
 * is once, and what a crash leaves half set is set whole the next time. Used by one thread at a time.
 */
public interface TrafficTarget {

    /** Where it is, as breakers and messages call it. */
    String address();

    /**
     * Reads what is in force.
     *
     * @param timeout after which there is no answer
     * @throws IOException if there is no answer: worth another try
     * @throws IllegalArgumentException if it answers that this cannot be done: not worth another try
     * @throws InterruptedException if the process gives the work up
     */
    TargetReading read(Duration timeout) throws IOException, InterruptedException;

    /**
     * Sets what was decided. Whether it is in force then, {@link #read} tells.
     *
     * @param before what was read
     * @param timeout after which there is no answer
     * @throws IOException if there is no answer, or somebody else changed it meanwhile: worth another try
     * @throws IllegalArgumentException if it is refused: not worth another try
     * @throws InterruptedException if the process gives the work up
     */
    void set(TargetReading before, Duration timeout) throws IOException, InterruptedException;

    /** How much longer than an answer it may take to set something: a configuration has to be tested and taken over. */
    default Duration slowestSet() {
        return Duration.ZERO;
    }
}
