package dev.headgate.cli;

import dev.headgate.cli.measure.HttpProbe;
import dev.headgate.documents.Durations;
import dev.headgate.documents.Place;
import dev.headgate.documents.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How {@code headgate measure probe} asks an address itself. */
final class ProbeOptions {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = Http.class,
            description = "Of a probe: asks this address instead of being given VALUE.")
    private @Nullable URI url;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = Every.class,
            description = "Of a probe with --url: asks again and again, as 30s, until it is stopped (default: once).")
    private @Nullable Duration every;

    @Option(
            names = "--expect-status",
            paramLabel = "CODE",
            defaultValue = "200",
            description = "Of a probe with --url: the status of a good answer (default: ${DEFAULT-VALUE}).")
    private int status;

    @Option(
            names = "--expect-field",
            paramLabel = "NAME=VALUE",
            description = "Of a probe with --url: a field of the JSON of a good answer, nested ones joined by dots; may"
                    + " be given several times.")
    private Map<String, String> fields = new TreeMap<>();

    /** The probe; empty if none is to be asked. */
    Optional<HttpProbe> probe() {
        Duration longest = every != null && every.compareTo(LONGEST) < 0 ? every : LONGEST;
        return Optional.ofNullable(url)
                .map(address -> new HttpProbe(address, new HttpProbe.Expected(status, new TreeMap<>(fields)), longest));
    }

    /** How often; empty for once. */
    Optional<Duration> every() {
        return Optional.ofNullable(every);
    }

    /** Reads an address. */
    static final class Http implements ITypeConverter<URI> {
        @Override
        public URI convert(String written) {
            URI address = URI.create(written);
            if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
                throw new TypeConversionException("expected http://… or https://…, found '" + written + "'");
            }
            return address;
        }
    }

    /** Reads a duration as policies have them. */
    static final class Every implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String written) {
            try {
                Duration duration = Durations.read(written, Place.of("--every"));
                if (duration.compareTo(SHORTEST) >= 0) {
                    return duration;
                }
            } catch (Refusal none) {
                throw new TypeConversionException("expected a duration as 30s or 5m, found '" + written + "'");
            }
            throw new TypeConversionException("expected at least 1s, found '" + written + "'");
        }
    }
}
