package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.executor.settings.KubernetesAccess;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster that the executor's runbooks speak of. Nothing of its client is loaded where no runbook needs it.
 * Thread-safe.
 */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECT_MILLIS = 10_000;

    private final KubernetesAccess access;
    private final Map<String, String> environment;
    private final Path serviceAccount;
    private Optional<HttpClient> client = Optional.empty();
    private String server = "";

    /**
     * The cluster, not connected to yet.
     *
     * @param environment variables by name, of which a pod's say where its cluster is
     */
    public Cluster(KubernetesAccess access, Map<String, String> environment) {
        this(access, environment, SERVICE_ACCOUNT);
    }

    Cluster(KubernetesAccess access, Map<String, String> environment, Path serviceAccount) {
        this.access = access;
        this.environment = Map.copyOf(environment);
        this.serviceAccount = serviceAccount;
    }

    /**
     * Makes its client beside what else begins: the classes take a second or more, which the first shift need not wait for.
     * What is wrong is logged, and is the answer to each shift.
     */
    public void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        client();
                    } catch (IllegalArgumentException unusable) {
                        LOG.error("runbooks speak of a Kubernetes cluster: {}", unusable.getMessage());
                    }
                },
                "kubernetes-client");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Its API, for one namespace.
     *
     * @throws IllegalArgumentException if runbooks may not touch the namespace, or nothing says where the cluster is
     */
    KubernetesApi api(String namespace) {
        if (!access.namespaces().isEmpty() && !access.namespaces().contains(namespace)) {
            throw new IllegalArgumentException("namespace " + namespace
                    + " is not one that this executor may touch: kubernetes.namespaces names " + access.namespaces());
        }
        return new KubernetesApi(client(), server);
    }

    private synchronized HttpClient client() {
        if (client.isEmpty()) {
            connect();
        }
        return client.orElseThrow();
    }

    private void connect() {
        try {
            Config config = new ConfigBuilder(
                            access.kubeconfig().isPresent()
                                    ? ofFile(access.kubeconfig().get())
                                    : ofPod())
                    .withRequestRetryBackoffLimit(0)
                    .withConnectionTimeout(CONNECT_MILLIS)
                    .withHttp2Disable(true)
                    .build();
            String url = config.getMasterUrl();
            server = url.endsWith("/") ? url : url + "/";
            client = Optional.of(new JdkHttpClientFactory().newBuilder(config).build());
        } catch (KubernetesClientException unusable) {
            throw new IllegalArgumentException(
                    "the Kubernetes cluster's address or credentials cannot be used: " + root(unusable), unusable);
        }
    }

    /** The client's own messages only say that something has happened. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private Config ofFile(Path file) {
        Config config = Config.fromKubeconfig(access.context().orElse(null), file.toFile());
        Optional<String> used = Optional.ofNullable(config.getCurrentContext()).map(NamedContext::getName);
        if (used.isEmpty()
                || access.context().filter(wanted -> !used.get().equals(wanted)).isPresent()) {
            throw new IllegalArgumentException("kubernetes.kubeconfig: " + file + " has no context "
                    + access.context().orElse("in use") + "; kubernetes.context names one of the file's");
        }
        return config;
    }

    private Config ofPod() {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.get("KUBERNETES_SERVICE_PORT");
        Path token = serviceAccount.resolve("token");
        if (host == null || port == null || !Files.isReadable(token)) {
            throw new IllegalArgumentException(
                    "no Kubernetes cluster is known here: this executor does not run in a pod"
                            + " with a service account; name a file with kubernetes.kubeconfig");
        }
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/")
                .withCaCertFile(serviceAccount.resolve("ca.crt").toString())
                .withOauthTokenProvider(() -> read(token))
                .build();
    }

    /** Read anew for each request: the kubelet replaces it. */
    private static String read(Path token) {
        try {
            return Files.readString(token).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the pod's service account token cannot be read", unreadable);
        }
    }

    @Override
    public synchronized void close() {
        client.ifPresent(HttpClient::close);
        client = Optional.empty();
    }
}
