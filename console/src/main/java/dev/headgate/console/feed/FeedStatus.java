package dev.headgate.console.feed;

import dev.headgate.schemas.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far what the console shows is behind the log.
 *
 * @param state in a word
 * @param readShare which share of the log has been read, 0 to 1
 * @param behind how old what is shown is at most; while the log is read for the first time, how old the newest record is that
 *     was read
 * @param lastRecordAt when the newest record that was read was appended; the epoch if none was
 * @param awaySince since when the broker has not answered
 * @param sentence the same in a sentence
 * @param unreadable how many records could not be read
 * @param commandsRead whether everything is read that had been commanded when reading began: before, nobody knows what was not
 * @param wordsRead the same of what had been said to executors, and by them
 */
public record FeedStatus(
        State state,
        double readShare,
        Duration behind,
        Instant lastRecordAt,
        Optional<Instant> awaySince,
        String sentence,
        long unreadable,
        boolean commandsRead,
        boolean wordsRead) {

    /** Of a feed that has read what was commanded and said once it is up to date. */
    public FeedStatus(
            State state,
            double readShare,
            Duration behind,
            Instant lastRecordAt,
            Optional<Instant> awaySince,
            String sentence,
            long unreadable) {
        this(
                state,
                readShare,
                behind,
                lastRecordAt,
                awaySince,
                sentence,
                unreadable,
                state == State.CURRENT,
                state == State.CURRENT);
    }

    /** In a word. */
    public enum State implements WireName {
        /** What is in the log is being read. */
        READING("reading"),
        /** All is read, and new records come in as they are written. */
        CURRENT("current"),
        /** The broker does not answer, or what it says cannot be used. */
        AWAY("away"),
        /** The log is not read any more. */
        STOPPED("stopped");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }
}
