package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.harness.Sketches;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What real proxies log of real requests is counted: from a file exactly once, whatever happens to file and receiver. */
class AccessLogIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final Pattern SYSLOG = Pattern.compile("receiving syslog at \\S+:(\\d+)");
    private static final String HAPROXY = """
            global
                log 127.0.0.1:%1$d len 8192 local0 info
                nbthread 1
                maxconn 100
            defaults
                mode http
                log global
                timeout connect 2s
                timeout client 20s
                timeout server 20s
                retries 0
            frontend text
                bind 127.0.0.1:%2$d
                option httplog
                default_backend shop
            frontend json
                bind 127.0.0.1:%3$d
                http-request set-var(txn.path) path
                log-format '{"server":"%%s","backend":"%%b","status":%%ST,"method":"%%HM","path":"%%[var(txn.path),json(utf8s)]","acceptedAt":%%Ts.%%ms,"lastedMillis":%%Tt,"millis":%%Ta,"termination":"%%tsc"}'
                default_backend shop
            backend shop
                balance roundrobin
                server shop-1.0 127.0.0.1:%4$d
                server shop-2.0 127.0.0.1:%5$d
            """;
    private static final String NGINX = """
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            worker_processes 2;
            events { worker_connections 256; }
            http {
              log_format headgate '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                                  '"$http_referer" "$http_user_agent" rt=$request_time ua="$upstream_addr" '
                                  'urt="$upstream_response_time" at=$msec id=$request_id';
              log_format headgate_json escape=json
                  '{"server":"$upstream_addr","status":$status,"method":"$request_method","path":"$uri",'
                  '"completedAt":$msec,"seconds":$request_time,"requestId":"$request_id"}';
              access_log %1$s/access.log headgate;
              access_log syslog:server=127.0.0.1:%2$d,nohostname headgate_json;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              upstream shop { server 127.0.0.1:%4$d; server 127.0.0.1:%5$d; }
              server {
                listen 127.0.0.1:%3$d;
                location / { proxy_pass http://shop; proxy_next_upstream off; }
              }
            }
            """;

    private static final List<HttpServer> SERVERS = new ArrayList<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static CommandLine headgate;
    private static Sketches sketches;

    @BeforeAll
    static void startGateAndServers() throws Exception {
        HEADGATE.gate("all").start();
        sketches = new Sketches(HEADGATE);
        headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix()));
        for (int i = 0; i < 2; i++) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                boolean bad = exchange.getRequestURI().getPath().contains("bad");
                exchange.sendResponseHeaders(bad ? 500 : 200, -1);
                exchange.close();
            });
            server.start();
            SERVERS.add(server);
        }
    }

    @AfterAll
    static void stopServers() {
        SERVERS.forEach(server -> server.stop(0));
    }

    @Test
    void haproxysTextAndJsonAreCountedBySyslog() throws Exception {
        RealParts.require("haproxy", "haproxy");
        for (String format : List.of("haproxy", "json")) {
            String service = "by-" + format;
            ChildProcess receiver = start(
                    "receiver-" + service,
                    service,
                    "--syslog",
                    "0",
                    "--format",
                    format,
                    "--version-pattern",
                    "shop-{version}",
                    "--operation",
                    "order=GET /orders/{id}");
            int syslog = syslogPort(receiver);
            int text = FreePorts.next();
            int json = FreePorts.next();
            Path file = HEADGATE.run()
                    .write("haproxy-" + format + ".cfg", HAPROXY.formatted(syslog, text, json, port(0), port(1)));
            HEADGATE.start(ChildCommand.of("haproxy-" + format, "haproxy", "-db", "-f", file.toString()))
                    .awaitReady(ReadyCondition.portOpen(text), Await.LONG);

            requests(format.equals("json") ? json : text, 10);

            awaitCounted(service, 20, 10);
            assertThat(operations(service)).containsExactly("order", "other");
            assertThat(versions(service)).containsExactly("1.0", "2.0");
        }
    }

    @Test
    void nginxsFileIsCountedOnceOverRotationAndKilledReceivers() throws Exception {
        Path program = RealParts.require("nginx", "nginx-light");
        String[] ofServers = {
            "--version-of", "127.0.0.1:" + port(0) + "=1.0", "--version-of", "127.0.0.1:" + port(1) + "=2.0"
        };
        ChildProcess bySyslog =
                start("receiver-nginx-json", "nginx-json", append(ofServers, "--syslog", "0", "--format", "json"));
        Path directory = HEADGATE.run().directory("nginx");
        int port = FreePorts.next();
        HEADGATE.run()
                .write("nginx/nginx.conf", NGINX.formatted(directory, syslogPort(bySyslog), port, port(0), port(1)));
        String configuration = directory.resolve("nginx.conf").toString();
        HEADGATE.start(ChildCommand.of("nginx", program.toString(), "-c", configuration, "-g", "daemon off;"))
                .awaitReady(ReadyCondition.portOpen(port), Await.LONG);
        Path log = directory.resolve("access.log");
        String[] arguments = append(ofServers, "--file", log.toString(), "--format", "nginx");
        ChildProcess receiver = start("receiver-1", "nginx-file", arguments);
        receiver.awaitReady(ReadyCondition.logLine("following"), Await.LONG);

        requests(port, 10);
        awaitCounted("nginx-file", 20, 10);
        receiver.kill();
        requests(port, 5);
        Files.move(log, directory.resolve("access.log.1"));
        run(program.toString(), "-s", "reopen", "-c", configuration);
        Await.until("NGINX writes to a new file", () -> Files.exists(log));
        requests(port, 5);
        ChildProcess second = start("receiver-2", "nginx-file", arguments);
        awaitCounted("nginx-file", 40, 20);
        Files.writeString(log, "this is no line of a log\n", StandardOpenOption.APPEND);
        requests(port, 1);
        awaitCounted("nginx-file", 42, 21);
        awaitCounted("nginx-json", 42, 21);

        second.awaitReady(ReadyCondition.logLine("unreadable: no line of NGINX's"), Await.LONG);
        assertThat(headgate.run("dead-letters", "list", "--cause", "not-a-log-line", "-o", "json")
                        .out())
                .contains("\"valueStart\":\"this is no line of a log\"")
                .contains("\"application\":\"access-log\"");
        sketches.awaitEverythingConsumed(TopicCatalogue.TELEMETRY_REQUESTS);
        assertThat(sketches.sums().requests("nginx-file")).isEqualTo(42);
    }

    private static ChildProcess start(String name, String service, String... arguments) {
        return headgate.start(
                name, List.of(), append(new String[] {"receive", "access-log", "--service", service}, arguments));
    }

    private static int syslogPort(ChildProcess receiver) throws InterruptedException {
        receiver.awaitReady(ReadyCondition.logLine(SYSLOG.pattern()), Await.LONG);
        return Integer.parseInt(receiver.log().find(SYSLOG).orElseThrow().group(1));
    }

    private static int port(int server) {
        return SERVERS.get(server).getAddress().getPort();
    }

    /** So many good ones and so many bad ones. */
    private static void requests(int port, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(get(port, "/orders/" + i)).isEqualTo(200);
            assertThat(get(port, "/bad?nr=" + i)).isEqualTo(500);
        }
    }

    private static int get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void awaitCounted(String service, long requests, long errors) {
        Await.untilAsserted(service + " is counted", Await.LONG, () -> {
            assertThat(sketches.sums().requests(service)).isEqualTo(requests);
            assertThat(sketches.sums().errors(service)).isEqualTo(errors);
        });
    }

    private static List<String> operations(String service) {
        return sketches.sums().keys(service).stream()
                .map(key -> key.series().operation())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> versions(String service) {
        return sketches.sums().keys(service).stream()
                .map(key -> key.series().version())
                .distinct()
                .sorted()
                .toList();
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String[] append(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
