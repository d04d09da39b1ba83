package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.KubernetesAccess;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.ArgoDeed;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    private static final ObjectName SHOP = new ObjectName("argoproj.io", "v1alpha1", "rollouts", "prod", "shop");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void aNamespaceThatIsNotAllowedIsRefusedBeforeAnythingIsAsked() {
        KubernetesAccess access = new KubernetesAccess(Optional.empty(), Optional.empty(), Set.of("shop"));

        try (Cluster cluster = new Cluster(access, Map.of())) {
            assertThatThrownBy(() -> cluster.api("kube-system"))
                    .hasMessage("namespace kube-system is not one that this executor may touch: kubernetes.namespaces"
                            + " names [shop]");
        }
    }

    @Test
    void withoutAFileOrAPodsAccountNoClusterIsKnown() {
        try (Cluster cluster = new Cluster(KubernetesAccess.OF_THE_POD, Map.of(), directory)) {
            assertThatThrownBy(() -> cluster.api("prod"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name a file with kubernetes.kubeconfig");
        }
    }

    @Test
    void whatIsWrongWithAPreparedClusterIsTheAnswerToEachShift() {
        try (Cluster cluster = new Cluster(KubernetesAccess.OF_THE_POD, Map.of(), directory)) {
            cluster.prepare();

            assertThatThrownBy(() -> cluster.api("prod")).hasMessageContaining("no Kubernetes cluster is known here");
            assertThatThrownBy(() -> cluster.api("prod")).hasMessageContaining("no Kubernetes cluster is known here");
        }
    }

    @Test
    void onlyRunbooksThatSpeakOfAClusterNeedOne() {
        Action inCluster = new Action.ArgoRollout("prod", "shop", ArgoDeed.ABORT, "2.0.0", "0");

        assertThat(Decisions.runbooks().needCluster()).isFalse();
        assertThat(new Runbooks(List.of(new Runbook(
                                "abort",
                                "",
                                PATIENCE,
                                List.of(),
                                List.of(new Step("abort", inCluster, PATIENCE, Step.Recovery.RERUN)))))
                        .needCluster())
                .isTrue();
    }

    @Test
    void aFileWithoutTheContextIsRefused() throws IOException {
        try (Cluster cluster = cluster(kubeconfig(1), Optional.of("prod"))) {
            assertThatThrownBy(() -> cluster.api("prod")).hasMessageContaining("has no context prod");
        }
    }

    @Test
    void aFileThatIsNoKubeconfigIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("kubeconfig"), "{ not: [ yaml");
        try (Cluster cluster = cluster(file, Optional.empty())) {
            assertThatThrownBy(() -> cluster.api("prod"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be used: ")
                    .hasMessageNotContaining("has occurred");
        }
    }

    @Test
    void aPodSpeaksTlsWithItsClustersCertificateAndReadsItsTokenAnewForEachRequest() throws Exception {
        try (MockWebServer server = tlsServer();
                Cluster cluster = new Cluster(KubernetesAccess.OF_THE_POD, pod(server), directory)) {
            Files.copy(Path.of(server.getSelfSignedCertificate().certificatePath()), directory.resolve("ca.crt"));
            Files.writeString(directory.resolve("token"), "first\n");
            cluster.api("prod").get(SHOP, PATIENCE);
            Files.writeString(directory.resolve("token"), "second\n");
            cluster.api("prod").get(SHOP, PATIENCE);

            assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer first");
            assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer second");
        }
    }

    @Test
    void aServerWithAnotherCertificateIsToldNothing() throws Exception {
        try (MockWebServer server = tlsServer();
                MockWebServer other = tlsServer();
                Cluster cluster = new Cluster(KubernetesAccess.OF_THE_POD, pod(server), directory)) {
            Files.copy(Path.of(other.getSelfSignedCertificate().certificatePath()), directory.resolve("ca.crt"));
            Files.writeString(directory.resolve("token"), "secret");
            KubernetesApi api = cluster.api("prod");

            assertThatThrownBy(() -> api.get(SHOP, PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be asked")
                    .hasMessageNotContaining("secret");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    private static MockWebServer tlsServer() {
        MockWebServer server = new MockWebServer();
        server.useHttps();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse().setResponseCode(200).setBody("{}");
            }
        });
        server.start();
        return server;
    }

    private static Map<String, String> pod(MockWebServer server) {
        return Map.of(
                "KUBERNETES_SERVICE_HOST", "localhost", "KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()));
    }

    @Test
    void aServerThatIsNotThereOrDoesNotAnswerIsWorthAnotherTry() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Cluster cluster = cluster(kubeconfig(silent.getLocalPort()), Optional.empty())) {
            KubernetesApi api = cluster.api("prod");
            assertThatThrownBy(() -> api.get(SHOP, Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer in time when asked to get rollouts.argoproj.io \"shop\"");
            silent.close();
            assertThatThrownBy(() -> api.get(SHOP, PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be asked to get rollouts.argoproj.io \"shop\" in namespace prod");
        }
    }

    @Test
    void namesThatCouldLeadElsewhereAreRefused() {
        for (String wrong : new String[] {"", "Shop", "a/b", "..", "a?b", "-a"}) {
            assertThatThrownBy(() -> new ObjectName("g", "v1", "rollouts", "prod", wrong))
                    .hasMessageContaining("a name in Kubernetes must be");
            assertThatThrownBy(() -> new ObjectName("g", "v1", "rollouts", wrong, "shop"))
                    .hasMessageContaining("a namespace must be");
        }
    }

    private static Cluster cluster(Path kubeconfig, Optional<String> context) {
        return new Cluster(new KubernetesAccess(Optional.of(kubeconfig), context, Set.of()), Map.of());
    }

    private Path kubeconfig(int port) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [ { name: here, cluster: { server: "http://127.0.0.1:%d" } } ]
                users: [ { name: executor, user: { token: secret } } ]
                contexts: [ { name: here, context: { cluster: here, user: executor } } ]
                """.formatted(port));
    }
}
