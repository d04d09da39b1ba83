package dev.headgate.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's settings by name: {@code headgate.bootstrap-servers}, {@code headgate.service} and {@code headgate.version}
 * are needed; {@code headgate.topic-prefix}, {@code headgate.mode} ({@code summaries} or {@code events}),
 * {@code headgate.request-timeout} (such as {@code 30s}; {@code 0s} for none), {@code headgate.exclude} and
 * {@code headgate.streaming} (paths with commas) and anything for Kafka's producer as
 * {@code headgate.producer.*} are not. As a variable of the environment a name is written {@code HEADGATE_BOOTSTRAP_SERVERS}.
 */
public final class TelemetrySettings {

    private static final String PRODUCER = "headgate.producer.";
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private TelemetrySettings() {}

    /**
     * By the system's properties, and where one is not set, by the environment.
     *
     * @throws IllegalArgumentException if settings are missing or cannot be used; it names all that are missing
     */
    public static TelemetryClientBuilder fromEnvironment() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return from(properties, System.getenv());
    }

    /** As {@link #fromEnvironment()}, with properties and an environment of the caller's. */
    public static TelemetryClientBuilder from(Map<String, String> properties, Map<String, String> environment) {
        Function<String, Optional<String>> settings = name -> Optional.ofNullable(properties.get(name))
                .or(() -> Optional.ofNullable(environment.get(variable(name))));
        List<String> missing = new ArrayList<>();
        String servers = needed("headgate.bootstrap-servers", settings, missing::add);
        String service = needed("headgate.service", settings, missing::add);
        String version = needed("headgate.version", settings, missing::add);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("telemetry needs " + String.join(", ", missing)
                    + "; set them as properties, or in the environment as " + variable(missing.get(0)));
        }
        TelemetryClientBuilder builder =
                TelemetryClient.builder(service, version).bootstrapServers(servers);
        settings.apply("headgate.topic-prefix").ifPresent(builder::topicPrefix);
        settings.apply("headgate.mode").map(TelemetrySettings::mode).ifPresent(builder::mode);
        settings.apply("headgate.request-timeout")
                .map(TelemetrySettings::duration)
                .ifPresent(builder::requestTimeout);
        settings.apply("headgate.exclude").map(PathPatterns::read).ifPresent(builder::exclude);
        settings.apply("headgate.streaming").map(PathPatterns::read).ifPresent(builder::streaming);
        return builder.producerProperties(ofProducer(properties));
    }

    private static String needed(
            String name, Function<String, Optional<String>> settings, Consumer<String> whenMissing) {
        Optional<String> value = settings.apply(name).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            whenMissing.accept(name);
        }
        return value.orElse("");
    }

    private static PublishMode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "summaries" -> PublishMode.SUMMARIES;
            case "events" -> PublishMode.EVENTS;
            default ->
                throw new IllegalArgumentException("headgate.mode must be summaries or events, found \"" + text + "\"");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "headgate.request-timeout must be like 500ms, 30s or 2m, found \"" + text + "\"");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Map<String, String> ofProducer(Map<String, String> properties) {
        Map<String, String> found = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PRODUCER)) {
                found.put(name.substring(PRODUCER.length()), value);
            }
        });
        return found;
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
