package dev.headgate.console.model;

import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.TextProblem;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.documents.explain.Explainer;
import dev.headgate.documents.explain.ExplanationJson;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/** Answers how a policy is written and what it does. Thread-safe. */
final class PolicyQueries {

    private static final String SOURCE = "policy";

    private final RecordJson json;
    private final Supplier<Instant> now;

    PolicyQueries(RecordJson json, Supplier<Instant> now) {
        this.json = json;
        this.now = now;
    }

    Optional<PolicyView> policy(Handle handle, String hash) {
        return KnownPolicies.text(handle, hash).map(text -> view(hash, text));
    }

    private PolicyView view(String hash, String text) {
        Parsed<Policy> parsed = PolicyReader.read(SOURCE, text);
        Optional<Policy> policy =
                parsed instanceof Parsed.Valid<Policy> valid ? Optional.of(valid.value()) : Optional.empty();
        List<TextProblem> problems =
                parsed.problems().stream().map(PolicyQueries::problem).toList();
        return new PolicyView(hash, policy.map(Policy::name).orElse(""), text, policy.map(this::explanation), problems);
    }

    private JsonNode explanation(Policy policy) {
        Traffic unknown = new Traffic(Optional.empty(), Traffic.USUAL_ERROR_RATE);
        String explained = ExplanationJson.of(Explainer.explain(policy, unknown, now.get()));
        return json.tree(explained.getBytes(StandardCharsets.UTF_8));
    }

    private static TextProblem problem(Problem problem) {
        String expected = problem.expected().isEmpty() ? "" : "; expected " + problem.expected();
        return new TextProblem(problem.line(), problem.column(), problem.message() + expected);
    }
}
