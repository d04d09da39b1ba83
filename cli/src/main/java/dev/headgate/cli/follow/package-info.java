/**
 * Following a rollout from outside until it ends: what is read becomes {@link dev.headgate.cli.follow.RolloutNews}, which
 * {@link dev.headgate.cli.follow.FollowedRollout} folds; lines, results and summaries are pure functions of it.
 */
@NullMarked
package dev.headgate.cli.follow;

import org.jspecify.annotations.NullMarked;
