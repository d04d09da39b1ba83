/**
 * A whole rollout in virtual time: traffic, combiners, an executor and commands are simulated from a seed, the gate is
 * the real one. Minutes of a rollout take milliseconds, and the same scenario always ends in the same way.
 */
@NullMarked
package dev.headgate.core.scenario;

import org.jspecify.annotations.NullMarked;
