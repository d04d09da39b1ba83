package dev.headgate.processor.combine;

/**
 * What is counted of combining. Requests in must equal requests out plus refused ones: alert on the difference, and on
 * any refusal. Thread safe.
 */
public interface CombineMeter {

    /** That many requests were counted. */
    void counted(long requests);

    /**
     * Requests, or a whole record, were not counted.
     *
     * @param cause the dead letter's cause word
     * @param count how many of the record's requests; 1 for a whole record
     */
    void refused(String cause, int count);

    /**
     * A commit sent deltas.
     *
     * @param records how many
     * @param bytes their total size
     * @param nanos how long draining and encoding took
     */
    void sent(int records, long bytes, long nanos);
}
