package dev.headgate.benchmarks.throughput.input;

/** The records that only move event time on. */
public final class Closing {

    /** Their service, which nobody counts. */
    public static final String SERVICE = "closing";

    static final String KEY = SERVICE + "/1/" + SERVICE;

    private Closing() {}
}
