package dev.headgate.cli;

import dev.headgate.cli.backtest.CsvMapping;
import dev.headgate.cli.backtest.ErrorRule;
import dev.headgate.cli.backtest.LatencyUnit;
import dev.headgate.cli.backtest.Times;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How recorded events are read. */
final class RecordingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--service", paramLabel = "NAME", description = "The service (default: of the first event).")
    private @Nullable String service;

    @Option(
            names = "--canary",
            paramLabel = "VERSION",
            description = "The canary (default: the version that came later).")
    private @Nullable String canary;

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            description = "The baseline (default: the version that was there first).")
    private @Nullable String baseline;

    @Option(
            names = "--canary-from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "For one version: everything from then on counts as canary, before as baseline.")
    private @Nullable Long canaryFrom;

    @Option(
            names = "--split-by",
            paramLabel = "FIELD",
            description = "The label, or the column of CSV, whose value names the version.")
    private @Nullable String splitBy;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "When the rollout starts (default: the canary's first request).")
    private @Nullable Long start;

    @Option(
            names = "--reorder",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How far behind others an event may be, at most 3600 (default: ${DEFAULT-VALUE}).")
    private int reorder;

    @Option(names = "--time", paramLabel = "COLUMN", description = "CSV: when a request was completed.")
    private @Nullable String time;

    @Option(names = "--latency", paramLabel = "COLUMN", description = "CSV: how long it took.")
    private @Nullable String latency;

    @Option(
            names = "--latency-unit",
            paramLabel = "us|ms|s",
            defaultValue = "ms",
            converter = UnitConverter.class,
            description = "CSV: in what that is given (default: ${DEFAULT-VALUE}).")
    private LatencyUnit latencyUnit = LatencyUnit.MS;

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "CSV: how it ended.")
    private @Nullable String outcome;

    @Option(
            names = "--error-when",
            paramLabel = "RULE",
            description = "CSV: what is an error, as \"status>=500\" or values of --outcome as \"error,timeout\".")
    private @Nullable String errorWhen;

    @Option(names = "--version-column", paramLabel = "COLUMN", description = "CSV: the version that answered.")
    private @Nullable String versionColumn;

    @Option(names = "--operation-column", paramLabel = "COLUMN", description = "CSV: what was asked for.")
    private @Nullable String operationColumn;

    /** How CSV is read; empty if the files hold JSON lines. */
    Optional<CsvMapping> csv(List<Path> files) {
        boolean named = files.stream().anyMatch(RecordingOptions::isCsv);
        if (!named && time == null) {
            if (latency != null || outcome != null || errorWhen != null || versionColumn != null) {
                throw misunderstood("columns are named, but not --time; for CSV give --time COLUMN");
            }
            return Optional.empty();
        }
        Optional<ErrorRule> rule = Optional.ofNullable(errorWhen).map(ErrorRule::of);
        if (time == null || latency == null) {
            throw misunderstood("a CSV file needs --time COLUMN and --latency COLUMN");
        }
        if (outcome == null && rule.flatMap(ErrorRule::column).isEmpty()) {
            throw misunderstood("a CSV file needs --outcome COLUMN, or --error-when with a column as \"status>=500\"");
        }
        Optional<String> version = Optional.ofNullable(splitBy).or(() -> Optional.ofNullable(versionColumn));
        if (version.isEmpty() && canaryFrom == null) {
            throw misunderstood("a CSV file needs --version-column COLUMN, --split-by COLUMN or --canary-from TIME");
        }
        return Optional.of(new CsvMapping(
                time,
                latency,
                latencyUnit,
                Optional.ofNullable(outcome),
                rule,
                version,
                Optional.ofNullable(operationColumn)));
    }

    /** The label that names the version; CSV has a column for it. */
    Optional<String> label(Optional<CsvMapping> csv) {
        return csv.isPresent() ? Optional.empty() : Optional.ofNullable(splitBy);
    }

    Optional<String> service() {
        return Optional.ofNullable(service);
    }

    Optional<String> canary() {
        if (canary != null && canary.equals(baseline)) {
            throw misunderstood("--canary and --baseline must be different versions, found " + canary + " twice");
        }
        return Optional.ofNullable(canary);
    }

    Optional<String> baseline() {
        return Optional.ofNullable(baseline);
    }

    OptionalLong canaryFrom() {
        return canaryFrom == null ? OptionalLong.empty() : OptionalLong.of(canaryFrom);
    }

    OptionalLong start() {
        return start == null ? OptionalLong.empty() : OptionalLong.of(start);
    }

    int reorderSeconds() {
        if (reorder < 0 || reorder > 3_600) {
            throw misunderstood("--reorder is from 0 to 3600 seconds, found " + reorder);
        }
        return reorder;
    }

    private ParameterException misunderstood(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz|\\.zst)?");
    }

    /** Reads a time from the command line. */
    static final class TimeConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Times.millis(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Reads a unit from the command line. */
    static final class UnitConverter implements ITypeConverter<LatencyUnit> {
        @Override
        public LatencyUnit convert(String word) {
            return switch (word) {
                case "us" -> LatencyUnit.US;
                case "ms" -> LatencyUnit.MS;
                case "s" -> LatencyUnit.S;
                default -> throw new TypeConversionException("expected us, ms or s, found '" + word + "'");
            };
        }
    }
}
