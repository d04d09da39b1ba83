/**
 * Shadows: a second policy judged beside a rollout, on the same telemetry and by the same state machine. Here is what ties
 * it to reality: when its shifts count as made, and from when on the traffic is not what it would have led to.
 */
@NullMarked
package dev.headgate.core.shadow;

import org.jspecify.annotations.NullMarked;
