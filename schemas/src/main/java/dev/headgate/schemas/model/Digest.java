package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How often people are told how a rollout does; judging is not concerned.
 *
 * @param every how often
 * @param lasting for how long, from the beginning of what it stands under; empty for as long as that lasts
 * @param whom the role or channel that is told
 */
public record Digest(Duration every, Optional<Duration> lasting, Optional<String> whom) {}
