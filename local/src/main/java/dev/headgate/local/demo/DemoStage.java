package dev.headgate.local.demo;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.proxy.Backend;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.local.proxy.TrafficSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a gate is to judge: two versions of a service behind a splitter that gives everything to the baseline, and the
 * runbook {@code shift-traffic} that moves its weights. Ends with the stack's run. Not thread-safe.
 */
public final class DemoStage {
    private static final List<String> OPERATIONS = List.of("checkout", "search");
    private static final List<String> JVM =
            List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true");
    private static final String RUNBOOK = """
            runbook: shift-traffic
            description: Sets the canary's share of %1$s in %2$s
            budget: 10s
            parameters:
              canary: version
              baseline: version
              weight: weight
            steps:
              - name: weight
                haproxy:
                  address: "%3$s"
                  backend: %1$s
                  canaryServer: "${canary}"
                  baselineServer: "${baseline}"
                  weight: "${weight}"
                budget: 5s
                recovery: rerun
            """;

    private final Cast cast;
    private final TrafficSplitter splitter;
    private final RestartableProcess baseline;
    private final RestartableProcess canary;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * Who plays.
     *
     * @param service the service; also the splitter's backend
     * @param baseline the old version; also its server's name
     * @param canary the new version; also its server's name
     * @param behaviour what the new version does from the beginning; the old one is healthy
     * @param seed of latencies, failures and load
     */
    public record Cast(String service, String baseline, String canary, Behaviour behaviour, long seed) {}

    private DemoStage(Cast cast, TrafficSplitter splitter, RestartableProcess baseline, RestartableProcess canary) {
        this.cast = cast;
        this.splitter = splitter;
        this.baseline = baseline;
        this.canary = canary;
    }

    /**
     * Starts both versions and the splitter, and writes the runbook.
     *
     * @throws dev.headgate.local.process.ChildProcessException if one of them does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static DemoStage start(LocalStack stack, Cast cast, SplitterKind kind, StackProgress progress)
            throws InterruptedException {
        return start(stack, cast, kind, progress, OptionalInt.empty());
    }

    /**
     * The same, with services that tell nothing and a HAProxy that does.
     *
     * @param accessLog the port of 127.0.0.1 to which it sends its access log as syslog over UDP
     * @throws dev.headgate.local.process.ChildProcessException if one of them does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static DemoStage start(
            LocalStack stack, Cast cast, SplitterKind kind, StackProgress progress, OptionalInt accessLog)
            throws InterruptedException {
        long begun = System.nanoTime();
        boolean telling = accessLog.isEmpty();
        int baselinePort = FreePorts.next();
        int canaryPort = FreePorts.next();
        var baseline = service(stack, cast, cast.baseline(), baselinePort, Behaviour.HEALTHY, cast.seed(), telling);
        var canary = service(stack, cast, cast.canary(), canaryPort, cast.behaviour(), cast.seed() + 1, telling);
        var servers = List.of(
                new Backend.Server(cast.baseline(), baselinePort, 100),
                new Backend.Server(cast.canary(), canaryPort, 0));
        var splitter = TrafficSplitter.start(kind, new Backend(cast.service(), servers), stack.run(), accessLog);
        writeRunbook(stack, cast, splitter);
        baseline.awaitReady();
        canary.awaitReady();
        progress.ready(
                cast.service() + " " + cast.baseline() + ", " + cast.canary() + " behind " + kind.words() + " on "
                        + splitter.frontend(),
                Duration.ofNanos(System.nanoTime() - begun));
        return new DemoStage(cast, splitter, baseline, canary);
    }

    /** Who plays. */
    public Cast cast() {
        return cast;
    }

    /** What moves the traffic. */
    public TrafficSplitter splitter() {
        return splitter;
    }

    /** The old version's process. */
    public RestartableProcess baseline() {
        return baseline;
    }

    /** The new version's process. */
    public RestartableProcess canary() {
        return canary;
    }

    /** The canary's share that the splitter has in force, percent. */
    public double canaryPercent() {
        int ofCanary = splitter.runtimeApi().weight(cast.service(), cast.canary());
        int ofBaseline = splitter.runtimeApi().weight(cast.service(), cast.baseline());
        return ofCanary + ofBaseline == 0 ? 0 : 100.0 * ofCanary / (ofCanary + ofBaseline);
    }

    /** Requests that the splitter has given to a version since it started. */
    public long requestsTo(String version) {
        return Long.parseLong(
                splitter.runtimeApi().statistics(cast.service(), version).getOrDefault("stot", "0"));
    }

    /** Begins to send requests through the splitter, for at most the time. */
    public LoadGenerator startLoad(int requestsPerSecond, Duration maximumTime) {
        return LoadGenerator.start(new LoadGenerator.Plan(
                splitter.frontend(), OPERATIONS, requestsPerSecond, Long.MAX_VALUE, maximumTime, cast.seed() + 2));
    }

    /**
     * Makes a version behave otherwise, for requests that come from now on.
     *
     * @throws UncheckedIOException if it does not answer
     * @throws InterruptedException if interrupted while waiting
     */
    public void change(RestartableProcess version, Behaviour behaviour) throws InterruptedException {
        var request = HttpRequest.newBuilder(version.http().resolve("/behaviour"))
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString(behaviour.word()))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("it answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(version.process() + " did not take its behaviour", e);
        }
    }

    private static RestartableProcess service(
            LocalStack stack, Cast cast, String version, int port, Behaviour behaviour, long seed, boolean telling) {
        var arguments = List.of(
                cast.service(),
                version,
                Integer.toString(port),
                behaviour.word(),
                Long.toString(seed),
                stack.broker().bootstrapServers(),
                stack.topics().prefix());
        String name = cast.service() + "-" + version;
        String classPath = System.getProperty("java.class.path");
        return RestartableProcess.start(
                stack.run(),
                ChildCommand.java(name, classPath, DemoServiceMain.class.getName(), jvm(telling), arguments));
    }

    private static List<String> jvm(boolean telling) {
        return telling
                ? JVM
                : Stream.concat(JVM.stream(), Stream.of("-D" + DemoServiceMain.TELLING + "=false"))
                        .toList();
    }

    private static void writeRunbook(LocalStack stack, Cast cast, TrafficSplitter splitter) {
        String text = RUNBOOK.formatted(cast.service(), splitter.kind().words(), splitter.runtimeApiAddress());
        try {
            Files.writeString(stack.runbooks().resolve("shift-traffic.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the runbook into " + stack.runbooks(), e);
        }
    }
}
