/** What is sent into the contenders: seeded telemetry of each kind, and what its counts must add up to. */
@NullMarked
package dev.headgate.benchmarks.throughput.input;

import org.jspecify.annotations.NullMarked;
