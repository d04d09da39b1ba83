/**
 * The second application: gathers what came for each service, judges it in ticks, and publishes what was decided. What it
 * judges by is the pure core; here are its edges: records in, records out, state at commit.
 */
@NullMarked
package dev.headgate.processor.judge;

import org.jspecify.annotations.NullMarked;
