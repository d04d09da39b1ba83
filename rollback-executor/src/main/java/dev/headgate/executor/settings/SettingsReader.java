package dev.headgate.executor.settings;

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

    ExecutorSettings read() {
        refuseUnknownKeys();
        Duration session = duration(Setting.SESSION_TIMEOUT, Duration.ofMillis(500));
        ExecutorSettings settings = new ExecutorSettings(
                required(Setting.BOOTSTRAP_SERVERS, "the brokers, for example 127.0.0.1:9092"),
                text(Setting.TOPIC_PREFIX),
                text(Setting.GROUP_ID),
                text(Setting.EXECUTOR_NAME),
                text(Setting.TRANSACTIONAL_ID_PREFIX),
                directory(Setting.TRUSTED_KEYS, "the directory of the gate's public keys"),
                directory(Setting.RUNBOOKS, "the directory of the runbooks"),
                text(Setting.HTTP_HOST),
                number(Setting.HTTP_PORT, 0, 65_535),
                session,
                lease(session),
                duration(Setting.TRANSACTION_TIMEOUT, Duration.ofMillis(500)),
                duration(Setting.REASSERT_INTERVAL, Duration.ofMillis(50)),
                duration(Setting.REASSERT_AFTER, Duration.ZERO),
                duration(Setting.HANDOVER_GRACE, Duration.ZERO),
                duration(Setting.START_FROM, Duration.ZERO),
                number(Setting.QUEUE_LIMIT, 1, 100_000),
                kafka());
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

    /** Three quarters of the session unless said otherwise: the rest is for the clocks and the way to the target. */
    private Duration lease(Duration session) {
        if (text(Setting.LEASE).isEmpty()) {
            return session.multipliedBy(3).dividedBy(4);
        }
        Duration lease = duration(Setting.LEASE, Duration.ofMillis(100));
        if (lease.compareTo(session) >= 0) {
            problem(
                    Setting.LEASE,
                    "less than " + Setting.SESSION_TIMEOUT.key() + " (" + session.toMillis()
                            + " ms), or two executors could act at once");
        }
        return lease;
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

    private Path directory(Setting setting, String expected) {
        Path path = Path.of(required(setting, expected));
        if (!path.toString().isEmpty() && !Files.isDirectory(path)) {
            problem(setting, "an existing directory");
        }
        return path;
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
