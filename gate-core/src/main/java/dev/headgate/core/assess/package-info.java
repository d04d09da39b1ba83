/**
 * What a policy is worth: what came of many simulated rollouts, summed up, and which of its lines are powerless or
 * trigger-happy. Draws nothing itself: it watches rollouts that somebody else feeds.
 */
@NullMarked
package dev.headgate.core.assess;

import org.jspecify.annotations.NullMarked;
