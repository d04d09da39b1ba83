package dev.headgate.documents.configuration;

import java.util.Locale;

/** One key of a process's configuration, with its default. Each process has an enum of them: its table. */
public interface Setting {

    /** Anything below is handed to the Kafka clients as it is, without these letters. */
    String KAFKA_PREFIX = "kafka.";

    /** Before the environment variable of every key. */
    String ENVIRONMENT_PREFIX = "HEADGATE_";

    /** The key, in dots: {@code tick.interval}. */
    String key();

    /** The value in force where nobody wrote one; empty where there is none. */
    String standard();

    /** The variable that sets it: {@code HEADGATE_TICK_INTERVAL}. */
    default String environmentVariable() {
        return ENVIRONMENT_PREFIX + key().toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
