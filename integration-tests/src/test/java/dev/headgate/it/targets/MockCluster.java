package dev.headgate.it.targets;

import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API server of fabric8's mock, over HTTP and with the rules of versions. Nothing in it routes traffic: what a gateway
 * or a controller does, the objects' tests do when somebody reads.
 */
public final class MockCluster implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** It tells of each request; held here, or it would be forgotten and talk again. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesCrudDispatcher crud = new KubernetesCrudDispatcher(List.of(
            kind("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute"),
            kind("networking.istio.io", "v1", "virtualservices", "VirtualService"),
            kind("argoproj.io", "v1alpha1", "rollouts", "Rollout")));
    private final Map<String, Runnable> controllers = new ConcurrentHashMap<>();
    private final MockWebServer server = new MockWebServer();

    /** Starts it. */
    public MockCluster() {
        CHATTER.setLevel(Level.WARNING);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getPath().replaceFirst("\\?.*", "");
                if (request.getMethod().equals("GET")) {
                    controllers.getOrDefault(path.substring(1), () -> {}).run();
                }
                // Behind a query the mock does not know a subresource.
                return crud.dispatch(new RecordedRequest(
                        request.getHttpVersion(), request.method(), path, request.getHeaders(), request.getBody()));
            }
        });
        server.start();
    }

    /** What tells a client where it is. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [ { name: here, cluster: { server: "http://127.0.0.1:%d" } } ]
                users: [ { name: executor, user: { token: secret } } ]
                contexts: [ { name: here, context: { cluster: here, user: executor } } ]
                """.formatted(server.getPort());
    }

    /** Makes an object in the namespace {@code prod}; a controller acts whenever somebody reads it. */
    public void make(String path, String name, String json, Runnable controller) {
        make(path, "prod", name, json, controller);
    }

    /** The same in a namespace. */
    public void make(String path, String namespace, String name, String json, Runnable controller) {
        ObjectNode made = (ObjectNode) MAPPER.readTree(json);
        made.withObject("metadata").put("name", name).put("namespace", namespace);
        send(HttpMethod.POST, path.substring(0, path.lastIndexOf('/')), made.toString());
        controllers.put(path, controller);
    }

    /** From now on this controller acts whenever somebody reads the object. */
    public void controls(String path, Runnable controller) {
        controllers.put(path, controller);
    }

    /** The object as it is, read past the controller. */
    public ObjectNode get(String path) {
        return (ObjectNode) MAPPER.readTree(send(HttpMethod.GET, path, ""));
    }

    /** Changes an object's status as its controller; nothing is written where nothing changes. */
    public void report(String path, Consumer<ObjectNode> status) {
        ObjectNode changed = get(path);
        if (changed.path("status").isNull()) {
            changed.remove("status");
        }
        ObjectNode before = changed.deepCopy();
        status.accept(changed.withObject("status"));
        if (!changed.equals(before)) {
            send(HttpMethod.PUT, path + "/status", changed.toString());
        }
    }

    /** A gateway has taken an HTTPRoute as it stands. */
    public void gatewayAccepts(String path) {
        long generation = get(path).at("/metadata/generation").asLong();
        report(path, status -> {
            ObjectNode parent = status.putArray("parents").addObject();
            parent.putObject("parentRef").put("name", "public");
            parent.putArray("conditions")
                    .addObject()
                    .put("type", "Accepted")
                    .put("status", "True")
                    .put("observedGeneration", generation);
        });
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private String send(HttpMethod method, String path, String body) {
        MockResponse response = crud.dispatch(new RecordedRequest(
                "HTTP/1.1",
                method,
                "/" + path,
                Headers.builder().add("Content-Type", "application/json").build(),
                new Buffer(body.getBytes(StandardCharsets.UTF_8))));
        return response.getBody() == null ? "" : response.getBody().readUtf8();
    }

    private static CustomResourceDefinitionContext kind(String group, String version, String plural, String kind) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withPlural(plural)
                .withKind(kind)
                .withScope("Namespaced")
                .withStatusSubresource(true)
                .build();
    }
}
