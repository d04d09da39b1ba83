package dev.headgate.console.report;

import java.util.List;
import java.util.Optional;

/**
 * What a report is written on, part by part. Every text is taken as text: nothing that stands in the log can become markup. Not
 * thread-safe.
 */
interface Paper {

    /**
     * A cell.
     *
     * @param text what it says
     * @param link where it leads
     * @param tone how it is meant
     * @param number whether it is a figure
     */
    record Cell(String text, Optional<String> link, Tone tone, boolean number) {
        static Cell of(String text) {
            return new Cell(text, Optional.empty(), Tone.PLAIN, false);
        }

        static Cell number(String text) {
            return new Cell(text, Optional.empty(), Tone.PLAIN, true);
        }

        static Cell of(String text, Tone tone) {
            return new Cell(text, Optional.empty(), tone, false);
        }

        static Cell link(String text, Optional<String> link) {
            return new Cell(text, link, Tone.PLAIN, false);
        }

        Cell in(Tone another) {
            return new Cell(text, link, another, number);
        }
    }

    /**
     * Something that has a name.
     *
     * @param name its name
     * @param value what it is
     */
    record Fact(String name, Cell value) {
        static Fact of(String name, String value) {
            return new Fact(name, Cell.of(value));
        }
    }

    /** The head line, and what it comes to in a sentence. */
    void head(String title, String sentence, Tone tone);

    /** A heading. */
    void section(String heading);

    /** A heading below it, that others may link to. */
    void part(String id, String heading, Tone tone);

    /** A paragraph. */
    void paragraph(String text);

    /** A paragraph that nobody may overlook. */
    void warning(String text);

    /** A list. */
    void items(List<String> items);

    /** Named things; those without a value are left out. */
    void facts(List<Fact> facts);

    /** A table; nothing if it has no rows. */
    void table(String caption, List<String> head, List<List<Cell>> rows);

    /** Text as it was written, with line breaks. */
    void verbatim(String label, String text);

    /** A chart. */
    void chart(Chart chart);

    /** All that was written. */
    String finished(String footer);
}
