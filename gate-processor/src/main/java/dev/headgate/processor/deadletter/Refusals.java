package dev.headgate.processor.deadletter;

import java.util.OptionalInt;

/**
 * What is wrong with one record. A record becomes one dead letter at most, however many of its events are bad: it is
 * named after the first of them. Not thread safe.
 */
public final class Refusals {

    private String cause = "";
    private String detail = "";
    private int count;

    /**
     * Notes that the record, or one event of its batch, is not used.
     *
     * @param index the event's place in its batch, from 0; empty for the whole record
     * @param cause a word of the dead letters' vocabulary
     * @param detail what was found and what was expected
     */
    public void add(OptionalInt index, String cause, String detail) {
        if (count == 0) {
            this.cause = cause;
            this.detail = index.isPresent() ? "event " + index.getAsInt() + ": " + detail : detail;
        }
        count++;
    }

    /** Forgets all of them: the record is read once more, in another way. */
    public void clear() {
        cause = "";
        detail = "";
        count = 0;
    }

    /** How many were noted. */
    public int count() {
        return count;
    }

    /** The first one's cause word; empty if there is none. */
    public String cause() {
        return cause;
    }

    /** The first one in a sentence, and how many more there are; empty if there is none. */
    public String detail() {
        return count > 1 ? detail + " (and " + (count - 1) + " more in this record)" : detail;
    }
}
