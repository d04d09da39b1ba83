package dev.headgate.cli.demo;

import java.time.Instant;

/** Where a demo is shown. Not thread-safe. */
interface DemoDisplay extends AutoCloseable {

    /** Something happened. */
    void happened(DemoEvent event, DemoState before);

    /** Time passed; called more often than anybody can look. */
    void passed(DemoState state, Instant now);

    /** Leaves the last picture where it is. */
    @Override
    void close();
}
