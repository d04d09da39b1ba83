package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.WireName;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Words of vocabularies as they stand in the log. Those that this release does not know are shown, and mean nothing. */
public final class Words {

    private Words() {}

    /** The word of a field; empty if it has none. */
    public static String of(JsonNode document, String field) {
        JsonNode word = document.get(field);
        return word != null && word.isString() ? word.stringValue() : "";
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
