package dev.headgate.executor.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One key of the executor's configuration, with its default. */
enum Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", ""),
    TOPIC_PREFIX("topic.prefix", "headgate."),
    GROUP_ID("group.id", "headgate-executor"),
    EXECUTOR_NAME("executor.name", "executor"),
    TRANSACTIONAL_ID_PREFIX("transactional.id.prefix", "headgate-executor"),
    TRUSTED_KEYS("trusted.keys", ""),
    RUNBOOKS("runbooks", ""),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "0"),
    SESSION_TIMEOUT("session.timeout", "6s"),
    LEASE("lease", ""),
    TRANSACTION_TIMEOUT("transaction.timeout", "5s"),
    REASSERT_INTERVAL("reassert.interval", "2s"),
    REASSERT_AFTER("reassert.after", "10m"),
    HANDOVER_GRACE("handover.grace", "5s"),
    START_FROM("start.from", "10m"),
    QUEUE_LIMIT("queue.limit", "1000");

    /** Anything below is handed to the Kafka clients as it is, without these letters. */
    static final String KAFKA_PREFIX = "kafka.";

    /** Before the environment variable of every key. */
    static final String ENVIRONMENT_PREFIX = "HEADGATE_";

    private final String key;
    private final String standard;

    Setting(String key, String standard) {
        this.key = key;
        this.standard = standard;
    }

    String key() {
        return key;
    }

    /** The value in force where nobody wrote one; empty where there is none. */
    String standard() {
        return standard;
    }

    String environmentVariable() {
        return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static List<String> keys() {
        return Stream.of(values()).map(Setting::key).toList();
    }

    static Optional<Setting> ofKey(String key) {
        return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
