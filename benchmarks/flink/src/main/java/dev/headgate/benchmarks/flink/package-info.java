/** The same sums per series and second as a Flink job, on an embedded cluster, delivered exactly once. */
@NullMarked
package dev.headgate.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
