package dev.headgate.processor.judge;

import dev.headgate.core.ParsedPolicy;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.util.stream.Collectors;

/** Reads policies as people write them into what the core judges by. */
final class Policies {

    private Policies() {}

    /** The policy, or everything that is wrong with it; a text that the reader cannot cope with is wrong too. */
    static ParsedPolicy read(PolicyText text) {
        try {
            return parsed(text);
        } catch (RuntimeException | StackOverflowError unreadable) {
            return new ParsedPolicy.Unusable("this release cannot read it: " + unreadable);
        }
    }

    private static ParsedPolicy parsed(PolicyText text) {
        Parsed<Policy> parsed = PolicyReader.read(text.name(), text.text());
        if (parsed instanceof Parsed.Valid<Policy> valid) {
            return new ParsedPolicy.Usable(valid.value());
        }
        return new ParsedPolicy.Unusable(
                parsed.problems().stream().map(Problem::render).collect(Collectors.joining("\n")));
    }
}
