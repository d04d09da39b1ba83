package dev.headgate.schemas.model;

/**
 * What must hold for a step to be done: <code>${action} = apply</code>.
 *
 * @param name the parameter, or the output of an earlier step as {@link Step#outputName}
 * @param equal whether it must be the text; if not, it must be another
 * @param text what it is compared with, letter by letter
 */
public record StepCondition(String name, boolean equal, String text) {

    /** Whether it holds for a value. */
    public boolean holds(String value) {
        return value.equals(text) == equal;
    }
}
