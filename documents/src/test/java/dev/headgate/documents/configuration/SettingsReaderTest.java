package dev.headgate.documents.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    /** A table as a process has it. */
    enum Kettle implements Setting {
        WATER("water.source", ""),
        CUPS("cups", "2"),
        HEAT("heat.for", "3m"),
        PAUSE("pause", "0s");

        private final String key;
        private final String standard;

        Kettle(String key, String standard) {
            this.key = key;
            this.standard = standard;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public String standard() {
            return standard;
        }
    }

    @Test
    void whatNobodyWroteHasItsDefault() {
        SettingsReader reader = flags();

        assertThat(reader.number(Kettle.CUPS, 1, 9)).isEqualTo(2);
        assertThat(reader.duration(Kettle.HEAT, Duration.ZERO)).isEqualTo(Duration.ofMinutes(3));
        assertThat(reader.text(Kettle.WATER)).isEmpty();
        assertThat(reader.finish("settings")).isEqualTo("settings");
    }

    @Test
    void flagsOverrideTheEnvironmentWhichOverridesTheFile() {
        SettingsReader reader = new SettingsReader(
                List.of(Kettle.values()),
                Optional.of(new SettingsFile("kettle.yaml", "water.source: tap\ncups: 3\nheat.for: 1m\n")),
                Map.of("HEADGATE_CUPS", "4", "HEADGATE_HEAT_FOR", "2m", "PATH", "/bin"),
                List.of("heat.for=4m"));

        assertThat(reader.text(Kettle.WATER)).isEqualTo("tap");
        assertThat(reader.number(Kettle.CUPS, 1, 9)).isEqualTo(4);
        assertThat(reader.duration(Kettle.HEAT, Duration.ZERO)).isEqualTo(Duration.ofMinutes(4));
        assertThat(reader.finish("settings")).isEqualTo("settings");
    }

    @ParameterizedTest
    @CsvSource({
        "kettle.yaml, 'water.source: tap'",
        "kettle.yaml, 'water: {source: tap}'",
        "kettle.yaml, '\"water.source\": \"tap\"'",
        "kettle.properties, 'water.source = tap'",
        "kettle.properties, 'water.source:tap'"
    })
    void aKeyMayBeWrittenInOneLineOrNestedOrInProperties(String name, String text) {
        SettingsReader reader = file(name, "# ours\n" + text + "\n");

        assertThat(reader.text(Kettle.WATER)).isEqualTo("tap");
        assertThat(reader.finish("settings")).isEqualTo("settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# cups: 3\n\n  # nothing yet\n"})
    void aFileMayHoldNothing(String text) {
        assertThat(file("kettle.yaml", text).finish("settings")).isEqualTo("settings");
        assertThat(file("kettle.properties", text).finish("settings")).isEqualTo("settings");
    }

    @Test
    void whateverStandsBelowKafkaIsHandedOnWithoutALook() {
        SettingsReader reader = new SettingsReader(
                List.of(Kettle.values()),
                Optional.of(new SettingsFile("kettle.yaml", "kafka:\n  sasl.mechanism: PLAIN\n")),
                Map.of("HEADGATE_KAFKA_SECURITY_PROTOCOL", "SSL"),
                List.of("kafka.consumer.max.poll.records=10"));

        assertThat(reader.kafka())
                .containsOnly(
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("consumer.max.poll.records", "10"));
        assertThat(reader.finish("settings")).isEqualTo("settings");
    }

    @Test
    void tellsEveryProblemAtOnceWithItsPlaceWhatWasFoundAndWhatWasExpected() {
        SettingsReader reader = new SettingsReader(
                List.of(Kettle.values()),
                Optional.of(new SettingsFile("kettle.yaml", "cups: many\nheat.fro: 1m\npause: [1, 2]\n")),
                Map.of("HEADGATE_HEAT_FOR", "soon"),
                List.of("nonsense"));
        reader.note(Problem.error(Place.of("the kitchen"), "is closed"));
        reader.required(Kettle.WATER, "a tap or a bottle");
        reader.number(Kettle.CUPS, 1, 9);
        reader.duration(Kettle.HEAT, Duration.ZERO);

        assertThat(problems(reader)).containsExactlyInAnyOrder("""
                kettle.yaml:3:8: error: pause has one value only
                      found:    a list
                      expected: key: value""", """
                --set nonsense: error: a setting is a key and a value
                      expected: --set key=value""", """
                kettle.yaml:2:11: error: there is no setting heat.fro
                      expected: one of docs/CONFIGURATION.md
                      did you mean heat.for?""", """
                the kitchen: error: is closed""", """
                water.source: error: this setting is missing
                      expected: a tap or a bottle. Set it in the configuration file, as HEADGATE_WATER_SOURCE or with\
                 --set water.source=…""", """
                kettle.yaml:1:7: error: cups has a value that cannot be used
                      found:    `many`
                      expected: a whole number from 1 to 9""", """
                HEADGATE_HEAT_FOR: error: heat.for: a number is missing
                      found:    `soon`
                      expected: a duration, as 500ms, 10s, 5m, 2h or 1d""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "+3", "2.5", "two", "99999999999", ""})
    void aNumberOutsideItsBoundsIsRefusedAndItsDefaultStandsIn(String written) {
        SettingsReader reader = flags("cups=" + written);

        assertThat(reader.number(Kettle.CUPS, 1, 9)).isEqualTo(2);

        assertThat(problems(reader)).singleElement().asString().contains("--set cups", "a whole number from 1 to 9");
    }

    @ParameterizedTest
    @CsvSource({
        "'5', 'did you mean 5s?'",
        "'5 sec', 'did you mean 5s?'",
        "'1h30m', 'a duration is one number and one unit'",
        "'-5s', 'this cannot be negative'",
        "'366d', 'at most 365d'",
        "'99ms', 'at least 100ms'",
        "'100500us', 'whole milliseconds'",
        "'5s later', 'more than belongs here'",
        "'', 'a number is missing'"
    })
    void aDurationThatCannotBeUsedIsRefusedAndItsDefaultStandsIn(String written, String advice) {
        SettingsReader reader = flags("heat.for=" + written);

        assertThat(reader.duration(Kettle.HEAT, Duration.ofMillis(100))).isEqualTo(Duration.ofMinutes(3));

        assertThat(problems(reader)).singleElement().asString().contains("heat.for", advice);
    }

    @ParameterizedTest
    @CsvSource({"200ms, 200", "10s, 10000", "1.5s, 1500", "5m, 300000", "1h, 3600000", "1d, 86400000", "0s, 0"})
    void durationsAreANumberAndAUnit(String written, long millis) {
        assertThat(flags("pause=" + written).duration(Kettle.PAUSE, Duration.ZERO))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aContradictionOfDefaultsNamesTheDefault() {
        SettingsReader reader = flags();

        reader.refuse(Kettle.HEAT, "less than patience");

        assertThat(problems(reader))
                .singleElement()
                .asString()
                .startsWith("the default of heat.for: error:")
                .contains("found:    `3m`", "expected: less than patience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cups: 1\ncups: 2\n", "heat.for: 1m\nheat: {for: 1m}\n"})
    void aKeyThatStandsTwiceIsRefused(String text) {
        assertThat(problems(file("kettle.yaml", text)))
                .singleElement()
                .asString()
                .contains("stands twice", "first in line 1, again in line 2");
    }

    @Test
    void aPropertyThatStandsTwiceIsRefused() {
        assertThat(problems(file("kettle.properties", "cups=1\n# cups\ncups : 2\n")))
                .singleElement()
                .asString()
                .startsWith("kettle.properties:3:1")
                .contains("cups stands twice", "first in line 1, again in line 3", "expected: one cups");
    }

    @Test
    void aPropertyThatStandsTwiceIsRefusedHoweverItIsWritten() {
        assertThat(problems(file("kettle.properties", "cups=1\nc\\u0075ps=2\n")))
                .singleElement()
                .asString()
                .contains("cups stands twice", "expected: one cups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just words", "[cups, water]", "--- {cups: 1}\n--- {cups: 2}", "cups: 1\n  oops: ["})
    void aFileOfSomethingElseIsRefusedWithItsLine(String text) {
        assertThat(problems(file("kettle.yaml", text)))
                .singleElement()
                .asString()
                .startsWith("kettle.yaml:");
    }

    @Test
    void aFileThatRepeatsItselfWithoutEndIsRefused() {
        assertThat(problems(file("kettle.yaml", "water: &water\n  source: *water\n")))
                .singleElement()
                .asString()
                .startsWith("kettle.yaml:1:")
                .contains("an alias of settings that stand elsewhere");
    }

    @Test
    void brokenPropertiesAreRefused() {
        assertThat(problems(file("kettle.properties", "water.source=\\u12\n")))
                .singleElement()
                .asString()
                .contains("kettle.properties:1:1", "malformed \\u escape");
    }

    @Test
    void aPropertyIsNamedWithTheLineWhereItStands() {
        assertThat(problems(file("kettle.properties", "cups.big=3\ncups=1\ncup=4\n")))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("kettle.properties:1:1").contains("cups.big"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("kettle.properties:3:1")
                        .contains("no setting cup\n", "did you mean cups?"));
    }

    /** Configuration files hold passwords, and problems end up in logs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafak.sasl.jaas.config: secret",
                "kafka: [secret]",
                "kafka.sasl.jaas.config: password: secret",
                "kafka:\n  password: \"secret",
                "kafka.password: secret\nkafka: {password: secret}"
            })
    void noProblemShowsWhatALineHolds(String text) {
        assertThat(problems(file("kettle.yaml", text)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain("secret"));
    }

    private static SettingsReader flags(String... flags) {
        return new SettingsReader(List.of(Kettle.values()), Optional.empty(), Map.of(), List.of(flags));
    }

    private static SettingsReader file(String name, String text) {
        return new SettingsReader(
                List.of(Kettle.values()), Optional.of(new SettingsFile(name, text)), Map.of(), List.of());
    }

    private static List<String> problems(SettingsReader reader) {
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> reader.finish("settings"));
        assertThat(thrown).hasMessage(String.join(System.lineSeparator(), thrown.problems()));
        return thrown.problems();
    }
}
