/**
 * Receives alerts from Prometheus' Alertmanager and publishes them as measurements. Acknowledged only once Kafka has them;
 * what cannot be used is logged and never stops the rest.
 */
@NullMarked
package dev.headgate.cli.receive;

import org.jspecify.annotations.NullMarked;
