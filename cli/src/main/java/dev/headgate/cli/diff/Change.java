package dev.headgate.cli.diff;

import java.util.Locale;

/**
 * One difference between two policies.
 *
 * @param where what it is about: a list, a stage, the policy
 * @param sort whether something is new, gone or other than before
 * @param sentence what it means
 * @param sense in which direction it goes
 */
public record Change(String where, Sort sort, String sentence, Sense sense) {

    /** What happened to it. */
    public enum Sort {
        /** It was not there. */
        ADDED("+"),
        /** It is not there any more. */
        REMOVED("-"),
        /** It is other than before. */
        CHANGED("~");

        private final String mark;

        Sort(String mark) {
            this.mark = mark;
        }

        /** One character. */
        public String mark() {
            return mark;
        }
    }

    /** What it makes of the policy. */
    public enum Sense {
        /** More is stopped, or less goes on. */
        STRICTER,
        /** Less is stopped, or more goes on. */
        LOOSER,
        /** It takes less time. */
        FASTER,
        /** It takes more time. */
        SLOWER,
        /** More people have to do or are told something. */
        MORE_PEOPLE,
        /** Fewer people have to do or are told something. */
        FEWER_PEOPLE,
        /** None of these. */
        OTHER;

        /** As people read it. */
        public String words() {
            return this == OTHER ? "" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** The one or the other. */
        static Sense of(boolean condition, Sense yes, Sense no) {
            return condition ? yes : no;
        }
    }
}
