package dev.headgate.cli;

import java.lang.management.ManagementFactory;

/** Measures how long something takes, by the clock and in processor time of the whole process. Runs from its making on. */
final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private long nanos = System.nanoTime();
    private long processorNanos = processor();

    /** Stops it. */
    void stop() {
        nanos = System.nanoTime() - nanos;
        processorNanos = processor() - processorNanos;
    }

    /** Between making and stopping. */
    double seconds() {
        return nanos / NANOS_PER_SECOND;
    }

    /** What all threads together had of the processors meanwhile; 0 where the JVM cannot tell. */
    double processorSeconds() {
        return processorNanos / NANOS_PER_SECOND;
    }

    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
