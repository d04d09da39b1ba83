package dev.headgate.core.backtest;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;

/**
 * A policy to be tried.
 *
 * @param text as written
 * @param policy as read from it
 */
public record JudgedPolicy(PolicyText text, Policy policy) {}
