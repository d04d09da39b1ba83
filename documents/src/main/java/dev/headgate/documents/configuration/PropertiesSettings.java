package dev.headgate.documents.configuration;

import dev.headgate.documents.Problem;
import dev.headgate.documents.Source;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/** Reads a properties file; the line of a key is where it is first written. */
final class PropertiesSettings {

    private PropertiesSettings() {}

    static List<WrittenSetting> read(SettingsFile file, List<Problem> problems) {
        Source source = new Source(file.name(), file.text());
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file.text()));
        } catch (IllegalArgumentException malformed) {
            problems.add(Problem.error(source.start().withoutText(), "these are no properties")
                    .found("a malformed \\u escape")
                    .expected("\\u and four hexadecimal digits, or \\\\ for a backslash"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        List<String> lines = file.text().lines().toList();
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(key -> new WrittenSetting(
                        key,
                        properties.getProperty(key),
                        source.place(line(key, lines), 0, 1).withoutText()))
                .toList();
    }

    /** From 0; the first line for a key that is written with escapes. */
    private static int line(String key, List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(index -> isOf(key, lines.get(index).strip()))
                .findFirst()
                .orElse(0);
    }

    private static boolean isOf(String key, String line) {
        return line.startsWith(key)
                && (line.length() == key.length() || "=: \t".indexOf(line.charAt(key.length())) >= 0);
    }
}
