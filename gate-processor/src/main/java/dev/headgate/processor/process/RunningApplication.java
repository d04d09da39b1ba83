package dev.headgate.processor.process;

import dev.headgate.process.Health;
import java.io.IOException;

/** One of the gate's applications, running. Thread safe. */
interface RunningApplication extends AutoCloseable {

    /** Whether it can still do its work, now or after a rebalance. */
    Health live();

    /** Whether it is doing its work. */
    Health ready();

    /** Commits what was done, leaves the group so that others take over at once, and stops. */
    @Override
    void close() throws IOException;
}
