/**
 * The edges towards Kafka: assignment, fencing, reading the journal, one transaction per step of work, and the lease
 * that stands between a paused process and its successor.
 */
@NullMarked
package dev.headgate.executor.kafka;

import org.jspecify.annotations.NullMarked;
