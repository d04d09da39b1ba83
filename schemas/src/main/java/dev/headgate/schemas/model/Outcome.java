package dev.headgate.schemas.model;

/** How a request ended. */
public enum Outcome implements WireName {
    /** It was answered as its caller wanted. */
    SUCCESS("success"),
    /** It failed, was refused by the server, or ran into its time-out. */
    ERROR("error");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
