/**
 * What a rollout looks like, told from the log's records: pure, so that the same records always give the same picture. What the
 * gate says itself counts most; where it has said nothing, as of rollouts before a service's latest one, decisions, executions
 * and commands tell how it went.
 */
@NullMarked
package dev.headgate.console.rollout;

import org.jspecify.annotations.NullMarked;
