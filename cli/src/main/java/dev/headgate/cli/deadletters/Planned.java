package dev.headgate.cli.deadletters;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to be done about one letter. */
public sealed interface Planned {

    /** The letter. */
    Letter letter();

    /**
     * It goes back to where it came from.
     *
     * @param letter the letter
     * @param record what is written there
     * @param whole whether that is the refused record to the byte, and not only the part of a batch that was refused
     */
    record Replay(Letter letter, ProducerRecord<byte[], byte[]> record, boolean whole) implements Planned {}

    /**
     * It stays where it is.
     *
     * @param letter the letter
     * @param reason in a word, for counting
     * @param sentence why, and what can be done
     */
    record Kept(Letter letter, String reason, String sentence) implements Planned {}
}
