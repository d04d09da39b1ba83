/**
 * How far the combiners have come, and what follows from it: whether telemetry is lagging and which seconds are closed.
 */
@NullMarked
package dev.headgate.core.progress;

import org.jspecify.annotations.NullMarked;
