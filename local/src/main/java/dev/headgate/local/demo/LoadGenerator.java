package dev.headgate.local.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Sends requests at a constant rate, whether or not earlier ones were answered (an open loop), until it is closed or its
 * bounds are reached. Only ever to 127.0.0.1. Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final int OUTSTANDING = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Plan plan;
    private final SplittableRandom random;
    private final HttpClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(LoadGenerator::daemon);
    private final Semaphore outstanding = new Semaphore(OUTSTANDING);
    private final long begun = System.nanoTime();
    private volatile LoadReport report = LoadReport.EMPTY;
    private long due;

    /**
     * What to send.
     *
     * @param target where to, on 127.0.0.1
     * @param operations the paths, without slash, drawn evenly
     * @param requestsPerSecond how many, 1–2 000
     * @param maximumRequests after which it ends
     * @param maximumTime after which it ends
     * @param seed of the draw and of the request ids
     */
    public record Plan(
            URI target,
            List<String> operations,
            int requestsPerSecond,
            long maximumRequests,
            Duration maximumTime,
            long seed) {
        /** @throws IllegalArgumentException if a bound is missing or the target is not 127.0.0.1 */
        public Plan {
            operations = List.copyOf(operations);
            if (!"127.0.0.1".equals(target.getHost())) {
                throw new IllegalArgumentException("A load goes to 127.0.0.1 only, found " + target);
            }
            if (operations.isEmpty()) {
                throw new IllegalArgumentException("A load needs at least one operation");
            }
            if (requestsPerSecond < 1 || requestsPerSecond > 2_000) {
                throw new IllegalArgumentException("Expected 1 to 2000 requests a second, found " + requestsPerSecond);
            }
        }
    }

    private LoadGenerator(Plan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Begins to send. */
    public static LoadGenerator start(Plan plan) {
        var load = new LoadGenerator(plan);
        var unused = load.clock.scheduleAtFixedRate(load::sendWhatIsDue, 0, 2, TimeUnit.MILLISECONDS);
        return load;
    }

    /** What was seen until now. */
    public LoadReport report() {
        return report;
    }

    /** Whether it has sent all that its bounds allow, or was closed. */
    public boolean ended() {
        return clock.isShutdown();
    }

    /** Sends nothing more; answers still count. */
    @Override
    public void close() {
        clock.shutdown();
    }

    private void sendWhatIsDue() {
        long elapsed = Math.min(System.nanoTime() - begun, plan.maximumTime().toNanos());
        long dueNow = Math.min(plan.maximumRequests(), elapsed * plan.requestsPerSecond() / 1_000_000_000L);
        for (; due < dueNow; due++) {
            send();
        }
        if (due >= plan.maximumRequests() || elapsed >= plan.maximumTime().toNanos()) {
            clock.shutdown();
        }
    }

    private void send() {
        if (!outstanding.tryAcquire()) {
            update(LoadReport::andNotSent);
            return;
        }
        update(LoadReport::andSent);
        String operation =
                plan.operations().get(random.nextInt(plan.operations().size()));
        var request = HttpRequest.newBuilder(plan.target().resolve("/" + operation))
                .header(DemoService.REQUEST_ID_HEADER, "r-" + Long.toUnsignedString(random.nextLong(), 36))
                .timeout(TIMEOUT)
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> {
                    outstanding.release();
                    return failure == null ? answered(answer) : update(LoadReport::andUnanswered);
                });
    }

    private LoadReport answered(HttpResponse<Void> answer) {
        Instant at = Instant.now();
        boolean bad = answer.headers().firstValue(DemoService.BAD_HEADER).isPresent();
        return answer.headers()
                .firstValue(DemoService.VERSION_HEADER)
                .map(version -> update(before -> before.andAnswered(version, answer.statusCode(), bad, at)))
                .orElseGet(() -> update(LoadReport::andUnanswered));
    }

    private synchronized LoadReport update(UnaryOperator<LoadReport> change) {
        report = change.apply(report);
        return report;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }
}
