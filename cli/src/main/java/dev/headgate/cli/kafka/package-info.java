/** What commands need of Kafka beside reading topics and commanding the gate: measurements, direct decisions, replays. */
@NullMarked
package dev.headgate.cli.kafka;

import org.jspecify.annotations.NullMarked;
