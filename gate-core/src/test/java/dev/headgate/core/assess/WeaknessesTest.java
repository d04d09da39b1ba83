package dev.headgate.core.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Policies;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeaknessesTest {

    private static final Truth WELL = new Truth(0.001, new LatencySketch(), 50_000, true);
    private static final Truth FAILING = new Truth(0.2, new LatencySketch(), 50_000, true);
    private static final Truth SILENT = new Truth(0.001, new LatencySketch(), 50_000, false);

    private static final Criterion LIMIT = Policies.errorRate(Operator.GREATER, 0.1);
    private static final Criterion LAST_WEEK = Policies.worseThanPast(new Measure.ErrorRate(), new Margin.None(), true);
    private static final Criterion NO_SUCCESS = Policies.noSuccess(300);
    private static final Criterion BURNING = Policies.burns(0.999, 14.4, Duration.ofHours(1), Optional.empty());

    @Test
    void aSilenceThatNoLineSeesAsksForALineOnSuccess() {
        assertThat(missed(policy(Effect.ROLLBACK, LIMIT), SILENT, Map.of()).remedy())
                .contains("add `no success for 2m` under `stop`")
                .doesNotContain("lower a limit", "compare");
    }

    @Test
    void aSilenceThatIsOnlyToldOfAsksThatTheLineRollsBack() {
        assertThat(missed(policy(Effect.NOTIFY, NO_SUCCESS), SILENT, Map.of()).remedy())
                .contains("does not roll back (notify)", "`no success for 300s -> rollback`");
    }

    @Test
    void aRegressionThatSpeaksStillAsksForALowerLimit() {
        assertThat(missed(policy(Effect.NOTIFY, LIMIT), FAILING, Map.of()).remedy())
                .contains("lower a limit");
    }

    @Test
    void moreTimeIsNotAskedForWhereASimulationDoesNotKnowLastWeek() {
        Weakness missed =
                missed(policy(Effect.ROLLBACK, LAST_WEEK), FAILING, undecided(LAST_WEEK, UndecidedCause.NO_PAST));

        assertThat(missed.remedy())
                .contains("a simulation does not know last week", "mode: observe")
                .doesNotContain("more requests", "longer hold");
    }

    @Test
    void aLineBesideOneOfLastWeekIsStillToldWhatItNeeds() {
        Policy both = policy(Effect.ROLLBACK, LIMIT, LAST_WEEK);

        assertThat(missed(both, FAILING, undecided(LAST_WEEK, UndecidedCause.NO_PAST))
                        .remedy())
                .startsWith("`" + LIMIT.text() + "` is true of it and may need more requests")
                .contains("`" + LAST_WEEK.text() + "` is true of it, but a simulation does not know last week");
    }

    @Test
    void aLineOfLastWeekThatLackedRequestsIsToldSo() {
        Weakness missed = missed(
                policy(Effect.ROLLBACK, LAST_WEEK), FAILING, undecided(LAST_WEEK, UndecidedCause.TOO_FEW_REQUESTS));

        assertThat(missed.remedy()).contains("may need more requests").doesNotContain("simulation");
    }

    @Test
    void aTriggerHappyBurnRateIsNotToldToStateAConfidence() {
        assertThat(triggerHappy(BURNING).remedy())
                .isEqualTo("Raise the rate or `min`, look `over` a longer window, or ask for it `for` a while.");
        assertThat(triggerHappy(Policies.holding(BURNING, Duration.ofMinutes(1)))
                        .remedy())
                .endsWith("ask for it `for` longer.");
        assertThat(triggerHappy(LIMIT).remedy()).contains("with 99% confidence");
    }

    private static Weakness triggerHappy(Criterion line) {
        Map<LineKey, LineRecord> failed =
                Map.of(key(line), new LineRecord(false, true, false, Judgement.FAIL, UndecidedCause.NONE, 100));
        AssessedCase healthy = new AssessedCase("healthy", WELL, List.of(run(End.ROLLED_BACK, failed)));
        return Weaknesses.of(policy(Effect.ROLLBACK, line), healthy, List.of()).stream()
                .filter(each -> each.kind() == Weakness.Kind.TRIGGER_HAPPY)
                .findFirst()
                .orElseThrow();
    }

    private static Weakness missed(Policy policy, Truth truth, Map<LineKey, LineRecord> said) {
        AssessedCase healthy = new AssessedCase("healthy", WELL, List.of(run(End.COMPLETED, Map.of())));
        AssessedCase regression =
                new AssessedCase("regression", truth, List.of(run(End.COMPLETED, said), run(End.COMPLETED, said)));
        return Weaknesses.of(policy, healthy, List.of(regression)).stream()
                .filter(each -> each.kind() == Weakness.Kind.MISSED)
                .findFirst()
                .orElseThrow();
    }

    private static Map<LineKey, LineRecord> undecided(Criterion line, UndecidedCause cause) {
        return Map.of(key(line), new LineRecord(false, false, false, Judgement.UNDECIDED, cause, 100));
    }

    private static LineKey key(Criterion line) {
        return new LineKey(CriterionList.STOP, line.text());
    }

    private static RunRecord run(End end, Map<LineKey, LineRecord> lines) {
        return new RunRecord(
                end,
                true,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                end == End.COMPLETED,
                7,
                Optional.empty(),
                100,
                lines);
    }

    private static Policy policy(Effect effect, Criterion... stop) {
        return Policies.policy(
                Stream.of(stop).map(line -> Policies.stop(line, effect)).toList(), Policies.stage(100, 60, List.of()));
    }
}
