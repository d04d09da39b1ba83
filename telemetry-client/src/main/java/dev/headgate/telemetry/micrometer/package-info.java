/**
 * Requests that Micrometer times already, handed on to a {@link dev.headgate.telemetry.TelemetryClient}: by observations, or by a registry
 * beside the application's.
 */
@NullMarked
package dev.headgate.telemetry.micrometer;

import org.jspecify.annotations.NullMarked;
