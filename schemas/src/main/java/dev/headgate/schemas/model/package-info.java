/**
 * The records that travel through Headgate's topics and files, without any trace of how they are written: no
 * annotations, no JSON, no Kafka. Every collection is copied and immutable, every absent value is an {@link
 * java.util.Optional} or an empty collection, every record is a value and therefore safe to share between threads.
 */
@NullMarked
package dev.headgate.schemas.model;

import org.jspecify.annotations.NullMarked;
