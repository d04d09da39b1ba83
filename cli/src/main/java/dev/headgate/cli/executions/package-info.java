/** What executors did, as people read it. Pure: no Kafka. */
@NullMarked
package dev.headgate.cli.executions;

import org.jspecify.annotations.NullMarked;
