/** What the steps cost that the gate does for each event, each second of a series, and each look at a rollout. */
@NullMarked
package dev.headgate.benchmarks.loops;

import org.jspecify.annotations.NullMarked;
