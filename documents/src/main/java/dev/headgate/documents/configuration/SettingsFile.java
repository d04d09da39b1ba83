package dev.headgate.documents.configuration;

/**
 * A file of settings that was read.
 *
 * @param name for messages; YAML, or properties if it ends in {@code .properties}
 * @param text everything in it
 */
public record SettingsFile(String name, String text) {

    boolean isProperties() {
        return name.endsWith(".properties");
    }
}
