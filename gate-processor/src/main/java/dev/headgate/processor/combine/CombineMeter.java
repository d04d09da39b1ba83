package dev.headgate.processor.combine;

/**
 * What is counted of combining. Requests and measurements in must equal those out plus refused ones: alert on the difference, and on
 * any refusal. Thread safe.
 */
public interface CombineMeter {

    /** That many requests were counted. */
    void counted(long requests);

    /** That many measurements were counted. */
    void measured(long measurements);

    /**
     * Requests, measurements, or a whole record, were not counted.
     *
     * @param cause the dead letter's cause word
     * @param count how many of the record's requests or measurements; 1 for a whole record
     */
    void refused(String cause, int count);

    /** That many dead letters hold only the beginning of their record, and cannot be replayed. */
    void cut(long letters);

    /** Requests of a version were found to come in two ways: they probably count twice. */
    void twice();

    /**
     * A commit sent deltas.
     *
     * @param records how many
     * @param bytes their total size
     * @param nanos how long draining and encoding took
     */
    void sent(int records, long bytes, long nanos);

    /**
     * A commit sends what came since the last.
     *
     * @param millis how long ago the oldest record of it had reached Kafka; records that wait because the gate was away
     *     count, too
     */
    void waited(long millis);

    /**
     * A transaction was committed, be it with deltas or only with progress.
     *
     * @param nanos how long it took from its begin until the brokers had confirmed it
     */
    void committed(long nanos);

    /** A transaction was aborted; what it held is read again and sent anew. */
    void aborted();
}
