package dev.headgate.benchmarks.scaling;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is reckoned with, by names: those of {@code figures.properties}.
 *
 * @param values all of them
 */
record Figures(Map<String, Double> values) {

    Figures {
        values = Map.copyOf(values);
    }

    /**
     * The documented ones, some of them replaced.
     *
     * @param replaced each {@code NAME=VALUE}
     * @throws IllegalArgumentException if a name is not known or a value no number above 0
     */
    static Figures documentedBut(List<String> replaced) {
        Map<String, Double> values = new TreeMap<>();
        documented().forEach((name, value) -> values.put((String) name, number((String) name, (String) value)));
        for (String each : replaced) {
            String[] parts = each.split("=", 2);
            if (parts.length < 2 || !values.containsKey(parts[0])) {
                throw new IllegalArgumentException(
                        "expected NAME=VALUE with one of " + values.keySet() + ", found \"" + each + "\"");
            }
            values.put(parts[0], number(parts[0], parts[1]));
        }
        return new Figures(values);
    }

    double of(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static Properties documented() {
        Properties properties = new Properties();
        try (var in = new InputStreamReader(
                Objects.requireNonNull(Figures.class.getResourceAsStream("figures.properties")),
                StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return properties;
    }

    private static double number(String name, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new IllegalArgumentException(name + ": expected a number above 0, found \"" + text + "\"");
    }
}
