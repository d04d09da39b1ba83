package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.WireName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Words of vocabularies as they stand in the log. Those that this release does not know are shown, and mean nothing. */
public final class Words {

    private static final JsonFactory JSON = new JsonFactory();

    private Words() {}

    /** The words of fields as they stand in a document; those that it has not are missing. Reads no further than it must. */
    static Map<String, String> of(byte[] document, String... fields) {
        Map<String, String> words = new HashMap<>();
        List<String> wanted = List.of(fields);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            while (words.size() < wanted.size() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (wanted.contains(name) && value == JsonToken.VALUE_STRING) {
                    words.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return words;
    }

    /** The phase of a word. */
    public static Phase phase(String word) {
        return of(Phase.values(), word, Phase.UNKNOWN);
    }

    /** The mode of a word. */
    public static Mode mode(String word) {
        return of(Mode.values(), word, Mode.UNKNOWN);
    }

    /** Whether a phase's word says that a rollout is over. */
    public static boolean over(String phase) {
        return phase.equals(Phase.COMPLETED.wireName()) || phase.equals(Phase.ROLLED_BACK.wireName());
    }

    static boolean is(WireName constant, String word) {
        return constant.wireName().equals(word);
    }

    private static <E extends WireName> E of(E[] vocabulary, String word, E otherwise) {
        return Arrays.stream(vocabulary)
                .filter(constant -> constant.wireName().equals(word))
                .findFirst()
                .orElse(otherwise);
    }
}
