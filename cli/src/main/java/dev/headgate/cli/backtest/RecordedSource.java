package dev.headgate.cli.backtest;

import dev.headgate.cli.CommandFailure;
import java.util.Optional;

/** Recorded telemetry of one service, wherever it lies. What cannot be used is counted. To be read once; not thread-safe. */
interface RecordedSource {

    /**
     * Hands over everything, roughly in the order of time.
     *
     * @throws CommandFailure if it cannot be read
     */
    void read(RecordedSink sink);

    /** How far it has come, for people. */
    String soFar();

    /** Lines or records that were read. */
    long lines();

    /** What they held. */
    Choice choice();

    /** What to look at if there is nothing to judge. */
    String remedy();

    /** The service, as soon as anything of one was found. */
    default Optional<String> service() {
        return choice().service();
    }
}
