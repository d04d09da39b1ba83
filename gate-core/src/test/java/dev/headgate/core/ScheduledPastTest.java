package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.StartRollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A rollout that was put off is compared with the hour before it begins, not with the one before it was asked for. */
class ScheduledPastTest {

    private static final Instant NOW = Scenario.BEGINNING;
    private static final Duration WAIT = Duration.ofHours(2);
    private static final String POOL = "db.pool";

    /** 50 % more than its mean of the hour before at most. */
    private static final Policy POLICY = Policies.policy(
            List.of(),
            Doings.entering(Policies.stage(10, 10, List.of()), asBefore()),
            Policies.stage(100, 10, List.of()));

    private ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
    private final List<Decision> decisions = new ArrayList<>();

    @Test
    void theHourBeforeItBeginsIsWhatItIsComparedWith() {
        StartRollout start = Scenario.startOf(POLICY, "c1", "r1").notBefore(NOW.plus(WAIT));
        tick(NOW, new Input.CommandInput(7, start, Optional.of(new ParsedPolicy.Usable(POLICY))));

        goOn(20, 3_600, 0.9);
        goOn(3_620, 7_180, 0.1);
        goOn(7_200, 7_240, 0.12);

        assertThat(decisions).extracting(Decision::kind).containsExactly(DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(decisions.get(1).evaluatedAt()).isEqualTo(NOW.plus(WAIT));
    }

    @Test
    void whatIsFarAboveItDoesNotEnterAlsoAfterARestartWhileItWaits() {
        StartRollout start = Scenario.startOf(POLICY, "c1", "r1").notBefore(NOW.plus(WAIT));
        tick(NOW, new Input.CommandInput(7, start, Optional.of(new ParsedPolicy.Usable(POLICY))));

        goOn(20, 3_600, 0.9);
        goOn(3_620, 5_000, 0.1);
        gate = ServiceGate.restore(gate.state(), Optional.of(POLICY), gate.slots(), GateSettings.DEFAULTS);
        goOn(5_020, 7_180, 0.1);
        goOn(7_200, 7_260, 0.2);

        assertThat(decisions).extracting(Decision::kind).containsExactly(DecisionKind.RECORD);
        goOn(7_280, 7_300, 0.12);
        assertThat(decisions).extracting(Decision::kind).containsExactly(DecisionKind.RECORD, DecisionKind.PROMOTE);
    }

    private void goOn(int fromSecond, int toSecond, double value) {
        for (int second = fromSecond; second <= toSecond; second += 20) {
            Instant now = NOW.plusSeconds(second);
            Measurement one = new Measurement(
                    Measurement.Kind.GAUGE,
                    Scenario.SERVICE,
                    Optional.empty(),
                    POOL,
                    Labels.NONE,
                    now.toEpochMilli(),
                    value,
                    OptionalDouble.empty());
            MeasurementSecond part =
                    new MeasurementSecond(MeasurementKey.of(one), now.getEpochSecond(), MeasurementSum.of(one));
            tick(now, new Input.MeasurementInput(second, new MeasurementDelta(Scenario.SERVICE, List.of(part))));
        }
    }

    private void tick(Instant now, Input input) {
        decisions.addAll(gate.tick(new Tick(
                        now, List.of(input), new TelemetryStatus(false, "", now, now.plusSeconds(600)), List.of()))
                .decisions());
    }

    private static Criterion asBefore() {
        return new Criterion(
                "gauge db.pool not worse than before rollout by 50%",
                new Measure.Gauge(Metric.named(POOL), GaugeReading.LAST, Measure.Unit.NUMBER),
                Optional.empty(),
                new Claim.AgainstPast(false, new Margin.Share(0.5), Past.BEFORE_ROLLOUT),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }
}
