/**
 * The rollback executor: the only process with power over production. It reads signed decisions, journals what it
 * accepts, carries each out once and in order through runbooks of its own, and publishes what became of it. Read {@link
 * dev.headgate.executor.dispatch.Dispatcher} for the rules and {@link dev.headgate.executor.kafka.ExecutorLoop} for how
 * they meet Kafka.
 */
@NullMarked
package dev.headgate.executor;

import org.jspecify.annotations.NullMarked;
