package dev.headgate.cli.doctor;

/**
 * What a check has found.
 *
 * @param level how it is
 * @param check what was looked at, in a word
 * @param sentence what was found, in a sentence without its full stop
 * @param remedy what to do next; empty where nothing is to be done
 */
public record Finding(Level level, String check, String sentence, String remedy) {

    /** How it is. */
    public enum Level {
        /** As it should be. */
        GOOD("✓", "good"),
        /** Perhaps not as it should be, or it could not be looked at. */
        DOUBTFUL("!", "doubtful"),
        /** Not as it should be. */
        WRONG("✗", "wrong");

        private final String mark;
        private final String word;

        Level(String mark, String word) {
            this.mark = mark;
            this.word = word;
        }

        /** As people see it. */
        public String mark() {
            return mark;
        }

        /** As programs read it. */
        public String word() {
            return word;
        }
    }

    static Finding good(String check, String sentence) {
        return new Finding(Level.GOOD, check, sentence, "");
    }

    static Finding doubtful(String check, String sentence, String remedy) {
        return new Finding(Level.DOUBTFUL, check, sentence, remedy);
    }

    static Finding wrong(String check, String sentence, String remedy) {
        return new Finding(Level.WRONG, check, sentence, remedy);
    }
}
