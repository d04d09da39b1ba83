package dev.headgate.schemas.model;

import java.util.SortedMap;

/**
 * The runbook that carries a decision out.
 *
 * @param name the runbook's name on the executor's side; empty when there is nothing to carry out
 * @param parameters its parameters, sorted by name
 */
public record RunbookCall(String name, SortedMap<String, String> parameters) {

    /** Nothing to carry out. */
    public static final RunbookCall NONE = new RunbookCall("", Labels.NONE);

    /** Copies the parameters. */
    public RunbookCall {
        parameters = Labels.copy(parameters);
    }
}
