package dev.headgate.executor.action.traffic;

import dev.headgate.schemas.model.Weight;

/**
 * What a target says about the traffic that two versions share.
 *
 * @param share the canary's share that is really in force
 * @param set whether what was decided is set there, whether or not it is in force yet
 * @param inForce whether what was decided is set and really in force
 * @param description everything that was found, for people
 */
public record TargetReading(Weight share, boolean set, boolean inForce, String description) {}
