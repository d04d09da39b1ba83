/**
 * The lines of a policy that are judged by evidence instead of by the figure of a window: comparisons with the baseline,
 * and limits with a confidence. Their evidence is part of a rollout's state: gathered from closed seconds, once and in
 * order.
 */
@NullMarked
package dev.headgate.core.comparison;

import org.jspecify.annotations.NullMarked;
