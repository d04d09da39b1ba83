package dev.headgate.schemas.model;

import java.util.Optional;

/**
 * A value that a decision gives to a runbook.
 *
 * @param name its name, used as <code>${name}</code> in steps
 * @param type what it must look like
 * @param pattern a regular expression that the whole value must match, beside its type
 */
public record RunbookParameter(String name, Type type, Optional<String> pattern) {

    /** What a parameter must look like. */
    public enum Type implements WireName {
        /** A name as of {@link Names#isName}. */
        NAME("name"),
        /** A version: the same form as a name. */
        VERSION("version"),
        /** A number from 0 to 100. */
        WEIGHT("weight"),
        /** A whole number. */
        INTEGER("integer"),
        /** Any text up to 500 characters without control characters. */
        TEXT("text");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }
}
