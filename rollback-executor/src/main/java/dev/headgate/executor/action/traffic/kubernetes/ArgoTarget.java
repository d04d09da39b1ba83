package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.TargetReading;
import dev.headgate.executor.action.traffic.TrafficTarget;
import dev.headgate.schemas.model.Action.ArgoRollout;
import dev.headgate.schemas.model.ArgoDeed;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * An Argo Rollout that is promoted or aborted by the fields that {@code kubectl argo rollouts} patches.
 *
 * <p>It is addressed by the version of its pods: one that has gone on to another is left alone. A promotion leads to a
 * weight: pauses are ended only while the step that sets it is not passed, so that to promote twice is to promote once. A
 * step that runs, as an analysis, is waited for and never left out.
 */
public final class ArgoTarget implements TrafficTarget {

    /** How far what is in force may be from what was decided, in points: pods are whole. */
    private static final double CONVERGED_POINTS = 0.5;

    private final ArgoRollout action;
    private final ObjectName object;
    private final double percent;
    private final KubernetesApi api;
    private final Claim claim;
    private Optional<JsonNode> last = Optional.empty();

    private ArgoTarget(ArgoRollout action, ObjectName object, double percent, KubernetesApi api, Claim claim) {
        this.action = action;
        this.object = object;
        this.percent = percent;
        this.api = api;
        this.claim = claim;
    }

    /**
     * The target of an action.
     *
     * @throws IllegalArgumentException if a name has another form, the deed leads to another weight than was decided, the
     *     namespace may not be touched, or no cluster is known
     */
    public static ArgoTarget of(ArgoRollout action, Cluster cluster, Claim claim) {
        WeightPair pair = WeightPair.of(action.weight(), 100);
        if ((action.deed() == ArgoDeed.ABORT && pair.canary() != 0)
                || (action.deed() == ArgoDeed.PROMOTE_FULL && pair.baseline() != 0)) {
            throw new IllegalArgumentException(action.deed().wireName() + " leads to "
                    + (action.deed() == ArgoDeed.ABORT ? 0 : 100) + " %, but " + action.weight() + " % was decided");
        }
        ObjectName object = new ObjectName("argoproj.io", "v1alpha1", "rollouts", action.namespace(), action.name());
        return new ArgoTarget(action, object, pair.canary(), cluster.api(action.namespace()), claim);
    }

    @Override
    public String address() {
        return object.toString();
    }

    @Override
    public TargetReading read(Duration timeout) throws IOException, InterruptedException {
        JsonNode read = api.get(object, timeout);
        last = Optional.of(read);
        ArgoState state = new ArgoState(read);
        boolean ours = EpochAnnotation.of(read).isOf(claim, object);
        if (!state.isSeen()) {
            throw new IOException("Argo's controller has not seen " + object + " as it stands yet");
        }
        if (!state.versions().contains(action.canary())) {
            return ofAnotherVersion(state);
        }
        double share = state.routed().orElseGet(state::byPods);
        boolean set = ours && isDone(state);
        boolean converged = Math.abs(share - percent) <= CONVERGED_POINTS && !state.isNotVerified();
        return new TargetReading(new Weight(share), set, set && converged, state.description());
    }

    /** Nothing has to be aborted where nothing of the canary runs; all else would be done to somebody else's version. */
    private TargetReading ofAnotherVersion(ArgoState state) {
        if (action.deed() == ArgoDeed.ABORT && state.isStable()) {
            return new TargetReading(Weight.NONE, true, true, "runs " + state.versions() + " alone");
        }
        throw new IllegalArgumentException(object + " is at version " + state.versions() + ", not " + action.canary()
                + ": it is told by the pods' label app.kubernetes.io/version or an image's tag");
    }

    private boolean isDone(ArgoState state) {
        return switch (action.deed()) {
            case ABORT -> isAborted(state);
            case PROMOTE_FULL -> state.isStable() || state.isPromotedInFull();
            case PROMOTE -> isPast(state);
        };
    }

    private boolean isAborted(ArgoState state) {
        if (state.isStable()) {
            throw new IllegalArgumentException(object + " has made version " + action.canary()
                    + " its stable one: there is nothing to abort, give its template the version before");
        }
        return state.isAborted();
    }

    private boolean isPast(ArgoState state) {
        if (state.isAborted()) {
            throw new IllegalArgumentException(object + " is aborted; `kubectl argo rollouts retry` begins it anew");
        }
        int step = state.stepThatSets(percent)
                .orElseThrow(() -> new IllegalArgumentException("no step of " + object + " sets " + percent
                        + " %, they set " + state.weights() + ": the policy's stages must have the same weights"));
        if (state.stepIndex() > step && state.byPods() > percent) {
            throw new IllegalArgumentException(
                    object + " has gone on to " + state.byPods() + " % and cannot go back; it can be aborted");
        }
        return state.isStable() || state.stepIndex() > step;
    }

    @Override
    public void set(TargetReading before, Duration timeout) throws IOException, InterruptedException {
        JsonNode read = last.orElseThrow(() -> new IllegalStateException("what was not read cannot be changed"));
        ArgoState state = new ArgoState(read);
        boolean unpause = action.deed() == ArgoDeed.PROMOTE && state.isPausedByHand();
        if (!EpochAnnotation.of(read).isOf(claim, object) || unpause) {
            ArrayNode patch = JsonPatch.empty();
            EpochAnnotation.claim(read, claim, patch);
            if (unpause) {
                JsonPatch.put(patch, "/spec/paused").put("value", false);
            }
            read = api.patch(object, "", patch, timeout);
        }
        Optional<ArrayNode> status = statusPatch(new ArgoState(read), read);
        if (status.isPresent()) {
            api.patch(object, "status", status.get(), timeout);
        }
    }

    private Optional<ArrayNode> statusPatch(ArgoState state, JsonNode read) {
        ArrayNode patch = JsonPatch.empty();
        JsonPatch.put(patch, "/metadata/resourceVersion")
                .put("value", Json.text(read.path("metadata"), "resourceVersion"));
        switch (action.deed()) {
            case ABORT -> JsonPatch.put(patch, "/status/abort").put("value", true);
            case PROMOTE_FULL -> JsonPatch.put(patch, "/status/promoteFull").put("value", true);
            case PROMOTE -> JsonPatch.remove(patch, "/status/pauseConditions");
        }
        boolean needed = !isDone(state) && (action.deed() != ArgoDeed.PROMOTE || state.isPausedAtAStep());
        return Optional.of(patch).filter(any -> needed);
    }
}
