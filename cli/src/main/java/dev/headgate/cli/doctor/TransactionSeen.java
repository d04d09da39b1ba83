package dev.headgate.cli.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * A transaction that is open in a partition: who reads committed records only sees nothing behind its beginning.
 *
 * @param topic the topic
 * @param partition the partition
 * @param heldBack how many records stand behind its beginning
 * @param startOffset its beginning
 * @param producerId whose it is
 * @param age for how long it has been open
 * @param transactionalId its owner's id; empty if no coordinator knows of it, so that nobody will ever end it
 * @param timeout after which its coordinator ends it
 */
public record TransactionSeen(
        String topic,
        int partition,
        long heldBack,
        long startOffset,
        long producerId,
        Duration age,
        Optional<String> transactionalId,
        Optional<Duration> timeout) {}
