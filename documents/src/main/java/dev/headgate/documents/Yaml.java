package dev.headgate.documents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML into nodes with positions, within limits that keep a hostile text harmless. */
public final class Yaml {

    /** The largest document, in bytes of UTF-8. */
    static final int LARGEST_BYTES = 256 * 1024;

    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 100;

    private final Source source;
    private final String text;

    private Yaml(Source source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * The root of the one document in the text.
     *
     * @throws Refusal if the text is not one YAML document, or is beyond a limit
     */
    public static Node read(Source source, String text) throws Refusal {
        return new Yaml(source, text).read();
    }

    private Node read() throws Refusal {
        checkSize();
        try {
            checkEvents();
            Optional<Node> root = new Compose(settings()).composeString(text);
            return root.orElseThrow(() -> empty());
        } catch (MarkedYamlEngineException syntax) {
            throw new Refusal(syntaxProblem(syntax));
        } catch (ReaderException unreadable) {
            throw new Refusal(Problem.error(
                            source.placeOfCharacter(unreadable.getPosition()), "this character may not stand in YAML")
                    .found("U+%04X".formatted(unreadable.getCodePoint()))
                    .expected("printable characters; in a quoted text write it as an escape"));
        } catch (YamlEngineException other) {
            throw new Refusal(
                    Problem.error(source.start(), "this is not YAML: " + firstLine(String.valueOf(other.getMessage())))
                            .expected("one YAML document"));
        }
    }

    private void checkSize() throws Refusal {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_BYTES) {
            throw new Refusal(Problem.error(source.start(), "this document is too large")
                    .found(bytes + " bytes")
                    .expected("at most " + LARGEST_BYTES + " bytes (256 kB)"));
        }
    }

    /** Looks at the events first: nodes are composed recursively, and aliases may repeat each other without end. */
    private void checkEvents() throws Refusal {
        int depth = 0;
        int aliases = 0;
        int documents = 0;
        for (Event event : new Parse(settings()).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new Refusal(Problem.error(source.place(event.getStartMark(), 1), "this is nested too deeply")
                        .expected("at most " + DEEPEST + " levels"));
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent && ++aliases > MOST_ALIASES) {
                throw new Refusal(Problem.error(source.place(event.getStartMark(), 1), "too many aliases")
                        .expected("at most " + MOST_ALIASES + " of them"));
            } else if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw new Refusal(Problem.error(source.place(event.getStartMark(), 3), "a second YAML document begins")
                        .found("---")
                        .expected("one document per file"));
            }
        }
        if (documents == 0) {
            throw empty();
        }
    }

    private Refusal empty() {
        return new Refusal(
                Problem.error(source.start(), "this document is empty").expected("a YAML mapping"));
    }

    private Problem syntaxProblem(MarkedYamlEngineException syntax) {
        Place place = source.place(syntax.getProblemMark().or(syntax::getContextMark), 1);
        String said = Optional.ofNullable(syntax.getProblem()).orElse("");
        if (said.contains("'\\t") || said.contains("\\t(TAB)") || said.contains("TAB")) {
            return Problem.error(place, "YAML is indented with spaces, not with tabs")
                    .found("a tab")
                    .expected("spaces");
        }
        String context = Optional.ofNullable(syntax.getContext()).orElse("");
        String message = "this is not YAML: " + (context.isEmpty() ? "" : context + ": ") + said;
        // Mostly a line that stands further in or out than its neighbours.
        if (said.contains("<block end>")) {
            return Problem.error(place, firstLine(message))
                    .expected(
                            "lines that belong together in the same column, what belongs to them further in; or quotes"
                                    + " around a value that YAML takes for more than a text");
        }
        return Problem.error(place, firstLine(message))
                .expected("a value that holds ': ', ' #' or begins with one of & * ! | > % @ ` [ { must be quoted");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setCodePointLimit(LARGEST_BYTES + 1)
                .setAllowDuplicateKeys(true)
                .setParseComments(false)
                .build();
    }
}
