package dev.headgate.documents;

/**
 * A text value of a document.
 *
 * @param source the document
 * @param value the text as YAML reads it
 * @param whole where it stands
 * @param column where its first character stands in its line, from 0; -1 if the value is not as written
 */
record Text(Source source, String value, Place whole, int column) {

    /** A stretch of the value; the whole value where escapes or folding moved its characters. */
    Place place(int from, int to) {
        if (column < 0) {
            return whole;
        }
        int start = column + value.codePointCount(0, from);
        return source.place(whole.line() - 1, start, value.codePointCount(from, to));
    }

    /** A part of this text as a text of its own. */
    Text part(int from, int to) {
        int start = column < 0 ? -1 : column + value.codePointCount(0, from);
        return new Text(source, value.substring(from, to), column < 0 ? whole : place(from, to), start);
    }
}
