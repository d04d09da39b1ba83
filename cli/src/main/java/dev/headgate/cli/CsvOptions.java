package dev.headgate.cli;

import dev.headgate.cli.backtest.CsvMapping;
import dev.headgate.cli.backtest.ErrorRule;
import dev.headgate.cli.backtest.LatencyUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which columns of a CSV file mean what. */
final class CsvOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    /**
     * How CSV is read; empty if the files hold JSON lines.
     *
     * @param splitBy the column that names the version instead of the one of {@code --version-column}
     * @param oneVersion whether rows need not name a version
     */
    Optional<CsvMapping> mapping(List<Path> files, Optional<String> splitBy, boolean oneVersion) {
        boolean named = files.stream().anyMatch(CsvOptions::isCsv);
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
        Optional<String> version = splitBy.or(() -> Optional.ofNullable(versionColumn));
        if (version.isEmpty() && !oneVersion) {
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

    private ParameterException misunderstood(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz|\\.zst)?");
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
