package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;

/**
 * How the executor carries something out; a file on the executor's side.
 *
 * @param name its name, as decisions call it
 * @param description one sentence for people
 * @param budget how long the whole may take
 * @param parameters what a decision must give it
 * @param steps what is done, in order
 */
public record Runbook(
        String name, String description, Duration budget, List<RunbookParameter> parameters, List<Step> steps) {

    /** Copies the lists. */
    public Runbook {
        parameters = List.copyOf(parameters);
        steps = List.copyOf(steps);
    }
}
