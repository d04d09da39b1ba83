package dev.headgate.console.fleet;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The examples' policies, as they are written. */
final class FleetPolicies {

    private static final Path EXAMPLES = Path.of("..", "examples");

    static final Known CANARY = example("policies/canary.yaml");
    static final Known COMPARED = example("policies/compare-with-baseline.yaml");
    static final Known STAGED = example("plans/staged-web.yaml");
    static final Known OBSERVED = example("policies/observe.yaml");
    static final Known QUICK = example("policies/demo.yaml");

    /** In the order in which services get them. */
    static final List<Known> USUAL = List.of(CANARY, COMPARED, CANARY, QUICK);

    private FleetPolicies() {}

    /** A policy and its text. */
    record Known(PolicyText text, Policy policy) {}

    private static Known example(String file) {
        try {
            PolicyText text =
                    PolicyHash.textOf(file.substring(file.indexOf('/') + 1), Files.readString(EXAMPLES.resolve(file)));
            if (PolicyReader.read(text.name(), text.text()) instanceof Parsed.Valid<Policy> valid) {
                return new Known(text, valid.value());
            }
            throw new IllegalStateException("the example " + file + " cannot be read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
