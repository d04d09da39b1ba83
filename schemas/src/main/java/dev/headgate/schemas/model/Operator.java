package dev.headgate.schemas.model;

/** How an observed value is compared with a limit. */
public enum Operator implements WireName {
    /** Below the limit. */
    LESS("<"),
    /** At most the limit. */
    LESS_OR_EQUAL("<="),
    /** Above the limit. */
    GREATER(">"),
    /** At least the limit. */
    GREATER_OR_EQUAL(">="),
    /** Equal to the limit. */
    EQUAL("=");

    private final String wireName;

    Operator(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
