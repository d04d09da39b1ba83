/**
 * {@code headgate doctor}: what is wrong with an installation, and what to do about it. What was seen are values
 * ({@link dev.headgate.cli.doctor.TopicSeen} and the like), which checks turn into {@link dev.headgate.cli.doctor.Finding}s; asking
 * Kafka is a thin edge beside them. Nothing is changed and nothing is written.
 */
@NullMarked
package dev.headgate.cli.doctor;

import org.jspecify.annotations.NullMarked;
