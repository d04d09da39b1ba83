/**
 * The rollout as a state machine: phases, shifts and their executions, commands, and the decisions that follow.
 */
@NullMarked
package dev.headgate.core.rollout;

import org.jspecify.annotations.NullMarked;
