package dev.headgate.core;

import dev.headgate.schemas.model.PolicyText;
import java.time.Instant;

/**
 * The policy by which a service's new versions start by themselves.
 *
 * @param name what the command that bound it calls it
 * @param policy the policy as written
 * @param by who bound it
 * @param at when
 */
public record Binding(String name, PolicyText policy, String by, Instant at) {}
