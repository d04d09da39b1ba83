package dev.headgate.documents;

/**
 * A stretch of a line of a document.
 *
 * @param source the document's name, usually its file
 * @param line from 1
 * @param column from 1, in characters as people count them
 * @param length in characters, at least 1
 * @param lineText the whole line, without its line break and without control characters
 */
public record Place(String source, int line, int column, int length, String lineText) {

    /** {@code file:line:column}, as editors and terminals link it. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
