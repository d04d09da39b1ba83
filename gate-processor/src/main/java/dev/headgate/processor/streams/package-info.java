/**
 * What the judge needs of Kafka Streams and it does not offer, a hook inside each commit; and what both applications need of
 * consumers: whether a source partition has been read to its end. Internals of Kafka Streams are touched in {@link
 * dev.headgate.processor.streams.CommitHookStore} alone.
 */
@NullMarked
package dev.headgate.processor.streams;

import org.jspecify.annotations.NullMarked;
