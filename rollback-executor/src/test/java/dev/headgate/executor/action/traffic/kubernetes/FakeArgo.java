package dev.headgate.executor.action.traffic.kubernetes;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does to a Rollout with a router of traffic what Argo's controller does: goes through its steps, sets weights, pauses,
 * goes back when it is aborted. It looks each time that somebody reads the Rollout.
 */
final class FakeArgo {

    private final MockCluster cluster;
    private final ObjectName rollout;

    FakeArgo(MockCluster cluster, ObjectName rollout) {
        this.cluster = cluster;
        this.rollout = rollout;
    }

    void begin() {
        cluster.before(request -> {
            if (request.getMethod().equals("GET")) {
                reconcile();
            }
            return Optional.empty();
        });
        reconcile();
    }

    void reconcile() {
        ObjectNode read = cluster.get(rollout);
        cluster.report(rollout, status -> {
            status.put("observedGeneration", read.at("/metadata/generation").asString());
            String hash = read.at("/spec/template/spec/containers/0/image").asString();
            if (!status.path("currentPodHash").asString("").equals(hash)) {
                status.put("currentPodHash", hash).put("currentStepIndex", 0).put("abort", false);
                status.put("controllerPause", false).remove("pauseConditions");
            }
            JsonNode steps = read.at("/spec/strategy/canary/steps");
            if (status.path("abort").asBoolean(false)) {
                weights(status, 0);
                status.remove("pauseConditions");
            } else if (status.path("promoteFull").asBoolean(false)) {
                end(status, steps.size());
            } else if (!read.at("/spec/paused").asBoolean(false)) {
                goOn(status, steps);
            }
        });
    }

    private static void goOn(ObjectNode status, JsonNode steps) {
        boolean waits = !status.path("pauseConditions").isEmpty();
        boolean wasPaused = status.path("controllerPause").asBoolean(false);
        if (waits) {
            return;
        }
        int index = status.path("currentStepIndex").asInt(0) + (wasPaused ? 1 : 0);
        status.put("controllerPause", false);
        while (index < steps.size() && steps.get(index).has("setWeight")) {
            weights(status, steps.get(index).path("setWeight").asInt());
            index++;
        }
        status.put("currentStepIndex", index);
        if (index < steps.size()) {
            status.put("controllerPause", true)
                    .putArray("pauseConditions")
                    .addObject()
                    .put("reason", "CanaryPauseStep");
        } else {
            end(status, steps.size());
        }
    }

    private static void end(ObjectNode status, int steps) {
        status.put("currentStepIndex", steps)
                .put("stableRS", status.path("currentPodHash").asString());
        status.remove("promoteFull");
        weights(status, 0);
    }

    private static void weights(ObjectNode status, int canary) {
        String current = status.path("currentPodHash").asString();
        ObjectNode weights = status.putObject("canary").putObject("weights");
        weights.putObject("canary").put("weight", canary).put("podTemplateHash", current);
        weights.putObject("stable")
                .put("weight", 100 - canary)
                .put("podTemplateHash", status.path("stableRS").asString(""));
    }
}
