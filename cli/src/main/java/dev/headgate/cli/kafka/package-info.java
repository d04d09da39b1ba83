/** Reading topics to their end or as they grow, and sending signed commands: all that commands need of Kafka. */
@NullMarked
package dev.headgate.cli.kafka;

import org.jspecify.annotations.NullMarked;
