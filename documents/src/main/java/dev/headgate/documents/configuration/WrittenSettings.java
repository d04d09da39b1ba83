package dev.headgate.documents.configuration;

import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings in force after a file, the environment and flags were laid over each other, and what was wrong with them.
 *
 * @param byKey the one in force of each key
 * @param problems what could not be read
 */
record WrittenSettings(Map<String, WrittenSetting> byKey, List<Problem> problems) {

    WrittenSettings {
        byKey = Map.copyOf(byKey);
        problems = List.copyOf(problems);
    }

    static WrittenSettings read(
            List<? extends Setting> table,
            Optional<SettingsFile> file,
            Map<String, String> environment,
            List<String> flags) {
        List<Problem> problems = new ArrayList<>();
        List<WrittenSetting> all = new ArrayList<>();
        file.ifPresent(one -> all.addAll(
                one.isProperties() ? PropertiesSettings.read(one, problems) : YamlSettings.read(one, problems)));
        all.addAll(fromEnvironment(table, environment));
        all.addAll(fromFlags(flags, problems));
        Map<String, WrittenSetting> byKey = new LinkedHashMap<>();
        all.forEach(setting -> byKey.put(setting.key(), setting));
        return new WrittenSettings(byKey, problems);
    }

    /** The variables of the table and of Kafka; any other may be another program's. */
    private static List<WrittenSetting> fromEnvironment(
            List<? extends Setting> table, Map<String, String> environment) {
        List<WrittenSetting> settings = new ArrayList<>();
        for (Setting setting : table) {
            String variable = setting.environmentVariable();
            Optional.ofNullable(environment.get(variable))
                    .ifPresent(value -> settings.add(new WrittenSetting(setting.key(), value, Place.of(variable))));
        }
        String kafka = Setting.ENVIRONMENT_PREFIX + "KAFKA_";
        environment.forEach((variable, value) -> {
            if (variable.startsWith(kafka)) {
                String name = variable.substring(kafka.length()).toLowerCase(Locale.ROOT);
                settings.add(
                        new WrittenSetting(Setting.KAFKA_PREFIX + name.replace('_', '.'), value, Place.of(variable)));
            }
        });
        return settings;
    }

    private static List<WrittenSetting> fromFlags(List<String> flags, List<Problem> problems) {
        List<WrittenSetting> settings = new ArrayList<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                problems.add(Problem.error(Place.of("--set " + flag), "a setting is a key and a value")
                        .expected("--set key=value"));
            } else {
                String key = flag.substring(0, equals).strip();
                settings.add(new WrittenSetting(key, flag.substring(equals + 1), Place.of("--set " + key)));
            }
        }
        return settings;
    }
}
