package dev.headgate.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.cli.diff.Change.Sort;
import dev.headgate.cli.explain.PlannedPolicy;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTest {
    private static final String POLICY = """
            policy: checkout
            window: 60s
            minRequests: 100
            stop:
              - errorRate > 10% for 1m -> rollback critical
              - p95 > 500ms -> hold warning
              - errorRate worse than baseline by 0.2 points -> rollback
              - slo 99.9% burns > 14.4x over 1h -> rollback
              - no success for 2m -> rollback
            stages:
              - weight: 5%
                hold: 30m .. 2h
                settle: 2m
                advance: [ errorRate < 0.5% min 600, p95 not worse than baseline by 20% ]
                onFailure: rollback
              - weight: 100%
                watch: 24h
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errorRate > 10% | errorRate > 5% | the limit is 5 % instead of 10 % | STRICTER",
                "errorRate > 10% | errorRate > 20% | the limit is 20 % instead of 10 % | LOOSER",
                "errorRate < 0.5% | errorRate < 1% | the limit is 1 % instead of 0.5 % | LOOSER",
                "errorRate < 0.5% | errorRate < 0.1% | the limit is 0.1 % instead of 0.5 % | STRICTER",
                "p95 > 500ms | p95 > 1s | the limit is 1s instead of 500ms | LOOSER",
                "for 1m | for 5m | it must be true for 5m instead of 1m | LOOSER",
                "hold warning | rollback warning | it rolls back instead of: it keeps it from advancing | STRICTER",
                "hold warning | notify warning | it tells people instead of | LOOSER",
                "hold warning | hold critical | critical instead of warning | OTHER",
                "0.2 points | 0.5 points | the margin is 0.5 points instead of 0.2 points | LOOSER",
                "by 20% | by 10% | the margin is 10 % instead of 20 % | STRICTER",
                "14.4x | 6x | a burn of more than 0.6 % failures instead of 1.44 % | STRICTER",
                "no success for 2m | no success for 30s | after 30s instead of 2m | STRICTER",
                "min 600 | min 1000 | from 1000 requests on instead of 600 requests | SLOWER",
                "hold: 30m .. 2h | hold: 15m .. 2h | the minimum hold is 15m instead of 30m | FASTER",
                "hold: 30m .. 2h | hold: 30m .. 4h | the maximum hold is 4h instead of 2h | LOOSER",
                "settle: 2m | settle: 1m | the settle time is 1m instead of 2m | STRICTER",
                "weight: 5% | weight: 10% | the weight is 10% instead of 5% | LOOSER",
                "onFailure: rollback | onFailure: hold | stays at its weight and tells people | LOOSER",
                "policy: checkout | mode: observe\\npolicy: checkout | nothing is carried out any more | LOOSER",
                "window: 60s | window: 30s | look at 30s instead of 1m | OTHER",
                "minRequests: 100 | minRequests: 200 | need 200 requests instead of 100 | SLOWER",
                "watch: 24h | watch: 12h | complete after 12:30 at the earliest instead of 1 d 0:30 | FASTER",
            })
    void aChangeIsSaidWithItsDirection(String before, String after, String sentence, Sense sense) {
        List<Change> changes =
                PolicyDiff.of(policy(POLICY), policy(POLICY.replace(before, after.replace("\\n", "\n"))));

        assertThat(changes).as("%s", changes).anySatisfy(change -> {
            assertThat(change.sentence()).contains(sentence);
            assertThat(change.sense()).isEqualTo(sense);
            assertThat(change.sort()).isEqualTo(Sort.CHANGED);
        });
    }

    @Test
    void layoutAndCommentsDoNotCount() {
        assertThat(PolicyDiff.of(
                        policy(POLICY), policy("# a comment\n" + POLICY.replace("[ errorRate", "[  errorRate"))))
                .isEmpty();
        assertThat(PolicyDiff.of(PlannedPolicy.whole(), PlannedPolicy.whole())).isEmpty();
    }

    @Test
    void aLineThatIsNewStopsMoreAndOneThatIsGoneLess() {
        Policy shorter = policy(POLICY.replace("  - no success for 2m -> rollback\n", ""));

        assertThat(PolicyDiff.of(policy(POLICY), shorter))
                .containsExactly(
                        new Change("stop", Sort.REMOVED, "`no success for 2m` is gone: it rolls back", Sense.LOOSER));
        assertThat(PolicyDiff.of(shorter, policy(POLICY)))
                .containsExactly(
                        new Change("stop", Sort.ADDED, "`no success for 2m` is new: it rolls back", Sense.STRICTER));
    }

    @Test
    void aStageThatIsNewTakesItsTime() {
        String stages = """
                - weight: 50%
                  hold: 1h
                  advance: [ errorRate < 0.5% ]
                - weight: 100%""".indent(2).stripTrailing();
        Policy longer = policy(POLICY.replace("  - weight: 100%", stages));

        assertThat(PolicyDiff.of(policy(POLICY), longer))
                .contains(new Change("stage 50%", Sort.ADDED, "the stage is new, and lasts 1h at least", Sense.SLOWER))
                .allMatch(change -> List.of("stage 50%", "in all").contains(change.where()));
        assertThat(PolicyDiff.of(longer, policy(POLICY)))
                .anyMatch(change -> change.sort() == Sort.REMOVED && change.sense() == Sense.FASTER);
    }

    @Test
    void peopleWhoAreNotNeededOrToldAnyMoreAreNamed() {
        Policy whole = PlannedPolicy.whole();
        Policy fewer = whole.with(procedure(whole.procedure(), List.of(), List.of()));

        assertThat(PolicyDiff.of(whole, fewer))
                .allMatch(change -> change.sense() == Sense.FEWER_PEOPLE)
                .extracting(Change::sentence)
                .containsExactly(
                        "to be ticked: go-live/tests-passed by anybody",
                        "to be ticked: go-live/audit by security, with evidence",
                        "told: on-call of what is critical at once",
                        "told: lead of what is critical after 15m during Sun 02:00-04:00 UTC",
                        "told: chat of what is critical after 15m during Sun 02:00-04:00 UTC");
        assertThat(PolicyDiff.of(fewer, whole)).allMatch(change -> change.sense() == Sense.MORE_PEOPLE);
    }

    @Test
    void somebodyWhoIsToldLaterIsToldOtherwise() {
        Policy whole = PlannedPolicy.whole();
        Escalation later = new Escalation(
                Severity.CRITICAL,
                Optional.of(Duration.ofMinutes(5)),
                List.of(new Escalation.Level(Duration.ofMinutes(10), List.of("on-call"), List.of())));
        Policy slower =
                whole.with(procedure(whole.procedure(), whole.procedure().checklists(), List.of(later)));

        assertThat(PolicyDiff.of(whole, slower))
                .extracting(Change::sentence)
                .contains("told: on-call of what is critical after 10m");
    }

    @Test
    void hoursThatAreClosedAreStricter() {
        Policy whole = PlannedPolicy.whole();
        Policy always = whole.with(calendar(whole.procedure(), Optional.empty()));

        assertThat(PolicyDiff.of(always, whole))
                .extracting(Change::sentence)
                .containsExactly("allowed hours Sun 02:00-04:00 UTC", "other hours are closed to it");
        assertThat(PolicyDiff.of(whole, always))
                .extracting(Change::sentence)
                .contains("it may start and advance at any hour");
    }

    private static Procedure procedure(Procedure of, List<Checklist> checklists, List<Escalation> escalations) {
        return new Procedure(
                of.service(),
                of.startOnNewVersion(),
                of.calendar(),
                checklists,
                of.onStart(),
                of.onRollback(),
                of.onComplete(),
                of.afterRollback(),
                escalations,
                of.reports(),
                of.train());
    }

    private static Procedure calendar(Procedure of, Optional<Calendar> calendar) {
        return new Procedure(
                of.service(),
                of.startOnNewVersion(),
                calendar,
                of.checklists(),
                of.onStart(),
                of.onRollback(),
                of.onComplete(),
                of.afterRollback(),
                of.escalations(),
                of.reports(),
                of.train());
    }

    private static Policy policy(String text) {
        if (PolicyReader.read("test", text) instanceof Parsed.Valid<Policy> valid) {
            return valid.value();
        }
        throw new AssertionError(
                "the policy may not be used: " + PolicyReader.read("test", text).problems());
    }
}
