package dev.headgate.cli;

import dev.headgate.cli.accesslog.LogFormat;
import dev.headgate.cli.accesslog.LogFormats;
import dev.headgate.cli.accesslog.Operations;
import dev.headgate.cli.accesslog.RequestMapping;
import dev.headgate.cli.accesslog.ServerVersions;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What a line of an access log means. */
final class AccessLogOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            converter = FormatConverter.class,
            description = "How the proxy writes: haproxy (its \"option httplog\"), nginx (\"combined\" with rt= and ua="
                    + " behind it) or json.")
    private LogFormats format = LogFormats.HAPROXY;

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "The service behind the proxy.")
    private String service = "";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Only requests of this HAProxy backend (default: all).")
    private @Nullable String backend;

    @Option(
            names = "--version-of",
            paramLabel = "SERVER=VERSION",
            description = "The version of a server, or of NGINX's upstream address; may be given several times.")
    private Map<String, String> versions = new TreeMap<>();

    @Option(
            names = "--version-pattern",
            paramLabel = "PATTERN",
            defaultValue = "{version}",
            description = "Where the version stands in the names of other servers, as shop-{version} (default:"
                    + " ${DEFAULT-VALUE}).")
    private String pattern = "";

    @Option(
            names = "--operation",
            paramLabel = "[NAME=]METHOD PATH",
            converter = RuleConverter.class,
            description =
                    "An operation, as order=GET /orders/{id} or '* /static/**'; may be given several times, the first"
                            + " that fits counts. Its name is METHOD PATH unless given.")
    private List<Operations.Rule> operations = List.of();

    @Option(
            names = "--otherwise",
            paramLabel = "OPERATION",
            defaultValue = "other",
            converter = OtherwiseConverter.class,
            description = "What a request is that no --operation fits: other, or first-segment for its path's, where"
                    + " that is never an id (default: ${DEFAULT-VALUE}).")
    private Operations.Otherwise otherwise = Operations.Otherwise.OTHER;

    @Option(
            names = "--error-status",
            paramLabel = "STATUS",
            defaultValue = "500",
            description = "The first HTTP status that means an error (default: ${DEFAULT-VALUE}).")
    private int errorStatus;

    @Option(
            names = "--abandoned",
            paramLabel = "OUTCOME",
            defaultValue = "error",
            description = "What a request is whose client went away before it had an answer: error, success or"
                    + " left-out (default: ${DEFAULT-VALUE}).")
    private String abandoned = "";

    @Option(
            names = "--latency",
            paramLabel = "UNTIL",
            defaultValue = "total",
            description = "total: until the client has it all; response: until the server's answer (default:"
                    + " ${DEFAULT-VALUE}). Of json, what the log says.")
    private String latency = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone in which HAProxy writes, as Europe/Berlin (default: this machine's).")
    private @Nullable String zone;

    LogFormat format() {
        ZoneId of;
        try {
            of = zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CommandFailure("there is no time zone " + zone, "Give one as Europe/Berlin or UTC.", e);
        }
        return format.format(of, latency.equals("response"));
    }

    RequestMapping mapping(CommandLine line) {
        if (!Names.isName(service)) {
            throw new ParameterException(
                    line,
                    "--service must be 1 to 100 of A-Z a-z 0-9 . _ - and begin with a letter or digit, found '"
                            + service + "'");
        }
        oneOf(line, "--latency", latency, "total", "response");
        oneOf(line, "--abandoned", abandoned, "error", "success", "left-out");
        try {
            return new RequestMapping(
                    service,
                    Optional.ofNullable(backend),
                    new ServerVersions(versions, pattern),
                    new Operations(operations, otherwise),
                    errorStatus,
                    Arrays.stream(Outcome.values())
                            .filter(outcome -> outcome.wireName().equals(abandoned))
                            .findFirst());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }

    private static void oneOf(CommandLine line, String option, String found, String... words) {
        if (!List.of(words).contains(found)) {
            throw new ParameterException(
                    line, option + " must be one of " + String.join(", ", words) + ", found '" + found + "'");
        }
    }

    private static <E extends Enum<E>> E word(E[] all, String word) {
        return Arrays.stream(all)
                .filter(each -> each.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(all).map(E::toString).collect(Collectors.joining(", ")) + ", found '"
                        + word.toLowerCase(Locale.ROOT) + "'"));
    }

    /** Reads a format's word. */
    static final class FormatConverter implements ITypeConverter<LogFormats> {
        @Override
        public LogFormats convert(String word) {
            return word(LogFormats.values(), word);
        }
    }

    /** Reads what other requests are. */
    static final class OtherwiseConverter implements ITypeConverter<Operations.Otherwise> {
        @Override
        public Operations.Otherwise convert(String word) {
            return word(Operations.Otherwise.values(), word);
        }
    }

    /** Reads a rule. */
    static final class RuleConverter implements ITypeConverter<Operations.Rule> {
        @Override
        public Operations.Rule convert(String text) {
            try {
                return Operations.Rule.read(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
