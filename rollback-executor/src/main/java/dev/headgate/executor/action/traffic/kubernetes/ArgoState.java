package dev.headgate.executor.action.traffic.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What an Argo Rollout says of itself.
 *
 * @param object the Rollout as it was read
 */
record ArgoState(JsonNode object) {

    private static final String VERSION_LABEL = "app.kubernetes.io/version";

    private JsonNode spec() {
        return object.path("spec");
    }

    private JsonNode status() {
        return object.path("status");
    }

    /** What names the version of its pods: a label, and the tags of images. */
    List<String> versions() {
        JsonNode template = spec().path("template");
        Stream<String> label = Stream.of(Json.text(template.path("metadata").path("labels"), VERSION_LABEL))
                .filter(text -> !text.isEmpty());
        Stream<String> tags = Json.items(template.path("spec").path("containers"))
                .map(container -> Json.text(container, "image"))
                .map(image -> image.substring(image.lastIndexOf('/') + 1))
                .filter(image -> image.contains(":"))
                .map(image -> image.substring(image.indexOf(':') + 1));
        return Stream.concat(label, tags).distinct().toList();
    }

    boolean isAborted() {
        return status().path("abort").asBoolean(false);
    }

    boolean isPromotedInFull() {
        return status().path("promoteFull").asBoolean(false);
    }

    /** Whether its newest pods are those that hold the traffic for good. */
    boolean isStable() {
        String current = Json.text(status(), "currentPodHash");
        return !current.isEmpty() && current.equals(Json.text(status(), "stableRS"));
    }

    /** Whether a person has paused it as a whole. */
    boolean isPausedByHand() {
        return spec().path("paused").asBoolean(false);
    }

    /** Whether a step waits for somebody. */
    boolean isPausedAtAStep() {
        return !status().path("pauseConditions").isEmpty();
    }

    /** Whether its controller has seen it as it stands; Argo writes the generation as a text. */
    boolean isSeen() {
        return status().path("observedGeneration").asLong(0)
                >= object.path("metadata").path("generation").asLong(0);
    }

    int stepIndex() {
        return status().path("currentStepIndex").asInt(0);
    }

    private JsonNode steps() {
        return spec().path("strategy").path("canary").path("steps");
    }

    /** The weights that its steps set, in order. */
    List<Double> weights() {
        return Json.items(steps())
                .filter(step -> step.has("setWeight"))
                .map(step -> step.path("setWeight").asDouble())
                .toList();
    }

    /** The step that sets a weight; for all traffic the end, if no step sets it. */
    OptionalInt stepThatSets(double percent) {
        OptionalInt found = IntStream.range(0, steps().size())
                .filter(index -> steps().get(index).has("setWeight"))
                .filter(index -> steps().get(index).path("setWeight").asDouble() == percent)
                .findFirst();
        return found.isEmpty() && percent == 100 && !steps().isEmpty() ? OptionalInt.of(steps().size() - 1) : found;
    }

    /** The share that its newest pods have, where a router of traffic reports it. */
    Optional<Double> routed() {
        JsonNode weights = status().path("canary").path("weights");
        String current = Json.text(status(), "currentPodHash");
        return weights.isObject()
                ? Optional.of(Stream.concat(
                                Stream.of(weights.path("canary"), weights.path("stable")),
                                Json.items(weights.path("additional")))
                        .filter(one -> Json.text(one, "podTemplateHash").equals(current))
                        .mapToDouble(one -> one.path("weight").asDouble(0))
                        .sum())
                : Optional.empty();
    }

    /** Whether the router of traffic was asked and has it otherwise. */
    boolean isNotVerified() {
        JsonNode verified = status().path("canary").path("weights").path("verified");
        return verified.isBoolean() && !verified.asBoolean();
    }

    /** The same where traffic follows the number of pods: the last weight of a step that is done, since Argo waits for pods. */
    double byPods() {
        if (isStable()) {
            return 100;
        }
        if (isAborted()) {
            int updated = status().path("updatedReplicas").asInt(0);
            return Math.min(
                    100, 100.0 * updated / Math.max(1, status().path("replicas").asInt(updated)));
        }
        return IntStream.range(0, Math.min(stepIndex(), steps().size()))
                .filter(index -> steps().get(index).has("setWeight"))
                .mapToDouble(index -> steps().get(index).path("setWeight").asDouble())
                .reduce(0, (before, later) -> later);
    }

    /** For people. */
    String description() {
        return "step " + stepIndex() + " of " + steps().size() + (isPausedAtAStep() ? ", paused" : "")
                + (isPausedByHand() ? ", paused by hand" : "") + (isAborted() ? ", aborted" : "")
                + (isPromotedInFull() ? ", promoted in full" : "") + (isStable() ? ", stable" : "")
                + (isNotVerified() ? ", weights not verified" : "");
    }
}
