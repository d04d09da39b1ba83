package dev.headgate.documents;

/**
 * A stretch of a line of a document, or a source that has no lines.
 *
 * @param source the document's name, usually its file
 * @param line from 1; 0 if the source has no lines
 * @param column from 1, in characters as people count them; 0 if the source has no lines
 * @param length in characters, at least 1
 * @param lineText the whole line, without its line break and without control characters; empty if it is not to be shown
 */
public record Place(String source, int line, int column, int length, String lineText) {

    /** A source without lines: a variable, a flag, a whole file. */
    public static Place of(String source) {
        return new Place(source, 0, 0, 1, "");
    }

    /** The same place, its line not to be shown: it may hold what nobody else should read. */
    public Place withoutText() {
        return new Place(source, line, column, length, "");
    }

    /** {@code file:line:column}, as editors and terminals link it; only the source if it has no lines. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
