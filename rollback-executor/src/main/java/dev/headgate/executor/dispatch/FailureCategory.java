package dev.headgate.executor.dispatch;

import dev.headgate.schemas.model.WireName;

/** What sort of failure a step had, for whoever counts them. */
public enum FailureCategory implements WireName {
    /** A program ended with another exit code than 0. */
    EXIT_CODE("exit-code"),
    /** It was not done within its budget. */
    TIME_OUT("time-out"),
    /** A program could not be started. */
    NOT_STARTED("not-started"),
    /** The target did not answer, or the weight did not come into force. */
    TARGET("target"),
    /** The target does not take it, or it makes no sense for the target. */
    REFUSED("refused"),
    /** It answered otherwise than it should. */
    ANSWER("answer"),
    /** It was asked whether a step had its effect, and it had none. */
    NO_EFFECT("no-effect"),
    /** What it printed is not what it should have. */
    OUTPUT("output"),
    /** An error of the executor's own. */
    UNFORESEEN("unforeseen");

    private final String wireName;

    FailureCategory(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
