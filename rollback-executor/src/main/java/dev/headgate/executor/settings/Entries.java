package dev.headgate.executor.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries in force after a file, the environment and flags were laid over each other, and what was wrong with them.
 *
 * @param byKey the entry in force of each key
 * @param problems what could not be read, a sentence each
 */
record Entries(Map<String, Entry> byKey, List<String> problems) {

    Entries {
        byKey = Map.copyOf(byKey);
        problems = List.copyOf(problems);
    }

    /**
     * Reads all three; an unreadable file is a problem, not an exception.
     *
     * @param file YAML, or properties if its name ends so
     * @param environment variables by name; those of other programs are ignored
     * @param flags {@code key=value} each
     */
    static Entries read(Optional<Path> file, Map<String, String> environment, List<String> flags) {
        List<String> problems = new ArrayList<>();
        Map<String, Entry> byKey = new LinkedHashMap<>();
        file.map(path -> fromFile(path, problems)).orElse(List.of()).forEach(entry -> byKey.put(entry.key(), entry));
        fromEnvironment(environment).forEach(entry -> byKey.put(entry.key(), entry));
        fromFlags(flags, problems).forEach(entry -> byKey.put(entry.key(), entry));
        return new Entries(byKey, problems);
    }

    private static List<Entry> fromFile(Path file, List<String> problems) {
        try {
            String text = Files.readString(file);
            boolean properties = file.toString().endsWith(".properties");
            String name = file.getFileName().toString();
            return properties ? PropertiesEntries.read(name, text) : YamlEntries.read(name, text, problems);
        } catch (NoSuchFileException missing) {
            problems.add(file + ": there is no such file; name an existing one with --config");
        } catch (IOException unreadable) {
            problems.add(file + ": cannot be read (" + unreadable.getMessage() + ")");
        }
        return List.of();
    }

    private static List<Entry> fromEnvironment(Map<String, String> environment) {
        List<Entry> entries = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String variable = setting.environmentVariable();
            if (environment.containsKey(variable)) {
                entries.add(new Entry(setting.key(), environment.get(variable), variable));
            }
        }
        String kafka = Setting.ENVIRONMENT_PREFIX + "KAFKA_";
        environment.forEach((variable, value) -> {
            if (variable.startsWith(kafka)) {
                String name = variable.substring(kafka.length()).toLowerCase(java.util.Locale.ROOT);
                entries.add(new Entry(Setting.KAFKA_PREFIX + name.replace('_', '.'), value, variable));
            }
        });
        return entries;
    }

    private static List<Entry> fromFlags(List<String> flags, List<String> problems) {
        List<Entry> entries = new ArrayList<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                problems.add("--set " + flag + ": expected key=value");
            } else {
                entries.add(new Entry(flag.substring(0, equals).strip(), flag.substring(equals + 1), "--set"));
            }
        }
        return entries;
    }
}
