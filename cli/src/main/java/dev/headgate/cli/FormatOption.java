package dev.headgate.cli;

import dev.headgate.console.report.ReportFormat;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --format} of reports. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "html|markdown|json",
            defaultValue = "html",
            converter = Converter.class,
            completionCandidates = Words.class,
            description = "A page that needs nothing else, Markdown, or JSON (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.HTML;

    ReportFormat format() {
        return format;
    }

    /** The words that it takes, for completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ReportFormat.words().iterator();
        }
    }

    /** Reads the word from the command line. */
    static final class Converter implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String word) {
            return ReportFormat.of(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", ReportFormat.words()) + ", found '" + word + "'"));
        }
    }
}
