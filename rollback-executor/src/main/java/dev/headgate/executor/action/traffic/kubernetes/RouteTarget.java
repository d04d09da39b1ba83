package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.TargetReading;
import dev.headgate.executor.action.traffic.TrafficTarget;
import dev.headgate.schemas.model.Action.HttpRouteWeight;
import dev.headgate.schemas.model.Action.VirtualServiceWeight;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Two destinations of a rule in the cluster.
 *
 * <p>One patch writes both weights and whose they are, and nothing else. It holds the version of the object that it was
 * made for: if anybody has changed the object since, the cluster refuses all of it and it is made anew. So weights never
 * stand that were not decided together, and what a process does that was paused since is refused.
 */
public final class RouteTarget implements TrafficTarget {

    private final Route route;
    private final KubernetesApi api;
    private final Claim claim;
    private Optional<JsonNode> last = Optional.empty();

    private RouteTarget(Route route, KubernetesApi api, Claim claim) {
        this.route = route;
        this.api = api;
        this.claim = claim;
    }

    /**
     * The target of an action.
     *
     * @throws IllegalArgumentException if a name has another form, the share cannot be expressed, the namespace may not be
     *     touched, or no cluster is known
     */
    public static RouteTarget of(HttpRouteWeight action, Cluster cluster, Claim claim) {
        return of(new HttpRoute(action), cluster, claim);
    }

    /**
     * The target of an action.
     *
     * @throws IllegalArgumentException if a name has another form, the share is not whole, the namespace may not be touched,
     *     or no cluster is known
     */
    public static RouteTarget of(VirtualServiceWeight action, Cluster cluster, Claim claim) {
        return of(new VirtualService(action), cluster, claim);
    }

    private static RouteTarget of(Route route, Cluster cluster, Claim claim) {
        if (route.canary().equals(route.baseline())) {
            throw new IllegalArgumentException("canary and baseline are one destination, " + route.canary());
        }
        return new RouteTarget(route, cluster.api(route.object().namespace()), claim);
    }

    @Override
    public String address() {
        return route.object().toString();
    }

    @Override
    public TargetReading read(Duration timeout) throws IOException, InterruptedException {
        JsonNode object = api.get(route.object(), timeout);
        last = Optional.of(object);
        boolean ours = EpochAnnotation.of(object).isOf(claim, route.object());
        List<Destination> all = route.destinations(object);
        Destination canary = Destination.named(route.canary(), all, address());
        Destination baseline = Destination.named(route.baseline(), all, address());
        refuseOthers(all, canary, baseline);
        boolean set = ours
                && canary.weight() == route.decided().canary()
                && baseline.weight() == route.decided().baseline();
        Optional<String> missing = route.notInForce(object);
        String found = canary.name() + " " + canary.weight() + ", " + baseline.name() + " " + baseline.weight();
        return new TargetReading(
                share(canary, baseline),
                set,
                set && missing.isEmpty(),
                missing.map(why -> found + "; " + why).orElse(found));
    }

    @Override
    public void set(TargetReading before, Duration timeout) throws IOException, InterruptedException {
        JsonNode object = last.orElseThrow(() -> new IllegalStateException("what was not read cannot be changed"));
        List<Destination> all = route.destinations(object);
        ArrayNode patch = JsonPatch.empty();
        EpochAnnotation.claim(object, claim, patch);
        JsonPatch.put(patch, Destination.named(route.canary(), all, address()).pointer())
                .put("value", route.decided().canary());
        JsonPatch.put(patch, Destination.named(route.baseline(), all, address()).pointer())
                .put("value", route.decided().baseline());
        api.patch(route.object(), "", patch, timeout);
    }

    /** A third destination with a weight would make the canary's share another than was decided. */
    private void refuseOthers(List<Destination> all, Destination canary, Destination baseline) {
        List<String> others = all.stream()
                .filter(one -> !one.equals(canary) && !one.equals(baseline) && one.weight() > 0)
                .map(one -> one.name() + " " + one.weight())
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(address() + " gives traffic to others than " + canary.name() + " and "
                    + baseline.name() + ": " + others + "; give them weight 0, or a rule of their own");
        }
    }

    private static Weight share(Destination canary, Destination baseline) {
        long sum = canary.weight() + baseline.weight();
        return sum <= 0 ? Weight.NONE : new Weight(100.0 * canary.weight() / sum);
    }
}
