package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a rollout may take at a stretch. */
class LongestWindowTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sun 02:00-04:00 UTC | 2h
            Mon-Fri 09:00-17:00 Europe/Berlin | 8h
            daily 22:00-06:00 UTC | 8h
            Mon 00:00-24:00 UTC | 1d
            Sat-Sun 00:00-24:00 UTC | 2d
            Sun,Mon 00:00-24:00 UTC | 2d
            daily 00:00-24:00 UTC | 365d
            Mon 08:00-10:00 UTC; Mon 10:00-12:00 UTC | 4h
            Mon 08:00-11:00 UTC; Mon 10:00-12:00 UTC | 4h
            Mon 08:00-10:00 UTC; Mon 11:00-12:00 UTC | 2h
            Mon 08:00-10:00 UTC; Mon 11:00-12:00 Europe/Berlin | 3h
            """)
    void isTheLongestWithoutAGap(String hours, String longest) {
        String allow = String.join("\", \"", hours.split("; "));
        String policy = """
                policy: x
                calendar: { allow: [ "%s" ] }
                stop: [ no success for 1m ]
                stages: [ { weight: 5%%, hold: %s, advance: [ p50 < 1s ] }, { weight: 100%%, watch: 9d } ]
                """;
        Duration least = duration(longest);

        assertThat(tooShort(policy.formatted(allow, Durations.written(least)))).isEmpty();
        if (least.compareTo(Duration.ofDays(365)) < 0) {
            assertThat(tooShort(policy.formatted(allow, Durations.written(least.plusSeconds(1)))))
                    .containsExactly(
                            "no window is long enough: the rollout starts in any of them and goes on in later ones");
        }
    }

    private static Duration duration(String written) {
        try {
            return Durations.read(written, Place.of("x"));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal);
        }
    }

    private static List<String> tooShort(String yaml) {
        Parsed<Policy> parsed = PolicyReader.read("x", yaml);
        return Stream.of(parsed)
                .flatMap(it -> it.problems().stream())
                .filter(problem -> problem.level() == Problem.Level.WARNING)
                .map(Problem::message)
                .filter(message -> message.startsWith("no window"))
                .toList();
    }
}
