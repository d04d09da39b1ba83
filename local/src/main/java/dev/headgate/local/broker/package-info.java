/**
 * A real Kafka broker as a child process, made of the Maven artifacts that the module {@code local-broker} collects:
 * no Docker and no download besides Maven.
 */
@NullMarked
package dev.headgate.local.broker;

import org.jspecify.annotations.NullMarked;
