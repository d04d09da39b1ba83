/**
 * {@code headgate assess}: simulated traffic, whole rollouts through the gate's own core, and what came of them as table,
 * JSON and page. All that is random comes from a seed, and none of it from the number of threads.
 */
@NullMarked
package dev.headgate.cli.assess;

import org.jspecify.annotations.NullMarked;
