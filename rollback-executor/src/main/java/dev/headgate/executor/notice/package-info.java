/**
 * Tells people. What is told is a {@link dev.headgate.executor.notice.Notice}, made of a decision whose signature was found
 * valid or of an execution of one; {@link dev.headgate.executor.notice.Routing} says where it goes. Nothing in here knows
 * Kafka or any provider. What tells never shares a thread with what acts: see {@link
 * dev.headgate.executor.notice.kafka.NoticeService}.
 */
@NullMarked
package dev.headgate.executor.notice;

import org.jspecify.annotations.NullMarked;
