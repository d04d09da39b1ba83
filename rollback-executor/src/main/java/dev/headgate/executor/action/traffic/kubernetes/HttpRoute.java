package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.schemas.model.Action.HttpRouteWeight;
import dev.headgate.schemas.model.HeaderCohort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A rule of Gateway API's HTTPRoute. What its controllers report in the status is all that can be known from outside
 * about what gateways do.
 */
final class HttpRoute implements Route {

    private final HttpRouteWeight action;
    private final ObjectName object;
    private final RuleChoice choice;
    private final WeightPair decided;

    /** @throws IllegalArgumentException if a name has another form, or the share cannot be expressed */
    HttpRoute(HttpRouteWeight action) {
        this.action = action;
        this.object =
                new ObjectName("gateway.networking.k8s.io", "v1", "httproutes", action.namespace(), action.name());
        this.choice = new RuleChoice(action.rule(), action.cohort());
        this.decided = WeightPair.of(action.weight(), WeightPair.LARGEST);
    }

    @Override
    public ObjectName object() {
        return object;
    }

    @Override
    public String canary() {
        return action.canaryService();
    }

    @Override
    public String baseline() {
        return action.baselineService();
    }

    @Override
    public WeightPair decided() {
        return decided;
    }

    @Override
    public List<Destination> destinations(JsonNode route) {
        JsonNode rules = route.path("spec").path("rules");
        int rule = choice.among(rules, HttpRoute::takesOnly, object.toString());
        JsonNode backends = rules.get(rule).path("backendRefs");
        List<Destination> all = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            JsonNode backend = backends.get(i);
            // The API's own default of an absent weight is 1.
            all.add(new Destination(
                    Json.text(backend, "name"),
                    backend.path("weight").asLong(1),
                    "/spec/rules/" + rule + "/backendRefs/" + i + "/weight"));
        }
        return all;
    }

    private static boolean takesOnly(JsonNode rule, HeaderCohort cohort) {
        JsonNode matches = rule.path("matches");
        return !matches.isEmpty()
                && Json.items(matches)
                        .allMatch(match ->
                                Json.items(match.path("headers")).anyMatch(header -> isHeader(header, cohort)));
    }

    private static boolean isHeader(JsonNode header, HeaderCohort cohort) {
        return header.path("type").asString("Exact").equals("Exact")
                && Json.text(header, "name").equalsIgnoreCase(cohort.header())
                && Json.text(header, "value").equals(cohort.value());
    }

    @Override
    public Optional<String> notInForce(JsonNode route) {
        if (!action.awaitStatus()) {
            return Optional.empty();
        }
        long generation = route.path("metadata").path("generation").asLong(0);
        JsonNode parents = route.path("spec").path("parentRefs");
        if (parents.isEmpty()) {
            return Optional.of("the route is attached to no gateway");
        }
        return Json.items(parents)
                .flatMap(parent -> notTaken(route, parent, generation).stream())
                .findFirst();
    }

    private static Optional<String> notTaken(JsonNode route, JsonNode parent, long generation) {
        String name = Json.text(parent, "name");
        List<JsonNode> reports = Json.items(route.path("status").path("parents"))
                .filter(report -> isSame(report.path("parentRef"), parent, route))
                .toList();
        if (reports.isEmpty()) {
            return Optional.of("no controller reports on " + name);
        }
        return reports.stream()
                .flatMap(report -> Conditions.notTrue(report.path("conditions"), "Accepted", generation, true)
                        .or(() -> Conditions.notTrue(report.path("conditions"), "ResolvedRefs", generation, false))
                        .stream())
                .findFirst()
                .map(why -> name + ": " + why);
    }

    /** Compared with the defaults that the API gives what is left out. */
    private static boolean isSame(JsonNode reported, JsonNode parent, JsonNode route) {
        String here = Json.text(route.path("metadata"), "namespace");
        return isSame(reported, parent, "name", "")
                && isSame(reported, parent, "namespace", here)
                && isSame(reported, parent, "kind", "Gateway")
                && isSame(reported, parent, "group", "gateway.networking.k8s.io")
                && isSame(reported, parent, "sectionName", "")
                && reported.path("port").asInt(0) == parent.path("port").asInt(0);
    }

    private static boolean isSame(JsonNode reported, JsonNode parent, String field, String absent) {
        return reported.path(field).asString(absent).equals(parent.path(field).asString(absent));
    }
}
