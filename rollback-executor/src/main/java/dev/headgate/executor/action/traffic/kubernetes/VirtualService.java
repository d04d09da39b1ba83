package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.schemas.model.Action.VirtualServiceWeight;
import dev.headgate.schemas.model.HeaderCohort;
import dev.headgate.schemas.model.MeshDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An HTTP route of Istio's VirtualService. Istio writes a status only where it was told to; without one nothing but the
 * API's own answer can be known of what the proxies do.
 */
final class VirtualService implements Route {

    private final VirtualServiceWeight action;
    private final ObjectName object;
    private final RuleChoice choice;
    private final WeightPair decided;

    /** @throws IllegalArgumentException if a name has another form, or the share is not whole */
    VirtualService(VirtualServiceWeight action) {
        this.action = action;
        this.object = new ObjectName("networking.istio.io", "v1", "virtualservices", action.namespace(), action.name());
        this.choice = new RuleChoice(action.route(), action.cohort());
        this.decided = WeightPair.of(action.weight(), 100);
    }

    @Override
    public ObjectName object() {
        return object;
    }

    @Override
    public String canary() {
        return action.canary().toString();
    }

    @Override
    public String baseline() {
        return action.baseline().toString();
    }

    @Override
    public WeightPair decided() {
        return decided;
    }

    @Override
    public List<Destination> destinations(JsonNode service) {
        JsonNode routes = service.path("spec").path("http");
        int rule = choice.among(routes, VirtualService::takesOnly, object.toString());
        JsonNode destinations = routes.get(rule).path("route");
        // Istio gives one that stands alone all requests, whatever its weight.
        long absent = destinations.size() == 1 ? 100 : 0;
        List<Destination> all = new ArrayList<>();
        for (int i = 0; i < destinations.size(); i++) {
            JsonNode one = destinations.get(i);
            all.add(new Destination(
                    name(one.path("destination")),
                    one.path("weight").asLong(absent),
                    "/spec/http/" + rule + "/route/" + i + "/weight"));
        }
        return all;
    }

    private static String name(JsonNode destination) {
        Optional<String> subset = Optional.of(Json.text(destination, "subset")).filter(name -> !name.isEmpty());
        return new MeshDestination(Json.text(destination, "host"), subset).toString();
    }

    /** Istio's header names are lower case. */
    private static boolean takesOnly(JsonNode route, HeaderCohort cohort) {
        JsonNode matches = route.path("match");
        return !matches.isEmpty()
                && Json.items(matches)
                        .allMatch(match -> Json.text(
                                        match.path("headers")
                                                .path(cohort.header().toLowerCase(Locale.ROOT)),
                                        "exact")
                                .equals(cohort.value()));
    }

    @Override
    public Optional<String> notInForce(JsonNode service) {
        if (!action.awaitStatus()) {
            return Optional.empty();
        }
        JsonNode status = service.path("status");
        long generation = service.path("metadata").path("generation").asLong(0);
        long observed = status.path("observedGeneration").asLong(0);
        if (observed < generation) {
            return Optional.of("Istio's status is of generation " + observed + ", the object is at " + generation);
        }
        return Conditions.notTrue(status.path("conditions"), "Reconciled", generation, true);
    }
}
