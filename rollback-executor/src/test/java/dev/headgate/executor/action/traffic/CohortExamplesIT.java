package dev.headgate.executor.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proxies of {@code examples/proxies}, real ones with real servers behind them: a cohort always sees the canary while it
 * has any weight, and the weight divides the rest. Skipped where they are not installed, except with CI=true.
 */
class CohortExamplesIT {

    private static final Path EXAMPLES = Path.of("../examples/proxies");
    private static final int REQUESTS = 100;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int front = freePort();
    private final int steering = freePort();
    private HttpServer stable;
    private HttpServer canary;
    private Process proxy;

    CohortExamplesIT() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        stable = server("1.0.0");
        canary = server("2.0.0");
    }

    @AfterEach
    void stop() {
        stable.stop(0);
        canary.stop(0);
        if (proxy != null) {
            proxy.destroy();
            proxy.onExit().join();
        }
    }

    @Test
    void haproxyGivesItsCohortTheCanaryAndDividesTheRest() throws Exception {
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, example("haproxy-cohort.cfg").replace("9999", Integer.toString(steering)));
        begin(program("haproxy"), "-db", "-f", configuration.toString());

        assertThatTheCohortIsAlwaysServedByTheCanaryUnlessItIsRolledBack(
                weight -> new Action.HaproxyWeight("127.0.0.1:" + steering, "shop", "2.0.0", "1.0.0", weight));
        shift(new Action.HaproxyWeight("127.0.0.1:" + steering, "shop", "2.0.0", "1.0.0", "20"));
        assertThat(ofCanary("X-Cohort", "beta")).isEqualTo(REQUESTS);
        assertThat(ofCanary("X-Cohort", "alpha")).isLessThan(REQUESTS);
    }

    @Test
    void nginxGivesItsCohortTheCanaryAndDividesTheRest() throws Exception {
        Path file = directory.resolve("shop.conf");
        Files.writeString(file, """
                split_clients "$request_id" $shop_version { * "1.0.0"; }
                map $request_method $shop_version_in_force { default "headgate 0 2.0.0 1.0.0"; }
                """);
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, """
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                worker_processes 2;
                events { worker_connections 64; }
                http {
                access_log off;
                client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                keepalive_timeout 0;
                %2$s
                }
                """.formatted(
                        directory,
                        example("nginx-cohort.conf")
                                .replace("/etc/nginx/headgate/shop.conf", file.toString())
                                .replace("8404", Integer.toString(steering))));
        String nginx = program("nginx");
        begin(nginx, "-c", configuration.toString(), "-g", "daemon off;");

        assertThatTheCohortIsAlwaysServedByTheCanaryUnlessItIsRolledBack(weight -> new Action.NginxSplit(
                file.toString(),
                "shop_version",
                "$request_id",
                "2.0.0",
                "1.0.0",
                weight,
                "http://127.0.0.1:" + steering + "/headgate/shop",
                List.of(nginx, "-t", "-q", "-c", configuration.toString()),
                List.of(nginx, "-s", "reload", "-c", configuration.toString())));
    }

    private void assertThatTheCohortIsAlwaysServedByTheCanaryUnlessItIsRolledBack(
            java.util.function.Function<String, Action.Traffic> shift) throws Exception {
        assertThat(ofCanary("Cookie", "cohort=beta"))
                .as("before the first stage")
                .isZero();

        shift(shift.apply("20"));

        assertThat(ofCanary("Cookie", "cohort=beta")).isEqualTo(REQUESTS);
        // 100 requests at 20 %: 20, and seven standard deviations are 28
        assertThat(ofCanary("Cookie", "cohort=other")).isBetween(1, 48);

        shift(shift.apply("0"));

        assertThat(ofCanary("Cookie", "cohort=beta")).as("after a rollback").isZero();
        assertThat(ofCanary("Cookie", "cohort=other")).isZero();
    }

    private static void shift(Action.Traffic action) throws InterruptedException {
        StepOutcome outcome =
                new TrafficShifter(new TrafficTargets()).shift(action, Duration.ofMinutes(1), Optional::empty);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Done.class,
                        done -> assertThat(done.confirmedWeight())
                                .contains(new Weight(Double.parseDouble(action.weight()))));
    }

    private int ofCanary(String header, String value) throws IOException, InterruptedException {
        int canaries = 0;
        for (int i = 0; i < REQUESTS; i++) {
            canaries += get(header, value).equals("2.0.0") ? 1 : 0;
        }
        return canaries;
    }

    private String get(String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front + "/"))
                .timeout(Duration.ofSeconds(30))
                .header(header, value)
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private void begin(String... words) throws IOException {
        proxy = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> get("X-Cohort", "none").equals("1.0.0"));
    }

    /** The example, but for where it listens and who is behind it. */
    private String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name))
                .replace("8080", Integer.toString(front))
                .replace("8081", Integer.toString(stable.getAddress().getPort()))
                .replace("8082", Integer.toString(canary.getAddress().getPort()));
    }

    private static HttpServer server(String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        byte[] body = version.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private static String program(String name) {
        Optional<Path> found = Stream.of("/usr/sbin/", "/usr/local/sbin/", "/usr/bin/")
                .map(place -> Path.of(place + name))
                .filter(Files::isExecutable)
                .findFirst();
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(found).as(name + " is not installed").isPresent();
        }
        return found.orElseThrow().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
