package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.executor.settings.KubernetesAccess;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API server of fabric8's mock: it keeps objects, counts generations and versions, and refuses what was made for an
 * earlier version. Tests can come in between and see what was asked.
 */
public final class MockCluster implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** It tells of each request; held here, or it would be forgotten and talk again. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    /** Method and path of each request, in order. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final KubernetesCrudDispatcher crud = new KubernetesCrudDispatcher(List.of(
            kind("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute"),
            kind("networking.istio.io", "v1", "virtualservices", "VirtualService"),
            kind("argoproj.io", "v1alpha1", "rollouts", "Rollout")));
    private final MockWebServer server = new MockWebServer();
    private final Path kubeconfig;
    private final Cluster cluster;
    private volatile Function<RecordedRequest, Optional<MockResponse>> interference = MockCluster::nothing;

    public MockCluster(Path directory) throws IOException {
        CHATTER.setLevel(Level.WARNING);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request.getMethod() + " " + request.getPath());
                return interference.apply(request).orElseGet(() -> crud.dispatch(withoutQuery(request)));
            }
        });
        server.start();
        kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [ { name: here, cluster: { server: "http://127.0.0.1:%d" } } ]
                users: [ { name: executor, user: { token: secret } } ]
                contexts: [ { name: here, context: { cluster: here, user: executor } } ]
                """.formatted(server.getPort()));
        cluster = new Cluster(new KubernetesAccess(Optional.of(kubeconfig), Optional.empty(), Set.of()), Map.of());
    }

    public Cluster cluster() {
        return cluster;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** What is done before each request; an answer takes the place of the server's. */
    void before(Function<RecordedRequest, Optional<MockResponse>> each) {
        interference = each;
    }

    /** Behind a query the mock does not know a subresource. */
    private static RecordedRequest withoutQuery(RecordedRequest request) {
        return new RecordedRequest(
                request.getHttpVersion(),
                request.method(),
                request.getPath().replaceFirst("\\?.*", ""),
                request.getHeaders(),
                request.getBody());
    }

    private static Optional<MockResponse> nothing(RecordedRequest request) {
        return Optional.empty();
    }

    /** Answers the next requests so. */
    void answer(int times, int code, String message) {
        AtomicInteger left = new AtomicInteger(times);
        before(request -> left.getAndDecrement() > 0 ? answer(code, message) : Optional.empty());
    }

    static Optional<MockResponse> answer(int code, String message) {
        String status = "{\"kind\":\"Status\",\"message\":\"" + message + "\"}";
        return Optional.of(new MockResponse().setResponseCode(code).setBody(status));
    }

    /** Makes an object anew, whatever was there. */
    public ObjectNode put(ObjectName object, String json) {
        send(HttpMethod.DELETE, object.path(), "");
        ObjectNode made = (ObjectNode) MAPPER.readTree(json);
        made.withObject("metadata").put("name", object.name()).put("namespace", object.namespace());
        String collection = object.path().substring(0, object.path().lastIndexOf('/'));
        send(HttpMethod.POST, collection, made.toString());
        requests.clear();
        return get(object);
    }

    public ObjectNode get(ObjectName object) {
        ObjectNode found = (ObjectNode) MAPPER.readTree(send(HttpMethod.GET, object.path(), ""));
        // Which the mock gives to what has none.
        if (found.path("status").isNull()) {
            found.remove("status");
        }
        return found;
    }

    /** Changes an object as somebody else. */
    public void change(ObjectName object, Consumer<ObjectNode> change) {
        ObjectNode changed = get(object);
        change.accept(changed);
        send(HttpMethod.PUT, object.path(), changed.toString());
    }

    /** Changes an object's status as its controller. */
    void report(ObjectName object, Consumer<ObjectNode> status) {
        ObjectNode changed = get(object);
        status.accept(changed.withObject("status"));
        send(HttpMethod.PUT, object.path() + "/status", changed.toString());
    }

    /** Asks the server past its HTTP, and so past what comes in between. */
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

    @Override
    public void close() {
        cluster.close();
        server.shutdown();
    }
}
