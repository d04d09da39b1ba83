package dev.headgate.schemas.model;

/**
 * Requests that carry a header with a value.
 *
 * @param header the header's name; case does not matter
 * @param value its value, exactly
 */
public record HeaderCohort(String header, String value) {

    /** As people read it: {@code x-cohort: beta}. */
    @Override
    public String toString() {
        return header + ": " + value;
    }
}
