package dev.headgate.it.speed;

import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a judge's state stays as large as it is over a day, and how much of it a series takes: {@code
 * integration-tests/run speed.DayOfState [HOURS=24]}. The judge's own topology, with time given to it second by second; the
 * changelog is what it would have written to a broker.
 */
public final class DayOfState {

    private static final Instant BEGINNING = Instant.parse("2026-11-29T00:00:00Z");
    private static final int SERVICES = 4;
    private static final List<String> VERSIONS = List.of("1.0", "2.0");

    private static final int OPERATIONS = 20;

    private DayOfState() {}

    /** What series have added; the heap holds the store in memory and what the judge makes of it. */
    private record Size(long changelogBytes, long heapBytes) {}

    /** How many hours. */
    public static void main(String[] arguments) {
        int hours = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 24;
        PastedTable sizes = new PastedTable("requests/s of the series", "changelog", "heap");
        PastedTable day = new PastedTable(
                "hour", "state, kB", "changelog written, MB", "in all, MB", "published, MB", "heap, MB", "CPU of a service's second, µs");
        try (RunDirectory run = RunDirectory.create()) {
            // Classes that are loaded for the first time would count as the first series' heap.
            series(run, 10);
            sizes(run, "10", 10, sizes);
            sizes(run, "1 000", 1_000, sizes);
            sizes(run, "none (used once)", 0, sizes);
            day(run, hours, day);
        }
        sizes.print(System.out);
        System.out.printf(
                "%n%d services with a rollout each, 5 operations of 2 versions, 10 requests/s each. What is restored is the"
                        + " state: what the compacted changelog holds.%n",
                SERVICES);
        day.print(System.out);
        System.exit(0);
    }

    private static void sizes(RunDirectory run, String what, int perSecond, PastedTable table) {
        Size size = series(run, perSecond);
        String changelog = kilobytes(size.changelogBytes());
        String heap = kilobytes(size.heapBytes());
        System.out.printf(
                "%-18s requests/s of each of %d series, p95 over 10 min: %s in the changelog, %s of heap%n",
                what, OPERATIONS * VERSIONS.size(), changelog, heap);
        table.row(what, changelog, heap);
    }

    private static String kilobytes(long bytesOfAll) {
        return String.format(Locale.ROOT, "%.1f kB", bytesOfAll / 1e3 / OPERATIONS / VERSIONS.size());
    }

    /** Twenty operations of two versions, each asked for its p95 over ten minutes; all in use, or used once. */
    private static Size series(RunDirectory run, int perSecond) {
        Random random = new Random(1);
        try (VirtualJudge judge = new VirtualJudge(run.directory("keys-" + System.nanoTime()), BEGINNING)) {
            judge.start(
                    "shop",
                    policy(IntStream.range(0, OPERATIONS)
                            .mapToObj("  - p95(operation-%d) > 10s over 10m -> notify warning\n"::formatted)
                            .collect(Collectors.joining())));
            judge.advance(Duration.ofSeconds(1));
            drain(judge);
            long heapBefore = usedHeap();
            long stateBefore = judge.stateBytes();
            for (int second = 0; second < 660; second++) {
                if (second == 0 || perSecond > 0) {
                    judge.tell(delta("shop", judge.now(), OPERATIONS, Math.max(1, perSecond), random));
                }
                judge.advance(Duration.ofSeconds(1));
                drain(judge);
            }
            return new Size(judge.stateBytes() - stateBefore, usedHeap() - heapBefore);
        }
    }

    private static void day(RunDirectory run, int hours, PastedTable table) {
        Random random = new Random(2);
        System.out.printf(
                "%n%d services with a rollout each, 5 operations of 2 versions, 10 requests/s each%n%n", SERVICES);
        System.out.printf(
                "%5s %16s %22s %20s %10s%n",
                "hour", "state, bytes", "changelog, bytes/hour", "published/hour", "heap, MB");
        try (VirtualJudge judge = new VirtualJudge(run.directory("keys-of-day"), BEGINNING)) {
            for (int i = 0; i < SERVICES; i++) {
                judge.start("service-" + i, policy(""));
            }
            long changelog = 0;
            long inAll = 0;
            long published = 0;
            long cpu = 0;
            for (int second = 1; second <= hours * 3_600; second++) {
                for (int i = 0; i < SERVICES; i++) {
                    SketchDelta delta = delta("service-" + i, judge.now(), 5, 10, random);
                    long begun = cpuNanos();
                    judge.tell(delta);
                    cpu += cpuNanos() - begun;
                }
                long begun = cpuNanos();
                judge.advance(Duration.ofSeconds(1));
                cpu += cpuNanos() - begun;
                changelog += judge.drainChangelog();
                published += judge.drainPublished();
                if (second % 3_600 == 0) {
                    inAll += changelog;
                    long state = judge.stateBytes();
                    double heap = usedHeap() / 1e6;
                    System.out.printf(
                            Locale.ROOT,
                            "%5d %,16d %,22d %,20d %10.1f%n",
                            second / 3_600,
                            state,
                            changelog,
                            published,
                            heap);
                    table.row(
                            Integer.toString(second / 3_600),
                            figure(state / 1e3),
                            figure(changelog / 1e6),
                            figure(inAll / 1e6),
                            figure(published / 1e6),
                            figure(heap),
                            figure(cpu / 1e3 / 3_600 / SERVICES));
                    changelog = 0;
                    published = 0;
                    cpu = 0;
                }
            }
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void drain(VirtualJudge judge) {
        judge.drainChangelog();
        judge.drainPublished();
    }

    private static String policy(String lines) {
        return """
                policy: day
                mode: observe
                window: 10m
                minRequests: 50
                stop:
                  - errorRate > 50%%          -> rollback   critical
                  - p95 > 10s for 1m         -> rollback   critical
                  - p99 > 20s                -> notify     warning
                  - no success for 1d        -> rollback   critical
                %sstages:
                  - weight: 10%%
                    hold: 3d .. 10d
                    settle: 1s
                    advance:
                      - errorRate < 1%%
                      - p95 < 500ms
                  - weight: 100%%
                    watch: 30m
                """.formatted(lines);
    }

    private static SketchDelta delta(String service, Instant now, int operations, int requests, Random random) {
        List<SeriesSecond> seconds = new ArrayList<>();
        for (String version : VERSIONS) {
            for (int operation = 0; operation < operations; operation++) {
                LatencySketch latencies = new LatencySketch();
                long sum = 0;
                for (int i = 0; i < requests; i++) {
                    long micros = Math.round(20_000 * Math.exp(0.4 * random.nextGaussian()));
                    latencies.record(micros);
                    sum += micros;
                }
                seconds.add(new SeriesSecond(
                        new SeriesKey(version, "operation-" + operation, Labels.NONE),
                        now.getEpochSecond(),
                        requests,
                        0,
                        sum,
                        latencies,
                        List.of()));
            }
        }
        return new SketchDelta(service, seconds);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
