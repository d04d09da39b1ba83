package dev.headgate.executor.settings;

/**
 * A value as somebody wrote it.
 *
 * @param key the configuration key, in dots
 * @param value the text of the value
 * @param origin where it stands, for messages: {@code executor.yaml:12}, {@code HEADGATE_THREADS} or {@code --set}
 */
record Entry(String key, String value, String origin) {}
