package dev.headgate.processor.deadletter;

import dev.headgate.schemas.model.RefusedItems;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is wrong with one record. A record becomes one dead letter at most, however many of its events are bad: it is
 * named after the first of them. Not thread safe.
 */
public final class Refusals {

    private String cause = "";
    private String detail = "";
    private int count;
    private int countedItems;
    private final BitSet items = new BitSet();
    private boolean placesMissing;

    /**
     * Notes that the record, or one event of its batch, is not used.
     *
     * @param index the event's place in its batch, from 0; empty for the whole record
     * @param cause a word of the dead letters' vocabulary
     * @param detail what was found and what was expected
     */
    public void add(OptionalInt index, String cause, String detail) {
        index.ifPresentOrElse(items::set, () -> placesMissing = true);
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
        countedItems = 0;
        items.clear();
        placesMissing = false;
    }

    /**
     * Notes that an item is not used, without saying its place: that of a record which may hold only this one.
     *
     * @param index its place in its record, from 0
     */
    public void addItem(int index, String cause, String detail) {
        items.set(index);
        if (count == 0) {
            this.cause = cause;
            this.detail = detail;
        }
        count++;
    }

    /** Notes that an item of the record was counted. */
    public void counted() {
        countedItems++;
    }

    /** Notes that places say nothing about the record as it came: it is no batch of ours, or it was in an envelope. */
    public void placesAreOthers() {
        placesMissing = true;
    }

    /** What of the record was refused; empty if some of it was counted and the places of the others are not known. */
    public Optional<RefusedItems> items() {
        if (countedItems == 0) {
            return Optional.of(RefusedItems.ALL);
        }
        return placesMissing ? Optional.empty() : Optional.of(RefusedItems.of(items));
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
