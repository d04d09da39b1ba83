package dev.headgate.cli;

import dev.headgate.console.report.Period;
import dev.headgate.console.report.Reports;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code headgate report period}. */
@Command(
        name = "period",
        description = {
            "Tells how the rollouts of a week or a month went, compared with the one before.",
            "Reads the log itself, without a console that runs. Rollouts that only observe, and shadows, are not counted."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the log could not be read", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate report period --month 2026-11 --output november.html",
            "  headgate report period --service checkout --week 2026-W48 --format markdown"
        })
final class ReportPeriod implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service's rollouts (default: all).")
    private @Nullable String service;

    @Option(
            names = "--console",
            paramLabel = "URL",
            description = "Link each rollout to its page there, as https://headgate.example.com.")
    private @Nullable String console;

    @Mixin
    private FormatOption format;

    @Mixin
    private ReportOptions options;

    /** Which period is meant. */
    static final class Which {
        @Option(
                names = "--week",
                paramLabel = "YEAR-Wnn",
                converter = WeekConverter.class,
                description = "A week as of ISO 8601, in UTC.")
        private @Nullable Period week;

        @Option(
                names = "--month",
                paramLabel = "YEAR-MONTH",
                converter = MonthConverter.class,
                description = "A month, in UTC.")
        private @Nullable Period month;

        Period period() {
            return Optional.ofNullable(week)
                    .or(() -> Optional.ofNullable(month))
                    .orElseThrow();
        }
    }

    @Override
    public Integer call() {
        Optional<String> links = Optional.ofNullable(console).map(url -> url.replaceFirst("/+$", ""));
        if (links.filter(url -> !url.matches("https?://[^\\s\"'<>]+")).isPresent()) {
            throw new CommandFailure(
                    "--console is no address: " + console, "Give one as https://headgate.example.com.");
        }
        byte[] report = options.ask(model -> {
            Reports reports = new Reports(model);
            return reports.written(
                    reports.period(Optional.ofNullable(service), which.period()), format.format(), links);
        });
        options.give(
                report,
                Map.of("period", which.period().word()),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    /** Reads a week. */
    static final class WeekConverter implements ITypeConverter<Period> {
        @Override
        public Period convert(String word) {
            return Period.week(word)
                    .orElseThrow(
                            () -> new TypeConversionException("expected a week as 2026-W48, found '" + word + "'"));
        }
    }

    /** Reads a month. */
    static final class MonthConverter implements ITypeConverter<Period> {
        @Override
        public Period convert(String word) {
            return Period.month(word)
                    .orElseThrow(
                            () -> new TypeConversionException("expected a month as 2026-11, found '" + word + "'"));
        }
    }
}
