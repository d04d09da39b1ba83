/** What the executor counts and times, each meter with its meaning in docs/METRICS.md. */
@NullMarked
package dev.headgate.executor.metrics;

import org.jspecify.annotations.NullMarked;
