package dev.headgate.cli;

import dev.headgate.cli.backtest.CsvMapping;
import dev.headgate.cli.backtest.Times;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private CsvOptions columns;

    /** How CSV is read; empty if the files hold JSON lines. */
    Optional<CsvMapping> csv(List<Path> files) {
        return columns.mapping(files, Optional.ofNullable(splitBy), canaryFrom != null);
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
}
