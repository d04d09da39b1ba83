package dev.headgate.console.view;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A policy as written and as explained.
 *
 * @param hash SHA-256 of the text, hexadecimal
 * @param name its name; empty if it cannot be read
 * @param text the YAML
 * @param explanation what it does, as {@code headgate policy explain -o json} tells it; empty if it cannot be read
 * @param problems what is wrong with it, or looks wrong
 */
public record PolicyView(
        String hash, String name, String text, Optional<JsonNode> explanation, List<TextProblem> problems) {

    /** Copies the list. */
    public PolicyView {
        problems = List.copyOf(problems);
    }
}
