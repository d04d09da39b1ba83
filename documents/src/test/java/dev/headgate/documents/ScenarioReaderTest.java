package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.scenario.Answer;
import dev.headgate.schemas.model.scenario.Deed;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import dev.headgate.schemas.model.scenario.Side;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of scenarios means, and how its mistakes are told. */
class ScenarioReaderTest {

    private static final String WORLD = """
            world: small
            policy: ../plans/x.yaml
            lasts: 2h
            traffic:
              - { of: both, rate: 20/s, errors: 0.1%, median: 60ms }
            people:
              - 0s start
            """;

    @Test
    void aCaseIsTheScenarioWithMoreInIt() {
        PlannedScenario scenario = only("""
                scenario: one
                like: world.yaml
                begins: 2026-11-29T02:00:00
                cases:
                  - case: it fails
                    traffic: [ { of: canary, from: 10m, errors: 5% } ]
                    expect: [ rollback between 11m and 12m because errorRate > 2% ]
                """);

        assertThat(scenario.name()).isEqualTo("it fails");
        assertThat(scenario.begins()).isEqualTo(LocalDateTime.of(2026, 11, 29, 2, 0));
        assertThat(scenario.lasts()).isEqualTo(Duration.ofHours(2));
        assertThat(scenario.happens().traffic()).hasSize(2);
        assertThat(scenario.happens().traffic().get(1).side()).isEqualTo(Side.CANARY);
        assertThat(scenario.happens().traffic().get(1).errorRate()).hasValue(0.05);
        assertThat(scenario.happens().traffic().get(1).requestsPerSecond()).isEmpty();
        assertThat(scenario.happens().traffic().get(1).during().from()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anExpectationSaysWhatWhenAndWhy() {
        PlannedScenario scenario = only("""
                scenario: one
                like: world.yaml
                expect:
                  - step back to 5% again between 1h and 2h because p95 > 1s
                  - run open-incident by 10m
                  - rolled back after 5m
                never: [ promote ]
                """);

        var back = scenario.expect().get(0);
        assertThat(back.decision()).contains(DecisionKind.STEP_BACK);
        assertThat(back.weight()).contains(new Weight(5));
        assertThat(back.nth()).isEqualTo(2);
        assertThat(back.within()).isEqualTo(new Stretch(Duration.ofHours(1), Duration.ofHours(2)));
        assertThat(back.because()).contains("p95 > 1s");
        assertThat(scenario.expect().get(1).name()).contains("open-incident");
        assertThat(scenario.expect().get(2).phase()).isPresent();
        assertThat(scenario.never().get(0).within()).isEqualTo(Stretch.ALWAYS);
    }

    @Test
    void peopleMeasurementsAndTheExecutorAreRead() {
        PlannedScenario scenario = only("""
                scenario: one
                like: world.yaml
                measurements:
                  - { gauge: wal.lag, is: 12MB .. 20MB, every: 15s, from: 1m, to: 2m }
                  - { alert: Down, severity: critical, from: 3m }
                people:
                  - 10m after asked approve release-manager
                  - never after asked tick night
                executor:
                  - { runbook: check, outcome: succeeds, after: 1m, results: { upsert.p95: 0.018 } }
                  - { shifts: does not converge, from: 5m }
                gateStops: [ 20m .. 30m ]
                late: [ { of: canary, from: 1m, to: 2m, by: 30s } ]
                expect: [ completed ]
                """);

        var lag = scenario.happens().figures().get(0);
        assertThat(lag.kind()).isEqualTo(Measurement.Kind.GAUGE);
        assertThat(lag.first()).contains(12e6);
        assertThat(lag.last()).contains(20e6);
        assertThat(scenario.happens().figures().get(1).labels()).containsEntry("severity", "critical");
        assertThat(scenario.happens().deeds().get(1))
                .isEqualTo(new Deed(Duration.ofMinutes(10), true, Deed.Kind.APPROVE, "release-manager"));
        assertThat(scenario.happens().deeds().get(2).at()).isEqualTo(Stretch.FOR_EVER);
        assertThat(scenario.happens().conduct().get(0).results()).containsEntry("upsert.p95", "0.018");
        assertThat(scenario.happens().conduct().get(1).answer()).isEqualTo(Answer.DOES_NOT_CONVERGE);
        assertThat(scenario.happens().gateStops())
                .containsExactly(new Stretch(Duration.ofMinutes(20), Duration.ofMinutes(30)));
        assertThat(scenario.happens().late().get(0).by()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWorldHoldsNoScenario() {
        assertThat(read(WORLD)).isEqualTo(new Parsed.Valid<>(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: [ rolback by 5m ]                  | this word is not known here                    | rollback",
                "expect: [ rollback by 5 ]                  | a duration needs a unit                        | 5s",
                "expect: [ rollback between 5m and 1m ]     | the end of this stretch is not after its beginning |",
                "expect: [ promote to 150% ]                | this is no weight                              |",
                "expect: [ completed ], people: [ 5m aprove x ] | this word is not known here                | approve",
                "expect: [ completed ], people: [ 5m approve ] | a name is missing                           |",
                "expect: [ completed ], traffic: [ { of: canry } ] | this word is not known here             | canary",
                "expect: [ completed ], traffic: [ { of: both, rate: 20 } ] | this is no rate                |",
                "expect: [ completed ], traffic: [ { of: both, errors: 200% } ] | this is no share           |",
                "expect: [ completed ], measurements: [ { is: 4 } ] | a measurement is of one kind           |",
                "expect: [ completed ], measurements: [ { alert: x } ] | an alert has a severity             |",
                "expect: [ completed ], executor: [ { shifts: fail } ] | this word is not known here         | fails",
                "expect: [ completed ], traffic: [ { of: both, from: 5m, to: 4m } ] | it is over before it begins |",
                "lasts: 3h                                  | nothing is expected of this scenario           |",
                "expect: [ completed ], begins: tomorrow    | this is no time                                |",
                "expect: [ completed ], wether: fine        | `wether` is not a field of a file of scenarios |"
            })
    void aMistakeIsToldWithItsPlaceAndTheNearestWord(String fields, String message, String nearest) {
        Parsed<List<PlannedScenario>> parsed = read("{ scenario: one, like: world.yaml, " + fields + " }");

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        Problem first = parsed.problems().get(0);
        assertThat(first.message()).isEqualTo(message);
        assertThat(first.line()).isEqualTo(1);
        assertThat(first.column()).isPositive();
        if (nearest != null) {
            assertThat(first.suggestion()).contains(nearest);
        }
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        Parsed<List<PlannedScenario>> parsed =
                ScenarioReader.read("x.yaml", "{ scenario: a, like: other.yaml }", name -> Optional.empty());

        assertThat(parsed.problems().get(0).message()).isEqualTo("this file is not there");
    }

    private static PlannedScenario only(String yaml) {
        Parsed<List<PlannedScenario>> parsed = read(yaml);
        assertThat(parsed.problems()).isEmpty();
        return ((Parsed.Valid<List<PlannedScenario>>) parsed).value().get(0);
    }

    private static Parsed<List<PlannedScenario>> read(String yaml) {
        return ScenarioReader.read("x.yaml", yaml, name -> Optional.of(WORLD));
    }
}
