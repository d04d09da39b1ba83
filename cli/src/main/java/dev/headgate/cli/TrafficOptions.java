package dev.headgate.cli;

import dev.headgate.cli.assess.LatencyShape;
import dev.headgate.cli.assess.ProfileWords;
import dev.headgate.cli.assess.TrafficProfile;
import dev.headgate.cli.backtest.Progress;
import dev.headgate.cli.backtest.RecordedTraffic;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.assess.PolicyOperations;
import dev.headgate.schemas.model.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a service's usual traffic is like: as somebody says, or as it was recorded. */
final class TrafficOptions {
    private static final double HIGHEST_RATE = 100_000;
    private static final int LARGEST_CLUSTER = 1_000;
    private static final Duration LONGEST_LATENCY = Duration.ofSeconds(60);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = {
                "Take rate, failures, latencies, clusters and operations from recorded",
                "events, as backtest reads them; what is said besides goes before."
            })
    private List<Path> recorded = List.of();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Of which service in the recording (default: of the first event).")
    private @Nullable String service;

    @Mixin
    private CsvOptions columns;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests a second, of both versions together, as 50/s (default: 200).")
    private @Nullable String rate;

    @Option(
            names = "--error-rate",
            paramLabel = "SHARE",
            description = "How many requests fail usually (default: 0.5%%).")
    private @Nullable String errorRate;

    @Option(names = "--latency-p50", paramLabel = "TIME", description = "The usual median latency (default: 80ms).")
    private @Nullable String median;

    @Option(
            names = "--latency-p99",
            paramLabel = "TIME",
            description = "The usual p99; latencies are lognormal (default: 400ms).")
    private @Nullable String p99;

    @Option(
            names = "--cluster",
            paramLabel = "N",
            description = "How many failures come together, 1 to 1000 (default: 1).")
    private @Nullable Integer cluster;

    @Option(
            names = "--operations",
            paramLabel = "NAME:SHARE,...",
            description = "Operations and their shares of the requests, as checkout:0.3,search:0.2"
                    + " (default: those that the policy names, alike).")
    private @Nullable String operations;

    /**
     * The traffic that was asked for.
     *
     * @param profile what it is like
     * @param operationsKnown whether the operations are the service's own
     * @param notes what people should know about it, in sentences
     */
    record Traffic(TrafficProfile profile, boolean operationsKnown, List<String> notes) {}

    /**
     * The traffic.
     *
     * @throws IllegalArgumentException in words, if it was not understood
     */
    Traffic traffic(Policy policy) {
        return recorded.isEmpty() ? described(policy) : recorded(policy);
    }

    private Traffic described(Policy policy) {
        Map<String, Double> shares = Optional.ofNullable(operations)
                .map(ProfileWords::operations)
                .orElseGet(() -> ProfileWords.operationsOf(policy));
        var profile = new TrafficProfile(rate(200), errorRate(0.005), lognormal(), cluster(1), shares);
        return new Traffic(profile, operations != null, List.of());
    }

    private Traffic recorded(Policy policy) {
        if (median != null || p99 != null) {
            throw new IllegalArgumentException("latencies are taken from --recorded: leave --latency-p50 and"
                    + " --latency-p99 out, or --recorded");
        }
        rate(1);
        errorRate(0);
        cluster(1);
        var progress = new Progress(spec.commandLine().getErr(), Terminal.isWatched());
        RecordedTraffic found = RecordedTraffic.read(
                recorded, columns.mapping(recorded, Optional.empty(), true), Optional.ofNullable(service), progress);
        Map<String, Double> shares = Optional.ofNullable(operations)
                .map(ProfileWords::operations)
                .orElseGet(() -> ProfileWords.largest(found.operations(), PolicyOperations.of(policy)));
        var profile = new TrafficProfile(
                rate(found.rate()),
                errorRate(found.errorRate()),
                LatencyShape.recorded(found.latencies()),
                cluster(Math.min(LARGEST_CLUSTER, found.cluster().orElse(1))),
                shares);
        return new Traffic(profile, true, notes(found));
    }

    private List<String> notes(RecordedTraffic found) {
        List<String> notes = new ArrayList<>();
        notes.add("Traffic as recorded of " + found.service() + " " + found.version() + ": "
                + Figures.count(found.requests()) + " requests in " + Figures.elapsed(found.length()) + ".");
        if (found.cluster().isEmpty() && cluster == null) {
            notes.add("The recording has too few minutes to tell whether failures come in clusters; single ones are"
                    + " assumed, --cluster says otherwise.");
        }
        notes.addAll(found.notes());
        return notes;
    }

    private double rate(double usual) {
        double found = rate == null ? usual : ProfileWords.perSecond(rate);
        if (!(found > 0 && found <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(
                    "--rate lies above 0 and up to 100000 requests a second, found " + found);
        }
        return found;
    }

    private double errorRate(double usual) {
        double found = errorRate == null ? usual : ProfileWords.share("--error-rate", errorRate);
        if (found >= 1) {
            throw new IllegalArgumentException("--error-rate must be below 100%: nothing could become worse");
        }
        return found;
    }

    private int cluster(int usual) {
        return ProfileWords.inRange("--cluster", cluster == null ? usual : cluster, LARGEST_CLUSTER);
    }

    private LatencyShape lognormal() {
        double p50Micros = micros("--latency-p50", median == null ? "80ms" : median);
        double p99Micros = micros("--latency-p99", p99 == null ? "400ms" : p99);
        if (p99Micros <= p50Micros) {
            throw new IllegalArgumentException("--latency-p99 must be longer than --latency-p50");
        }
        return new LatencyShape.Lognormal(p50Micros, p99Micros);
    }

    private static double micros(String option, String words) {
        return ProfileWords.duration(option, words, Duration.ofNanos(1_000), LONGEST_LATENCY)
                        .toNanos()
                / 1_000.0;
    }
}
