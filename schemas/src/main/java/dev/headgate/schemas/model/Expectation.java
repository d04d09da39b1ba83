package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a good answer over HTTP is like.
 *
 * @param leastStatus the smallest status that is good
 * @param mostStatus the largest status that is good
 * @param fields fields of its JSON, nested ones joined by dots, with the text that each must be
 * @param within how long it may take at most; empty for as long as the step's budget
 */
public record Expectation(
        int leastStatus, int mostStatus, SortedMap<String, String> fields, Optional<Duration> within) {

    /** Any status from 200 to 299. */
    public static final Expectation SUCCESS = new Expectation(200, 299, Labels.NONE, Optional.empty());

    /** Copies the fields. */
    public Expectation {
        fields = Labels.copy(fields);
    }
}
