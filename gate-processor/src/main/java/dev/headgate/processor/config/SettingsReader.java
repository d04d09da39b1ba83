package dev.headgate.processor.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns entries into settings, gathering every problem on the way. */
final class SettingsReader {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final Entries entries;
    private final List<String> problems;

    SettingsReader(Entries entries) {
        this.entries = entries;
        this.problems = new ArrayList<>(entries.problems());
    }

    GateConfiguration read() {
        refuseUnknownKeys();
        GateConfiguration settings = new GateConfiguration(
                required(Setting.BOOTSTRAP_SERVERS, "the brokers, for example 127.0.0.1:9092"),
                text(Setting.TOPIC_PREFIX),
                text(Setting.APPLICATION_ID_PREFIX),
                existing(Setting.SIGNING_KEY),
                existing(Setting.TRUSTED_KEYS),
                text(Setting.HTTP_HOST),
                number(Setting.HTTP_PORT, 0, 65_535),
                Path.of(text(Setting.STATE_DIRECTORY)),
                number(Setting.THREADS, 1, 256),
                duration(Setting.COMMIT_INTERVAL, Duration.ofMillis(1)),
                duration(Setting.POLL_INTERVAL, Duration.ofMillis(1)),
                duration(Setting.TICK_INTERVAL, Duration.ofMillis(10)),
                duration(Setting.PROGRESS_INTERVAL, Duration.ofMillis(10)),
                duration(Setting.SETTLE, Duration.ZERO),
                duration(Setting.LAGGING_AFTER, Duration.ofMillis(100)),
                duration(Setting.INCOMPLETE_AFTER, Duration.ofMillis(100)),
                duration(Setting.SKEW_ALLOWED, Duration.ZERO),
                duration(Setting.LATENESS_ALLOWED, Duration.ofSeconds(1)),
                duration(Setting.EXECUTION_TIMEOUT, Duration.ofSeconds(1)),
                duration(Setting.SESSION_TIMEOUT, Duration.ofMillis(500)),
                duration(Setting.TRANSACTION_TIMEOUT, Duration.ofMillis(500)),
                number(Setting.OPERATION_CAP, 1, 10_000),
                kafka());
        refuseContradictions(settings);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return settings;
    }

    private void refuseUnknownKeys() {
        for (Entry entry : new TreeMap<>(entries.byKey()).values()) {
            boolean known = entry.key().startsWith(Setting.KAFKA_PREFIX)
                    || Setting.ofKey(entry.key()).isPresent();
            if (!known) {
                problems.add("%s: there is no setting %s%s"
                        .formatted(entry.origin(), entry.key(), Nearest.suggestion(entry.key(), Setting.keys())));
            }
        }
    }

    private void refuseContradictions(GateConfiguration settings) {
        if (settings.commitInterval().compareTo(settings.transactionTimeout()) >= 0) {
            problems.add("%s is %d ms, but it must be shorter than %s (%d ms), or every transaction is aborted"
                    .formatted(
                            Setting.COMMIT_INTERVAL.key(),
                            settings.commitInterval().toMillis(),
                            Setting.TRANSACTION_TIMEOUT.key(),
                            settings.transactionTimeout().toMillis()));
        }
        if (settings.progressInterval().multipliedBy(2).compareTo(settings.laggingAfter()) > 0) {
            problems.add("%s is %d ms, but it must be at most half of %s (%d ms), or telemetry is lagging all the time"
                    .formatted(
                            Setting.PROGRESS_INTERVAL.key(),
                            settings.progressInterval().toMillis(),
                            Setting.LAGGING_AFTER.key(),
                            settings.laggingAfter().toMillis()));
        }
    }

    private String text(Setting setting) {
        return entry(setting).value().strip();
    }

    private String required(Setting setting, String expected) {
        String value = text(setting);
        if (value.isEmpty()) {
            problems.add("%s is missing: expected %s. Set it in the configuration file, as %s or with --set %s=…"
                    .formatted(setting.key(), expected, setting.environmentVariable(), setting.key()));
        }
        return value;
    }

    private Optional<Path> existing(Setting setting) {
        String value = text(setting);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(value);
        if (!Files.exists(path)) {
            problem(setting, "an existing path");
        }
        return Optional.of(path);
    }

    private int number(Setting setting, int least, int most) {
        try {
            int value = Integer.parseInt(text(setting));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below with what was expected, like a number out of range.
        }
        problem(setting, "a whole number from " + least + " to " + most);
        return least;
    }

    private Duration duration(Setting setting, Duration least) {
        Optional<Duration> value = Durations.parse(text(setting));
        if (value.isEmpty()) {
            problem(setting, Durations.EXPECTED);
        } else if (value.get().compareTo(least) < 0 || value.get().compareTo(LONGEST) > 0) {
            problem(setting, "at least " + least.toMillis() + " ms and at most a year");
        }
        return value.orElse(least);
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        entries.byKey().values().stream()
                .filter(entry -> entry.key().startsWith(Setting.KAFKA_PREFIX))
                .forEach(entry -> kafka.put(entry.key().substring(Setting.KAFKA_PREFIX.length()), entry.value()));
        return kafka;
    }

    private Entry entry(Setting setting) {
        Entry standard = new Entry(setting.key(), setting.standard(), "default");
        return entries.byKey().getOrDefault(setting.key(), standard);
    }

    private void problem(Setting setting, String expected) {
        Entry entry = entry(setting);
        problems.add("%s: %s is `%s`, expected %s".formatted(entry.origin(), entry.key(), entry.value(), expected));
    }
}
