package dev.headgate.schemas.model.scenario;

/** What becomes of a decision. */
public enum Answer {
    /** It is carried out, and read back. */
    SUCCEEDS("succeeds"),
    /** A step fails. */
    FAILS("fails"),
    /** It is not carried out. */
    REFUSES("refuses"),
    /** The runbook ends well, but another weight is read back. */
    DOES_NOT_CONVERGE("does not converge"),
    /** Nobody answers. */
    STAYS_SILENT("stays silent");

    private final String words;

    Answer(String words) {
        this.words = words;
    }

    /** As people write it. */
    public String words() {
        return words;
    }
}
