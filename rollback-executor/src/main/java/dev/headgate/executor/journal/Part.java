package dev.headgate.executor.journal;

import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.WireName;

/** Which part of a step is running. */
public enum Part implements WireName {
    /** What the step does. */
    ACTION("action"),
    /** Whether it had its effect is being found out, after a crash or a failure that left it unknown. */
    VERIFICATION("verification"),
    /** What it did is being taken back. */
    UNDO("undo");

    private final String wireName;

    Part(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** How it is called among the results of a runbook. */
    public String of(Step step) {
        return switch (this) {
            case ACTION -> step.name();
            case VERIFICATION -> step.verifyName();
            case UNDO -> step.undoName();
        };
    }
}
