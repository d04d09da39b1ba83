/**
 * OpenTelemetry's own format as a way in: spans and duration histograms, in protobuf and in JSON, as what the gate counts.
 * Protobuf is read where it lies, and of it only the fields that are needed.
 */
@NullMarked
package dev.headgate.processor.otlp;

import org.jspecify.annotations.NullMarked;
