package dev.headgate.documents;

/**
 * A document with one mistake.
 *
 * @param yaml the document
 * @param marked the words that the problem underlines
 * @param message a part of its message
 * @param schema whether the JSON Schema can see it
 */
record Mistake(String yaml, String marked, String message, Schema schema) {

    /** Whether a mistake can be expressed in JSON Schema. */
    enum Schema {
        SEES_IT,
        CANNOT_SEE_IT
    }

    @Override
    public String toString() {
        return message + " [" + marked + "]";
    }

    /** A good document in which some words are replaced. */
    record Base(String yaml) {

        Mistake with(String good, String bad, String marked, String message) {
            return new Mistake(replaced(good, bad), marked, message, Schema.SEES_IT);
        }

        Mistake beyondSchema(String good, String bad, String marked, String message) {
            return new Mistake(replaced(good, bad), marked, message, Schema.CANNOT_SEE_IT);
        }

        private String replaced(String good, String bad) {
            if (!yaml.contains(good)) {
                throw new IllegalArgumentException("the good document does not hold " + good);
            }
            return yaml.replace(good, bad);
        }
    }
}
