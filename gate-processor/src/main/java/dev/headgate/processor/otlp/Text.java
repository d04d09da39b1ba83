package dev.headgate.processor.otlp;

import dev.headgate.schemas.model.Names;

/** A text, and what it may be used for: found out once. */
final class Text {

    static final Text NONE = new Text("");

    private final String text;
    private final boolean name;
    private final boolean operation;

    Text(String text) {
        this.text = text;
        name = Names.isName(text);
        operation = Names.isOperation(text);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether it can name a service or a version. */
    boolean isName() {
        return name;
    }

    /** Whether it can name an operation, or be a label's value. */
    boolean isOperation() {
        return operation;
    }

    @Override
    public String toString() {
        return text;
    }
}
