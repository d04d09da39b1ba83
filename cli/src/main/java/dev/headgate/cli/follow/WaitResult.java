package dev.headgate.cli.follow;

import java.time.Duration;

/**
 * What came of waiting for one rollout.
 *
 * @param end in a word
 * @param rollout what was known of it at last
 * @param waited how long
 */
public record WaitResult(RolloutEnd end, FollowedRollout rollout, Duration waited) {}
