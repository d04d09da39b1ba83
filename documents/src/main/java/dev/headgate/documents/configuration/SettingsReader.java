package dev.headgate.documents.configuration;

import dev.headgate.documents.Durations;
import dev.headgate.documents.NearestWord;
import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import dev.headgate.documents.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns what was written into typed values, gathering every problem on the way. A value that cannot be used is noted and
 * its default stands in for it, so that the reading goes on; {@link #finish} throws in the end.
 *
 * <p>Not thread-safe.
 */
public final class SettingsReader {

    private static final String WHOLE_NUMBER = "[0-9]{1,9}";

    private final WrittenSettings written;
    private final List<Problem> problems;

    /**
     * Lays file, environment and flags over each other, the later overriding the earlier, and notes every key that the
     * table does not have.
     *
     * @param table every setting there is; any key below {@value Setting#KAFKA_PREFIX} may be written too
     * @param families beginnings of keys of which there may be any number, each ending in a dot
     * @param environment variables by name; those of other programs are ignored
     * @param flags {@code key=value} each
     */
    public SettingsReader(
            List<? extends Setting> table,
            List<String> families,
            Optional<SettingsFile> file,
            Map<String, String> environment,
            List<String> flags) {
        written = WrittenSettings.read(table, file, environment, flags);
        problems = new ArrayList<>(written.problems());
        noteUnknownKeys(table.stream().map(Setting::key).toList(), families);
    }

    /** Settings without families. */
    public SettingsReader(
            List<? extends Setting> table,
            Optional<SettingsFile> file,
            Map<String, String> environment,
            List<String> flags) {
        this(table, List.of(), file, environment, flags);
    }

    /** Notes a problem of one's own. */
    public void note(Problem problem) {
        problems.add(problem);
    }

    /** Notes that the value in force of a setting cannot be used. */
    public void refuse(Setting setting, String expected) {
        WrittenSetting one = inForce(setting);
        problems.add(Problem.error(one.place(), one.key() + " has a value that cannot be used")
                .found("`" + one.value() + "`")
                .expected(expected));
    }

    /** The value's text without blanks around it; empty if there is none. */
    public String text(Setting setting) {
        return inForce(setting).value().strip();
    }

    /** The value's text; noted if there is none. */
    public String required(Setting setting, String expected) {
        String value = text(setting);
        if (value.isEmpty()) {
            problems.add(Problem.error(Place.of(setting.key()), "this setting is missing")
                    .expected("%s. Set it in the configuration file, as %s or with --set %s=…"
                            .formatted(expected, setting.environmentVariable(), setting.key())));
        }
        return value;
    }

    /** A whole number between two bounds, both included. */
    public int number(Setting setting, int least, int most) {
        return number(text(setting), least, most).orElseGet(() -> {
            refuse(setting, "a whole number from " + least + " to " + most);
            return number(setting.standard(), least, most).orElse(least);
        });
    }

    /** A duration of whole milliseconds, {@code 200ms}, {@code 10s}, {@code 5m}, of at most 365 days. */
    public Duration duration(Setting setting, Duration least) {
        WrittenSetting one = inForce(setting);
        try {
            Duration value = Durations.read(one.value().strip(), one.place());
            if (value.compareTo(least) >= 0 && value.toNanosPart() % 1_000_000 == 0) {
                return value;
            }
            refuse(setting, "whole milliseconds, at least " + Durations.written(least));
        } catch (Refusal refusal) {
            problems.add(refusal.problem().about(setting.key()));
        }
        return standard(setting).orElse(least);
    }

    /** The values of a family's keys, each key without the family's beginning. */
    public SortedMap<String, String> family(String beginning) {
        SortedMap<String, String> family = new TreeMap<>();
        written.byKey().values().stream()
                .filter(one -> one.key().startsWith(beginning))
                .forEach(one -> family.put(
                        one.key().substring(beginning.length()), one.value().strip()));
        return family;
    }

    /** Notes that the value of a family's key cannot be used. */
    public void refuse(String key, String expected) {
        WrittenSetting one = Objects.requireNonNull(written.byKey().get(key), key);
        problems.add(Problem.error(one.place(), one.key() + " has a value that cannot be used")
                .found("`" + one.value() + "`")
                .expected(expected));
    }

    /** What is to be handed to the Kafka clients, without the letters {@value Setting#KAFKA_PREFIX}. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        written.byKey().values().stream()
                .filter(one -> one.key().startsWith(Setting.KAFKA_PREFIX))
                .forEach(one -> kafka.put(one.key().substring(Setting.KAFKA_PREFIX.length()), one.value()));
        return kafka;
    }

    /**
     * Ends the reading.
     *
     * @return the settings, since nothing is wrong with them
     * @throws ConfigurationException with every problem noted
     */
    public <T> T finish(T settings) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream().map(Problem::render).toList());
        }
        return settings;
    }

    private void noteUnknownKeys(List<String> known, List<String> families) {
        for (WrittenSetting one : new TreeMap<>(written.byKey()).values()) {
            boolean ofFamily = one.key().startsWith(Setting.KAFKA_PREFIX)
                    || families.stream().anyMatch(one.key()::startsWith);
            if (!ofFamily && !known.contains(one.key())) {
                problems.add(Problem.error(one.place(), "there is no setting " + one.key())
                        .expected("one of docs/CONFIGURATION.md")
                        .suggest(NearestWord.to(one.key(), known)));
            }
        }
    }

    private WrittenSetting inForce(Setting setting) {
        WrittenSetting standard =
                new WrittenSetting(setting.key(), setting.standard(), Place.of("the default of " + setting.key()));
        return written.byKey().getOrDefault(setting.key(), standard);
    }

    private static Optional<Integer> number(String text, int least, int most) {
        return Optional.of(text)
                .filter(digits -> digits.matches(WHOLE_NUMBER))
                .map(Integer::parseInt)
                .filter(number -> number >= least && number <= most);
    }

    private static Optional<Duration> standard(Setting setting) {
        try {
            return Optional.of(Durations.read(setting.standard(), Place.of(setting.key())));
        } catch (Refusal none) {
            return Optional.empty();
        }
    }
}
