package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;

/**
 * That somebody took care of what people were told of.
 *
 * @param decisionId the decision that told it
 * @param severity how urgent it was
 * @param by who took care
 * @param at when
 * @param after how long after it was told
 */
public record Acknowledged(String decisionId, Severity severity, String by, Instant at, Duration after) {}
