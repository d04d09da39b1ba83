/**
 * What both applications need of Kafka Streams and it does not offer: a hook inside each commit, and whether a source
 * partition has been read to its end. Internals of Kafka Streams are touched in {@link
 * dev.headgate.processor.streams.CommitHookStore} alone.
 */
@NullMarked
package dev.headgate.processor.streams;

import org.jspecify.annotations.NullMarked;
