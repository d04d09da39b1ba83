package dev.headgate.console.model;

import java.time.Instant;

/**
 * What was answered to a request with an idempotency key.
 *
 * @param fingerprint tells the request from others that came with the same key
 * @param status the answer's status
 * @param contentType the body's media type
 * @param body the body
 * @param at when
 */
public record StoredAnswer(String fingerprint, int status, String contentType, String body, Instant at) {}
