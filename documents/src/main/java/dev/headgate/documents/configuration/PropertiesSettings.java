package dev.headgate.documents.configuration;

import dev.headgate.documents.Problem;
import dev.headgate.documents.Source;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reads a properties file; the line of a key is where it is first written. */
final class PropertiesSettings {

    private PropertiesSettings() {}

    static List<WrittenSetting> read(SettingsFile file, List<Problem> problems) {
        Source source = new Source(file.name(), file.text());
        var properties = new Told();
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
        properties.again.forEach(key -> problems.add(twice(key, source, lines)));
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(key -> new WrittenSetting(
                        key,
                        properties.getProperty(key),
                        source.place(line(key, lines), 0, 1).withoutText()))
                .toList();
    }

    private static Problem twice(String key, Source source, List<String> lines) {
        List<Integer> found = lines(key, lines).boxed().toList();
        int again = found.size() > 1 ? found.get(1) : line(key, lines);
        return Problem.error(source.place(again, 0, 1).withoutText(), key + " stands twice")
                .found(
                        found.size() > 1
                                ? "first in line " + (found.get(0) + 1) + ", again in line " + (again + 1)
                                : key)
                .expected("one " + key);
    }

    /** From 0; the first line for a key that is written with escapes. */
    private static int line(String key, List<String> lines) {
        return lines(key, lines).findFirst().orElse(0);
    }

    private static IntStream lines(String key, List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(index -> isOf(key, lines.get(index).strip()));
    }

    private static boolean isOf(String key, String line) {
        return line.startsWith(key)
                && (line.length() == key.length() || "=: \t".indexOf(line.charAt(key.length())) >= 0);
    }

    /** Remembers the keys that were written more than once, of which only the last value stays. */
    private static final class Told extends Properties {
        private static final long serialVersionUID = 1;

        private final transient Set<String> again = new TreeSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                again.add(key.toString());
            }
            return super.put(key, value);
        }
    }
}
