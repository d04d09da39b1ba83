package dev.headgate.executor.journal;

import dev.headgate.schemas.model.WireName;

/**
 * How far a decision has come.
 *
 * <pre>
 * accepted ─► started ─► finished      finished also straight from accepted: superseded or expired while it waited
 * refused, noted                        never begun
 * </pre>
 */
public enum Progress implements WireName {
    /** It will be carried out in its turn. */
    ACCEPTED("accepted"),
    /** A step is running, or was when the executor died. */
    STARTED("started"),
    /** Its outcome is recorded. */
    FINISHED("finished"),
    /** It was not accepted; the refusal is recorded. */
    REFUSED("refused"),
    /** There was nothing to carry out. */
    NOTED("noted");

    private final String wireName;

    Progress(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether nothing more will happen to it. */
    public boolean isOver() {
        return this == FINISHED || this == REFUSED || this == NOTED;
    }
}
