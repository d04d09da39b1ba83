package dev.headgate.core.rollout;

import java.time.Instant;

/**
 * When a digest was told last.
 *
 * @param digest which: {@code report/0} of the policy, {@code stage/1/report/0} of a stage
 * @param at the instant for which it was due, at which it was told or should have been
 */
public record ToldDigest(String digest, Instant at) {}
