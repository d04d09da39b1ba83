package dev.headgate.console.report;

/** How something is meant. */
public enum Tone {
    /** Neither well nor ill. */
    PLAIN(""),
    /** As it should be. */
    GOOD("good"),
    /** Not as it should be. */
    BAD("bad"),
    /** Not decided, or to be looked at. */
    OPEN("open");

    private final String word;

    Tone(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
