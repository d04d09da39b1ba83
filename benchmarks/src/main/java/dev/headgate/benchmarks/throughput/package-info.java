/**
 * What a million events cost the gate end to end, beside the least that anybody has to do and beside what one would write
 * instead, each in a process of its own on the same seeded telemetry.
 */
@NullMarked
package dev.headgate.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
