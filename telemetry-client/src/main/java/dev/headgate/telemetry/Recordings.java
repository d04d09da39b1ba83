package dev.headgate.telemetry;

import java.util.List;

/** Takes requests from all threads of the application, and gives them to the sender's thread as records. */
interface Recordings {

    /**
     * Takes one completed request; never waits and never throws. Any thread.
     *
     * @param latencyMicros at least 0
     * @param requestId empty where there is none
     * @return whether it was taken: it is let go where there is no room, or where the operation is no name
     */
    boolean take(String operation, long latencyMicros, boolean success, String requestId);

    /** How many were taken. Any thread. */
    long taken();

    /** Waits until something may be due, {@value BackgroundSender#PAUSE_MILLIS} ms at most. The sender's thread. */
    void await() throws InterruptedException;

    /**
     * Takes out what is due. The sender's thread.
     *
     * @param nowMillis the present, milliseconds since 1970-01-01 UTC
     * @param everything whether all that was taken is due, because no more will come
     */
    List<Outgoing> due(long nowMillis, boolean everything);
}
