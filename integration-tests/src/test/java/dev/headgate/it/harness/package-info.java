/**
 * Real parts for the tests: a broker, the gate and the executor as processes of their own, HAProxy, telemetry written
 * straight to Kafka, and readers of what was committed.
 */
@NullMarked
package dev.headgate.it.harness;

import org.jspecify.annotations.NullMarked;
