package dev.headgate.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.CriterionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a rollout of two stages that takes four minutes. */
class ShownLinesTest {

    private static final String POLICY = """
            policy: small
            service: shop
            window: 10s
            minRequests: 10
            runbooks: { shift: shift-traffic, rollback: back }
            checklists: { go: [ ready: everything is ready ] }
            stop: [ errorRate > 20% -> rollback ]
            stages:
              - weight: 50%
                enter: [ checklist go ]
                hold: 1m .. 2m
                advance: [ errorRate < 5%, p95 < 500ms ]
                onDeadline: rollback
              - { weight: 100%, watch: 1m, advance: [ errorRate < 5% ] }
            """;
    private static final String WORLD = """
            scenario: a small one
            policy: policy.yaml
            service: shop
            lasts: 6m
            traffic: [ { of: both, rate: 50/s, errors: 0.1%, median: 50ms, spread: 0.3 } ]
            people: [ 0s start, 5s after asked tick go ]
            executor: [ { shifts: succeeds, after: 1s }, { rollbacks: succeeds, after: 1s } ]
            cases:
              - case: a trouble
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void aPolicy() throws IOException {
        Files.writeString(directory.resolve("policy.yaml"), POLICY);
    }

    @Test
    void aLineIsShownWhenItAloneLedToWhatWasExpectedInTime() throws IOException {
        assertThat(shown("""
                    traffic: [ { of: canary, median: 600ms } ]
                    expect: [ rollback between 2m and 3m because p95 < 500ms ]
                """)).containsExactly(new PlanLine("policy.yaml", 0, CriterionList.ADVANCE, "p95 < 500ms"));
    }

    @Test
    void noneIsShownWhereNoCauseOrNoBoundIsExpected() throws IOException {
        assertThat(shown("""
                    traffic: [ { of: canary, median: 600ms } ]
                    expect: [ rollback between 2m and 3m, rollback because p95 < 500ms ]
                """)).isEmpty();
    }

    @Test
    void noneIsShownWhereAnotherLineFailsTooThatLeadsToAsMuch() throws IOException {
        assertThat(shown("""
                    traffic: [ { of: canary, median: 600ms, errors: 9% } ]
                    expect: [ rollback between 2m and 3m because errorRate < 5% ]
                """)).isEmpty();
    }

    @Test
    void noneIsShownByAScenarioThatDoesNotEndAsItSays() throws IOException {
        assertThat(shown("""
                    traffic: [ { of: canary, median: 600ms } ]
                    expect: [ rollback between 2m and 3m because p95 < 500ms ]
                    never: [ rollback ]
                """)).isEmpty();
    }

    @Test
    void whatPeopleDoNotDoIsShownByWhatNeverComesOfIt() throws IOException {
        assertThat(shown("""
                    people: [ never after asked tick go ]
                    expect: [ preparing by 1s ]
                    never: [ promote ]
                """)).containsExactly(new PlanLine("policy.yaml", 0, CriterionList.ENTER, "checklist go"));
    }

    @Test
    void noneIsShownWhereNothingWouldHaveComeAnyway() throws IOException {
        assertThat(shown("""
                    people: [ never after asked tick go ]
                    lasts: 1s
                    expect: [ preparing by 1s ]
                    never: [ promote ]
                """)).isEmpty();
    }

    private Set<PlanLine> shown(String trouble) throws IOException {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, WORLD + trouble);
        ScenarioSource.Read read = ScenarioSource.read(List.of(file));
        assertThat(read.problems()).isEmpty();
        ScenarioOutcome outcome = ScenarioOutcome.of(read.scenarios().get(0));
        return ShownLines.of(outcome, () -> new Undisturbed().of(outcome.source()));
    }
}
