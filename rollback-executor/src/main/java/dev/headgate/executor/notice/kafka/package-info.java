/** Notices and Kafka: a consumer and a thread for each channel, beside the executor's own and without a part in its work. */
@NullMarked
package dev.headgate.executor.notice.kafka;

import org.jspecify.annotations.NullMarked;
