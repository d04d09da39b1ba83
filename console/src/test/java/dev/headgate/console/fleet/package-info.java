/**
 * A believable fleet for tests, screenshots and measurements: what a gate and executors would have written about many services
 * and months, drawn from a seed, and what they go on writing about the rollouts that are live. Used by other modules' tests too.
 */
@NullMarked
package dev.headgate.console.fleet;

import org.jspecify.annotations.NullMarked;
