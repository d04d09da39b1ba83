package dev.headgate.executor.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/** Reads a properties file; the line of a key is where it is first written. */
final class PropertiesEntries {

    private PropertiesEntries() {}

    static List<Entry> read(String fileName, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        List<String> lines = text.lines().toList();
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(key -> new Entry(key, properties.getProperty(key), fileName + ":" + line(key, lines)))
                .toList();
    }

    private static int line(String key, List<String> lines) {
        return IntStream.range(0, lines.size())
                        .filter(index -> lines.get(index).strip().startsWith(key))
                        .findFirst()
                        .orElse(0)
                + 1;
    }
}
