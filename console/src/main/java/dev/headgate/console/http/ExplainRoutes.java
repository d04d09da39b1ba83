package dev.headgate.console.http;

import dev.headgate.console.access.Role;
import dev.headgate.console.command.ExplainRequest;
import dev.headgate.console.command.PolicyProblems;
import dev.headgate.console.view.TextProblem;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.explain.Explainer;
import dev.headgate.documents.explain.ExplanationJson;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Policy;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Explains policies that are not in the log yet. */
record ExplainRoutes(Supplier<Instant> now) {

    private static final RecordJson JSON = new RecordJson();

    List<Route> all() {
        return List.of(new Route(
                "POST", "/api/v1/policies/explain", Set.of(Role.VIEWER), false, (context, caller) -> explain(context)));
    }

    /**
     * What a policy does, or what is wrong with it.
     *
     * @param explanation as {@code headgate policy explain -o json}; empty if it cannot be used
     * @param problems errors and warnings
     */
    record Explained(Optional<JsonNode> explanation, List<TextProblem> problems) {}

    private void explain(Context context) throws Exception {
        if (!Commanding.isJson(context)) {
            Entry.problem(context, 415, "the body is not JSON", "Send Content-Type: application/json.");
            return;
        }
        ExplainRequest request = ExplainRequest.read(context.bodyAsBytes());
        Parsed<Policy> parsed = PolicyReader.read("policy", request.text());
        List<TextProblem> problems = parsed.problems().stream()
                .map(problem -> new TextProblem(problem.line(), problem.column(), PolicyProblems.message(problem)))
                .toList();
        Optional<JsonNode> explanation = parsed instanceof Parsed.Valid<Policy> valid
                ? Optional.of(JSON.tree(ExplanationJson.of(Explainer.explain(
                                valid.value(),
                                new Traffic(request.ratePerSecond(), Traffic.USUAL_ERROR_RATE),
                                now.get()))
                        .getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
        Json.answer(context, new Explained(explanation, problems));
    }
}
