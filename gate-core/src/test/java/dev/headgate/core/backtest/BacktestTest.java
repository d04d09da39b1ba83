package dev.headgate.core.backtest;

import static dev.headgate.core.backtest.RecordedTraffic.BEGINNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Policies;
import dev.headgate.core.scenario.VirtualGate;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {

    private static final String BASELINE = "1.0";
    private static final String CANARY = "1.1";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decidesAsTheGateDoesThatIsGivenTheSameSeconds(long seed) {
        SortedMap<Long, List<SeriesSecond>> seconds = recording(seed, 300, 10, second -> second > 200 ? 0.3 : 0);
        VirtualGate gate = new VirtualGate("shop", GateSettings.DEFAULTS);
        List<Decision> live = new ArrayList<>();
        seconds.forEach((second, parts) -> {
            if (second == BEGINNING + 60) {
                // The recording was never moved by this policy: its shares are not the weights.
                gate.start(start(second), Policies.weightOf(policy(Mode.ENFORCE), WeightOf.USERS));
            }
            live.addAll(gate.second(second, parts).decisions());
        });

        PolicyOutcome outcome = only(backtest(seconds, policy(Mode.ENFORCE)));

        assertThat(outcome.decisions()).isEqualTo(live);
        assertThat(live).extracting(Decision::kind).contains(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
    }

    @Test
    void theVersionThatComesLaterIsTheCanaryAndStartsTheRollout() {
        BacktestResult result = backtest(recording(1, 120, 10, second -> 0), policy(Mode.ENFORCE));

        assertThat(result.canary()).isEqualTo(CANARY);
        assertThat(result.baseline()).isEqualTo(BASELINE);
        assertThat(result.startSecond()).isEqualTo(BEGINNING + 60);
        assertThat(result.requests()).containsOnlyKeys(CANARY, BASELINE);
    }

    @Test
    void anObservedPolicyIsJudgedAsIfItWereEnforced() {
        SortedMap<Long, List<SeriesSecond>> seconds = recording(1, 300, 10, second -> 0);

        assertThat(only(backtest(seconds, policy(Mode.OBSERVE))).weights())
                .isEqualTo(only(backtest(seconds, policy(Mode.ENFORCE))).weights())
                .isNotEmpty();
    }

    @Test
    void whatAgreesWithTheRecordingIsNotHypothetical() {
        PolicyOutcome outcome = only(backtest(recording(1, 100, 10, second -> 0), policy(Mode.ENFORCE)));

        assertThat(outcome.divergence()).isEmpty();
        assertThat(outcome.decisions()).noneMatch(outcome::hypothetical);
    }

    @Test
    void afterARollbackThatTheRecordingDoesNotShowEverythingIsHypothetical() {
        PolicyOutcome outcome =
                only(backtest(recording(1, 400, 10, second -> second > 80 ? 0.5 : 0), policy(Mode.ENFORCE)));

        Decision rollback = outcome.decisions().get(outcome.decisions().size() - 1);
        assertThat(rollback.kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(outcome.hypothetical(rollback)).isFalse();
        assertThat(outcome.divergence()).hasValueSatisfying(found -> {
            assertThat(found.since()).isEqualTo(rollback.evaluatedAt());
            assertThat(found.why()).contains("rollback to 0%", "had 10.0%");
        });
        assertThat(outcome.hypothetical(rollback.evaluatedAt().plusSeconds(1))).isTrue();
    }

    @Test
    void aShareOtherThanDecidedMakesTheDecisionsAfterItHypothetical() {
        PolicyOutcome outcome = only(backtest(recording(1, 400, 30, second -> 0), policy(Mode.ENFORCE)));

        assertThat(outcome.divergence())
                .hasValueSatisfying(found -> assertThat(found.why()).contains("promote to 10%", "had 30.0%"));
        assertThat(outcome.hypothetical(outcome.decisions().get(0))).isFalse();
        assertThat(outcome.decisions().stream().skip(1)).isNotEmpty().allMatch(outcome::hypothetical);
    }

    @Test
    void comparisonsLeaveTheirEvidenceBehind() {
        PolicyOutcome outcome = only(backtest(recording(1, 200, 10, second -> 0), policy(Mode.ENFORCE)));

        assertThat(outcome.evidence()).hasSize(1);
        assertThat(outcome.evidence().get(0).points())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.bar()).isGreaterThan(1));
    }

    @Test
    void aLongRecordingIsKeptInAFewHundredBucketsThatHoldEverything() {
        BacktestResult result = backtest(recording(1, 5_000, 10, second -> 0), policy(Mode.ENFORCE));

        assertThat(result.history()).hasSizeBetween(120, 240);
        assertThat(result.history().stream()
                        .flatMap(bucket -> bucket.of(BASELINE).stream())
                        .mapToLong(VersionTotals::requests)
                        .sum())
                .isEqualTo(result.requests().get(BASELINE));
    }

    @Test
    void oneVersionAloneStartsNothing() {
        Backtest backtest = fresh(policy(Mode.ENFORCE));
        backtest.second(BEGINNING, List.of(new RecordedTraffic(1).part(BASELINE, BEGINNING, 5, 0)));

        assertThat(backtest.result()).isEmpty();
        assertThat(backtest.versionsSeen()).containsExactly(BASELINE);
    }

    private interface ErrorRate {
        double in(long second);
    }

    /** The baseline alone for a minute, then the canary beside it with its share of 100 requests a second. */
    private static SortedMap<Long, List<SeriesSecond>> recording(long seed, int length, int share, ErrorRate errors) {
        RecordedTraffic traffic = new RecordedTraffic(seed);
        TreeMap<Long, List<SeriesSecond>> seconds = new TreeMap<>();
        for (int i = 0; i < length; i++) {
            long second = BEGINNING + i;
            List<SeriesSecond> parts = new ArrayList<>();
            parts.add(traffic.part(BASELINE, second, i < 60 ? 100 : 100 - share, 0));
            if (i >= 60) {
                parts.add(traffic.part(CANARY, second, share, errors.in(i)));
            }
            seconds.put(second, parts);
        }
        return seconds;
    }

    private static BacktestResult backtest(SortedMap<Long, List<SeriesSecond>> seconds, Policy policy) {
        Backtest backtest = fresh(policy);
        seconds.forEach(backtest::second);
        return backtest.result().orElseThrow();
    }

    private static Backtest fresh(Policy policy) {
        return new Backtest(
                "shop",
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(new JudgedPolicy(text(), policy)));
    }

    private static PolicyOutcome only(BacktestResult result) {
        assertThat(result.outcomes()).hasSize(1);
        return result.outcomes().get(0);
    }

    private static StartRollout start(long second) {
        var header = new CommandHeader(
                "start", "backtest", "shop", "backtest", "backtest", Instant.ofEpochSecond(second), "");
        return new StartRollout(header, CANARY, BASELINE, text());
    }

    private static PolicyText text() {
        return new PolicyText("policy.yaml", "", "0");
    }

    private static Policy policy(Mode mode) {
        return new Policy(
                "tried",
                mode,
                Duration.ofSeconds(30),
                20,
                List.of(
                        new StopLine(Policies.errorRate(Operator.GREATER, 0.1), Effect.ROLLBACK, Severity.CRITICAL),
                        new StopLine(
                                Policies.worse(new Measure.ErrorRate(), new Margin.Points(0)),
                                Effect.ROLLBACK,
                                Severity.CRITICAL)),
                List.of(
                        stage(new Weight(10), Duration.ofSeconds(60)),
                        stage(new Weight(50), Duration.ofSeconds(60)),
                        stage(Weight.ALL, Duration.ofSeconds(60))),
                "shift-traffic",
                "shift-traffic",
                Duration.ofSeconds(60));
    }

    private static Stage stage(Weight weight, Duration hold) {
        return new Stage(
                weight,
                hold,
                Optional.empty(),
                Duration.ZERO,
                List.of(Policies.errorRate(Operator.LESS, 0.2)),
                List.of(),
                Response.ROLLBACK);
    }
}
