package dev.headgate.documents;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A document's name and lines, from which places are made. */
public final class Source {

    private static final int LONGEST_LINE_SHOWN = 400;

    private final String name;
    private final List<String> lines;

    /**
     * A document.
     *
     * @param name for messages, usually its file
     */
    public Source(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    /** A stretch of a line; line and column from 0, everything clipped to what there is. */
    public Place place(int line, int column, int length) {
        int row = Math.max(0, Math.min(line, lines.size() - 1));
        String text = lines.isEmpty() ? "" : lines.get(row);
        int characters = text.codePointCount(0, text.length());
        int start = Math.max(0, Math.min(column, characters));
        int width = Math.max(1, Math.min(length, characters - start));
        return new Place(name, row + 1, start + 1, shownWidth(start, width), shown(text));
    }

    /** Where the document begins. */
    public Place start() {
        return place(0, 0, 1);
    }

    Place place(Optional<Mark> mark, int length) {
        return mark.map(at -> place(at.getLine(), at.getColumn(), length)).orElseGet(this::start);
    }

    /** The whole node where it stands on one line, its beginning otherwise. */
    public Place place(Node node) {
        return node.getStartMark()
                .map(start -> {
                    int length = node.getEndMark()
                            .filter(end -> end.getLine() == start.getLine() && !(node instanceof MappingNode))
                            .map(end -> end.getColumn() - start.getColumn())
                            .orElse(1);
                    return place(start.getLine(), start.getColumn(), length);
                })
                .orElseGet(this::start);
    }

    /** The n-th character of the text, as a place. */
    Place placeOfCharacter(int position) {
        int rest = position;
        for (int row = 0; row < lines.size(); row++) {
            int length = lines.get(row).codePointCount(0, lines.get(row).length());
            if (rest <= length) {
                return place(row, rest, 1);
            }
            rest -= length + 1;
        }
        return place(lines.size() - 1, 0, 1);
    }

    /** The text of a scalar, and where each of its characters stands if that can be told. */
    Text text(ScalarNode node) {
        Place start = place(node);
        String value = node.getValue();
        if (node.getStartMark().isEmpty()) {
            return new Text(this, value, start, -1);
        }
        Mark mark = node.getStartMark().orElseThrow();
        String line = mark.getLine() < lines.size() ? lines.get(mark.getLine()) : "";
        int column = mark.getColumn() + (node.isPlain() ? 0 : 1);
        boolean asWritten = column <= line.codePointCount(0, line.length())
                && line.startsWith(value, line.offsetByCodePoints(0, column));
        return new Text(this, value, start, asWritten ? column : -1);
    }

    private static int shownWidth(int start, int width) {
        return Math.max(1, Math.min(width, LONGEST_LINE_SHOWN - start));
    }

    /** Control characters would let a document write to the terminal of who reads its problems. */
    private static String shown(String line) {
        String safe = line.codePoints()
                .limit(LONGEST_LINE_SHOWN)
                .map(character -> Character.isISOControl(character) && character != '\t' ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return safe.length() < line.length() ? safe + " ..." : safe;
    }
}
