package dev.headgate.schemas.model.scenario;

import dev.headgate.schemas.model.Labels;
import java.time.Duration;
import java.util.SortedMap;

/**
 * How the executor carries out decisions during a stretch. Of several that fit the last one given counts.
 *
 * @param what which decisions: {@value #SHIFTS}, {@value #ROLLBACKS}, or the name of a runbook that moves no traffic
 * @param during when the decision was made
 * @param answer what becomes of them
 * @param after how long that takes
 * @param results named figures of the runbook's output
 */
public record RunbookConduct(
        String what, Stretch during, Answer answer, Duration after, SortedMap<String, String> results) {

    /** Decisions that advance or step back. */
    public static final String SHIFTS = "shifts";

    /** Decisions that roll back. */
    public static final String ROLLBACKS = "rollbacks";

    /** Copies the results. */
    public RunbookConduct {
        results = Labels.copy(results);
    }
}
