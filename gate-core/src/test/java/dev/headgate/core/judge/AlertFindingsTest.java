package dev.headgate.core.judge;

import static dev.headgate.core.Policies.criterion;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measurement.Kind;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AlertFindingsTest {

    private static final String NOW = "stage/0/advance/0";
    private static final String SINCE_STAGE = "stage/0/advance/1";
    private static final String STOP = "stop/0";

    @Test
    void aSourceThatHasNeverSaidAnythingLeavesNoAlertUndecided() {
        Verdict verdict = desk().enter(0, 10).verdict(NOW, 20);

        assertThat(verdict.cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(verdict.sentence())
                .isEqualTo("alert of severity critical: not decided, no source of alerts has ever been heard of,"
                        + " neither an alert nor a heartbeat");
    }

    @Test
    void aHeartbeatSaysForFiveMinutesThatThereAreNone() {
        Desk desk = desk().enter(0, 10).measure(Kind.GAUGE, "alerts.heartbeat", 10, 1);

        assertThat(desk.verdict(NOW, 310).sentence())
                .isEqualTo("no alert of severity critical is active, their source was heard of 5 min ago");
        assertThat(desk.judge(NOW, 310).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk.judge(STOP, 310).judgement()).isEqualTo(Judgement.PASS);
        Verdict old = desk.verdict(NOW, 311);
        assertThat(old.cause()).isEqualTo(UndecidedCause.MEASUREMENT_TOO_OLD);
        assertThat(old.sentence()).contains("the source of alerts was last heard of 301 s ago");
    }

    @Test
    void anAlertOfBeforeTheRolloutIsFoundAndStaysActiveUntilItIsOver() {
        Desk desk = new Desk(alerting()).advanceTo(-100);
        alert(desk, "HighErrorRate", "critical", -3_000, 1);
        desk.restarted().begin().enter(0, 10).measure(Kind.GAUGE, "alerts.heartbeat", 10, 1);

        Verdict active = desk.verdict(STOP, 20);
        assertThat(active.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(active.sentence()).isEqualTo("alert of severity critical is active: HighErrorRate");
        assertThat(desk.judge(NOW, 20).judgement()).isEqualTo(Judgement.FAIL);

        desk.advanceTo(30);
        alert(desk, "HighErrorRate", "critical", 25, 0);
        assertThat(desk.judge(NOW, 30).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk.judge(SINCE_STAGE, 30).judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void anAlertThatWasRaisedInTheStageCountsAlsoWhenItIsOverAndWhenItComesLate() {
        Desk desk = desk().enter(0, 10).advanceTo(200).measure(Kind.GAUGE, "alerts.heartbeat", 200, 1);
        alert(desk, "Flapping", "critical", 50, 1);
        alert(desk, "Flapping", "critical", 60, 0);
        alert(desk, "Earlier", "critical", 5, 1);
        alert(desk, "Earlier", "critical", 70, 0);

        Verdict raised = desk.verdict(SINCE_STAGE, 200);

        assertThat(desk.judge(NOW, 200).judgement()).isEqualTo(Judgement.PASS);
        assertThat(raised.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(raised.sentence())
                .isEqualTo("alert of severity critical was raised since the stage began: Flapping");
    }

    @Test
    void alertsOfAnotherSeverityDoNotCount() {
        Desk desk = desk().enter(0, 10).advanceTo(20);
        alert(desk, "Chatty", "warning", 15, 1);

        assertThat(desk.judge(NOW, 20).judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void anActiveAlertIsNotForgottenForMoreGaugesThanAreKept() {
        Desk desk = new Desk(alerting()).advanceTo(0);
        alert(desk, "HighErrorRate", "critical", -50, 1);
        for (int i = 0; i < 1_200; i++) {
            desk.measure(Kind.GAUGE, "gauge", Map.of("n", "" + i), 0, 1, OptionalDouble.empty());
        }

        assertThat(desk.telemetry().slots()).hasSizeLessThan(2_500);
        assertThat(desk.begin().enter(0, 10).judge(STOP, 20).judgement()).isEqualTo(Judgement.FAIL);
    }

    private static Desk desk() {
        return new Desk(alerting()).begin();
    }

    private static void alert(Desk desk, String name, String severity, long at, double value) {
        desk.measure(Kind.ALERT, name, Map.of("severity", severity), at, value, OptionalDouble.empty());
    }

    private static Policy alerting() {
        return policy(
                List.of(stop(criterion("alert critical", critical(Since.NOW), Operator.GREATER, 0), Effect.ROLLBACK)),
                stage(
                        10,
                        10,
                        List.of(
                                criterion("no alert critical", critical(Since.NOW), Operator.EQUAL, 0),
                                criterion("no alert critical since stage", critical(Since.STAGE), Operator.EQUAL, 0))));
    }

    private static Measure critical(Since since) {
        return new Measure.Alerts(Optional.of("critical"), Optional.empty(), since);
    }
}
