package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.WeeklyHours;
import dev.headgate.schemas.model.Weight;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One policy with every word, and what the records say of it; the same in objects. */
class WholeLanguageTest {

    private static final String LINES = PublishedSchema.resource("whole-language.yaml");
    private static final String OBJECTS = PublishedSchema.resource("whole-language-objects.yaml");
    private static final Policy POLICY = valid("whole-language.yaml", LINES);

    @Test
    void whatSurroundsThePolicyIsRead() {
        Procedure procedure = POLICY.procedure();

        assertThat(procedure.service()).contains("checkout");
        assertThat(procedure.startOnNewVersion()).isTrue();
        assertThat(procedure.onStart()).containsExactly("notify-stakeholders");
        assertThat(procedure.onRollback()).containsExactly("open-incident");
        assertThat(procedure.onComplete()).containsExactly("lock-in");
        assertThat(procedure.train()).contains(new Train("shop-and-cart", List.of("checkout", "cart")));
        assertThat(procedure.reports())
                .containsExactly(new Digest(Duration.ofHours(1), Optional.of(Duration.ofHours(72)), Optional.empty()));
    }

    @Test
    void theCalendarHasHoursByTheClockOfAPlace() {
        assertThat(POLICY.procedure().calendar()).hasValueSatisfying(calendar -> {
            assertThat(calendar.allow())
                    .containsExactly(
                            new WeeklyHours(
                                    Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                                    LocalTime.MIDNIGHT,
                                    LocalTime.MIDNIGHT,
                                    ZoneId.of("UTC")),
                            new WeeklyHours(
                                    Set.of(DayOfWeek.values()),
                                    LocalTime.of(9, 0),
                                    LocalTime.of(8, 59),
                                    ZoneId.of("Europe/Berlin")),
                            new WeeklyHours(
                                    Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
                                    LocalTime.of(0, 0),
                                    LocalTime.of(12, 30),
                                    ZoneId.of("UTC")));
            assertThat(calendar.onWindowClose())
                    .isEqualTo(Response.ask("lead", Duration.ofMinutes(10), Effect.ROLLBACK));
        });
    }

    @Test
    void aChecklistsItemIsASentenceWithRoleAndEvidence() {
        assertThat(POLICY.procedure().checklists())
                .containsExactly(new Checklist(
                        "go-live",
                        List.of(
                                new Checklist.Item(
                                        "tests-passed", "more than 95 % of the tests passed", "anybody", false),
                                new Checklist.Item(
                                        "audit", "security audit without critical findings", "security", true))));
    }

    @Test
    void anEscalationHasLevelsWithTimesNamesAndHours() {
        assertThat(POLICY.procedure().escalations())
                .containsExactly(
                        new Escalation(
                                Severity.CRITICAL,
                                Optional.of(Duration.ofMinutes(5)),
                                List.of(
                                        new Escalation.Level(Duration.ZERO, List.of("on-call"), List.of()),
                                        new Escalation.Level(Duration.ofMinutes(15), List.of("lead"), List.of()),
                                        new Escalation.Level(
                                                Duration.ofMinutes(60), List.of("cto", "chat"), List.of()))),
                        new Escalation(
                                Severity.P3,
                                Optional.empty(),
                                List.of(new Escalation.Level(
                                        Duration.ZERO,
                                        List.of("team"),
                                        List.of(new WeeklyHours(
                                                Set.of(
                                                        DayOfWeek.MONDAY,
                                                        DayOfWeek.TUESDAY,
                                                        DayOfWeek.WEDNESDAY,
                                                        DayOfWeek.THURSDAY,
                                                        DayOfWeek.FRIDAY),
                                                LocalTime.of(9, 0),
                                                LocalTime.of(17, 0),
                                                ZoneId.of("UTC")))))));
    }

    @Test
    void eachStopLineHasItsResponseAndSeverity() {
        assertThat(POLICY.stop())
                .extracting(StopLine::response)
                .containsExactly(
                        Response.ROLLBACK,
                        Response.ROLLBACK,
                        Response.mitigate("lower-concurrency"),
                        Responses.rollbackWith("restore-database"),
                        Responses.notifying("on-call"),
                        Response.NOTIFY,
                        Response.ask("release-manager", Duration.ofMinutes(10), Effect.ROLLBACK),
                        Response.ROLLBACK,
                        Response.HOLD,
                        Response.STEP_BACK);
        assertThat(POLICY.stop())
                .extracting(StopLine::severity)
                .containsExactly(
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.WARNING,
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.P3,
                        Severity.INFO);
        assertThat(POLICY.stop().get(8).criterion().claim()).isEqualTo(new Claim.Done(false));
    }

    @Test
    void whatMustBecomeTrueAfterARollbackHasATimeAndAnAlternative() {
        assertThat(POLICY.procedure().afterRollback())
                .extracting(AfterRollback::within, AfterRollback::otherwise)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Duration.ofMinutes(5), Response.NOTIFY),
                        org.assertj.core.groups.Tuple.tuple(Duration.ofMinutes(10), Responses.notifying("lead")));
    }

    @Test
    void whatSurroundsAStageIsRead() {
        Stage first = POLICY.stages().get(0);

        assertThat(first.procedure().parameters()).isEqualTo(Map.of("cohort", "staff"));
        assertThat(first.procedure().enter())
                .extracting(Criterion::text)
                .containsExactly(
                        "checklist go-live",
                        "approval of release-managers",
                        "hook smoke-tests",
                        "hook db-check output upsert.p95 <= 20ms",
                        "no alert critical");
        assertThat(first.procedure().during()).singleElement().satisfies(hook -> {
            assertThat(hook.hook().text()).isEqualTo("hook health-check");
            assertThat(hook.every()).isEqualTo(Duration.ofSeconds(30));
        });
        assertThat(first.procedure().exit()).hasSize(2);
        assertThat(first.procedure().decideBy()).contains(Duration.ofHours(1));
        assertThat(first.procedure().reports())
                .containsExactly(
                        new Digest(Duration.ofMinutes(15), Optional.empty(), Optional.of("ops")),
                        new Digest(Duration.ofDays(1), Optional.empty(), Optional.empty()));
        assertThat(first.onFailure())
                .isEqualTo(Response.ask("release-manager", Duration.ofMinutes(10), Effect.ROLLBACK));
        assertThat(first.procedure().onDeadline()).isEqualTo(Response.ROLLBACK);
        assertThat(first.stop().get(0).criterion().measure()).isInstanceOf(Measure.All.class);
    }

    @Test
    void aRampHasAFirstWeightAndATimeAndAScoreWeighsTheLines() {
        Stage ramp = POLICY.stages().get(1);

        assertThat(ramp.weight()).isEqualTo(new Weight(50));
        assertThat(ramp.procedure().ramp()).contains(new Ramp(new Weight(10), Duration.ofHours(2)));
        assertThat(ramp.minimumHold()).isEqualTo(Duration.ofHours(2));
        assertThat(ramp.onFailure()).isEqualTo(Response.STEP_BACK);
        assertThat(ramp.procedure().score())
                .contains(new Score(
                        90,
                        75,
                        List.of(
                                new Score.LineWeight(3, false),
                                new Score.LineWeight(1, true),
                                new Score.LineWeight(2, true),
                                new Score.LineWeight(1, false))));
    }

    /** Objects are written as the lines that say the same, so that verdicts read alike. */
    @Test
    void theSamePolicyInObjectsMeansTheSame() {
        Policy objects = valid("whole-language-objects.yaml", OBJECTS);

        assertThat(objects.procedure()).isEqualTo(POLICY.procedure());
        assertThat(objects.stop()).isEqualTo(POLICY.stop());
        IntStream.range(0, POLICY.stages().size()).forEach(stage -> {
            assertThat(objects.stages().get(stage).advance())
                    .containsExactlyElementsOf(POLICY.stages().get(stage).advance());
            assertThat(objects.stages().get(stage)).isEqualTo(POLICY.stages().get(stage));
        });
    }

    private static Policy valid(String name, String yaml) {
        Parsed<Policy> parsed = PolicyReader.read(name, yaml);
        assertThat(parsed.problems())
                .as(Problem.render(parsed.problems(), false))
                .isEmpty();
        return ((Parsed.Valid<Policy>) parsed).value();
    }
}
