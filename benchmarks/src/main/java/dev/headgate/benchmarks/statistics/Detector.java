package dev.headgate.benchmarks.statistics;

/** Looks at each second of a rollout and says when it has seen enough to roll back. Not thread-safe. */
interface Detector {

    /** Takes one second in; true when it fires. */
    boolean firesAt(Second second);
}
