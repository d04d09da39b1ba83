package dev.headgate.it.targets;

import dev.headgate.it.harness.Installation;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of the mock cluster that shares traffic. */
public final class ClusterObject implements Target {

    private static final String RUNBOOK = """
            runbook: shift-%s
            budget: 40s
            parameters: { canary: version, weight: weight }
            steps:
            %s""";
    private static final String ROUTE = """
            { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {},
              "spec": { "parentRefs": [ { "name": "public" } ],
                "rules": [ { "backendRefs": [ { "name": "stable", "weight": 100 }, { "name": "canary", "weight": 0 } ] } ] } }
            """;
    private static final String SERVICE = """
            { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {},
              "spec": { "http": [ { "route": [
                { "destination": { "host": "stable" }, "weight": 100 }, { "destination": { "host": "canary" }, "weight": 0 } ] } ] } }
            """;
    private static final String ROLLOUT = """
            { "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {}, "status": {},
              "spec": { "template": { "spec": { "containers": [ { "image": "shop:2.0" } ] } },
                "strategy": { "canary": { "steps": [ { "setWeight": 5 }, { "pause": {} }, { "setWeight": 20 }, { "pause": {} } ] } } } }
            """;

    private final String name;
    private final String service;
    private final Runnable preparation;
    private final Function<Integer, Boolean> inForce;

    private ClusterObject(String name, String service, Runnable preparation, Function<Integer, Boolean> inForce) {
        this.name = name;
        this.service = service;
        this.preparation = preparation;
        this.inForce = inForce;
    }

    /** An HTTPRoute whose gateway has taken it when it is read. */
    public static Target httpRoute(MockCluster cluster, Installation headgate, String service) {
        String path = "apis/gateway.networking.k8s.io/v1/namespaces/prod/httproutes/" + service;
        cluster.make(path, service, ROUTE, () -> cluster.gatewayAccepts(path));
        runbook(headgate, service, """
                  - name: weight
                    httpRoute: { namespace: prod, name: %s, canaryService: canary, baselineService: stable, weight: "${weight}" }
                    budget: 30s
                    recovery: rerun
                """.formatted(service));
        return new ClusterObject(
                "HTTPRoute (mock API server)",
                service,
                () -> {},
                percent -> cluster.get(path)
                                .at("/spec/rules/0/backendRefs/1/weight")
                                .asInt()
                        == percent);
    }

    /** A VirtualService. */
    public static Target virtualService(MockCluster cluster, Installation headgate, String service) {
        String path = "apis/networking.istio.io/v1/namespaces/prod/virtualservices/" + service;
        cluster.make(path, service, SERVICE, () -> {});
        runbook(headgate, service, """
                  - name: weight
                    virtualService: { namespace: prod, name: %s, canaryHost: canary, baselineHost: stable, weight: "${weight}" }
                    budget: 30s
                    recovery: rerun
                """.formatted(service));
        return new ClusterObject(
                "VirtualService (mock API server)",
                service,
                () -> {},
                percent -> cluster.get(path).at("/spec/http/0/route/1/weight").asInt() == percent);
    }

    /** A Rollout whose controller acts when it is read. */
    public static Target argoRollout(MockCluster cluster, Installation headgate, String service) {
        String path = "apis/argoproj.io/v1alpha1/namespaces/prod/rollouts/" + service;
        cluster.make(path, service, ROLLOUT, () -> {});
        MockArgo argo = new MockArgo(cluster, path);
        cluster.controls(path, argo::reconcile);
        runbook(headgate, service, """
                  - name: promote
                    argoRollout: { namespace: prod, name: %1$s, do: promote, canary: "${canary}", weight: "${weight}" }
                    when: "${weight} != 0"
                    budget: 30s
                    recovery: rerun
                  - name: abort
                    argoRollout: { namespace: prod, name: %1$s, do: abort, canary: "${canary}", weight: "${weight}" }
                    when: "${weight} = 0"
                    budget: 30s
                    recovery: rerun
                """.formatted(service));
        return new ClusterObject(
                "Argo Rollout (mock API server)", service, argo::deployAgain, percent -> argo.weight() == percent);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public void prepare() {
        preparation.run();
    }

    @Override
    public boolean hasInForce(int percent) {
        return inForce.apply(percent);
    }

    private static void runbook(Installation headgate, String service, String steps) {
        headgate.run().write("runbooks/shift-" + service + ".yaml", RUNBOOK.formatted(service, steps));
    }

    /** Does to the Rollout what Argo's controller would. */
    private static final class MockArgo {

        private final MockCluster cluster;
        private final String path;

        MockArgo(MockCluster cluster, String path) {
            this.cluster = cluster;
            this.path = path;
        }

        /** As if the canary were deployed anew, so that it stands before the first step. */
        synchronized void deployAgain() {
            if (cluster.get(path).at("/status/abort").asBoolean(false)) {
                cluster.report(path, status -> status.put("currentPodHash", "none"));
            }
            reconcile();
        }

        synchronized int weight() {
            reconcile();
            return cluster.get(path).at("/status/canary/weights/canary/weight").asInt(-1);
        }

        synchronized void reconcile() {
            ObjectNode read = cluster.get(path);
            JsonNode steps = read.at("/spec/strategy/canary/steps");
            String hash = read.at("/spec/template/spec/containers/0/image").asString();
            cluster.report(path, status -> {
                status.put("observedGeneration", read.at("/metadata/generation").asString());
                if (!status.path("currentPodHash").asString("").equals(hash)) {
                    status.put("currentPodHash", hash)
                            .put("currentStepIndex", 0)
                            .put("abort", false)
                            .put("controllerPause", false)
                            .remove("pauseConditions");
                }
                if (status.path("abort").asBoolean(false)) {
                    weights(status, 0);
                    status.remove("pauseConditions");
                } else if (status.path("pauseConditions").isEmpty()) {
                    goOn(status, steps);
                }
            });
        }

        private static void goOn(ObjectNode status, JsonNode steps) {
            boolean wasPaused = status.path("controllerPause").asBoolean(false);
            int index = status.path("currentStepIndex").asInt(0) + (wasPaused ? 1 : 0);
            while (index < steps.size() && steps.get(index).has("setWeight")) {
                weights(status, steps.get(index).path("setWeight").asInt());
                index++;
            }
            status.put("currentStepIndex", index).put("controllerPause", index < steps.size());
            if (index < steps.size()) {
                status.putArray("pauseConditions").addObject().put("reason", "CanaryPauseStep");
            }
        }

        private static void weights(ObjectNode status, int canary) {
            ObjectNode weights = status.putObject("canary").putObject("weights");
            weights.putObject("canary")
                    .put("weight", canary)
                    .put("podTemplateHash", status.path("currentPodHash").asString());
            weights.putObject("stable")
                    .put("weight", 100 - canary)
                    .put("podTemplateHash", status.path("stableRS").asString(""));
        }
    }
}
