package dev.headgate.cli.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectRollbackTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void itStandsFarBehindWhateverTheGateHasDecided() {
        DirectRollback rollback =
                new DirectRollback(state(Mode.ENFORCE, Phase.OBSERVING, 3), List.of(decision("shop-1/7", "shop-1", 7)));

        Decision decision = rollback.decide("shift-traffic", "alice", "gate is down", NOW);

        assertThat(decision.decisionId()).isEqualTo("shop-1/direct-1");
        assertThat(decision.sequence()).isEqualTo(1007);
        assertThat(decision.epoch()).isEqualTo(42);
        assertThat(decision.kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(decision.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(decision.from()).isEqualTo(new Weight(25));
        assertThat(decision.to()).isEqualTo(Weight.NONE);
        assertThat(decision.decidingCriterion()).isEmpty();
        assertThat(decision.validFor()).isEmpty();
        assertThat(decision.reason()).isEqualTo("direct rollback by alice: gate is down");
    }

    @Test
    void whatSomebodyElseHasWrittenCannotMakeItsNumberTooSmall() {
        DirectRollback rollback = new DirectRollback(
                state(Mode.ENFORCE, Phase.OBSERVING, 3), List.of(decision("shop-1/7", "shop-1", Integer.MAX_VALUE)));

        assertThat(rollback.decide("shift-traffic", "alice", "gate is down", NOW)
                        .sequence())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void itsRunbookIsGivenWhatTheGatesRollbacksAreGiven() {
        Decision decision = new DirectRollback(state(Mode.ENFORCE, Phase.OBSERVING, 3), List.of())
                .decide("emergency", "alice", "gate\nis down " + "x".repeat(600), NOW);

        assertThat(decision.runbook().name()).isEqualTo("emergency");
        assertThat(decision.runbook().parameters())
                .containsEntry("service", "shop")
                .containsEntry("canary", "2.4.1")
                .containsEntry("baseline", "2.4.0")
                .containsEntry("weight", "0")
                .containsEntry("rollout", "shop-1")
                .containsEntry("decision", "shop-1/direct-1");
        assertThat(decision.runbook().parameters().get("reason"))
                .startsWith("direct rollback by alice: gate is down")
                .hasSize(500);
    }

    @Test
    void whatIsMeantAlthoughNothingIsKnownSaysSoInWhatIsSigned() {
        Decision decision = new DirectRollback(state(Mode.ENFORCE, Phase.OBSERVING, 3), List.of())
                .decide("emergency", "alice", "gate is down", NOW);

        Decision meant = DirectRollback.althoughUnknown(decision);

        assertThat(decision.runbook().parameters()).doesNotContainKey("althoughUnknown");
        assertThat(meant.runbook().parameters())
                .containsEntry("althoughUnknown", "true")
                .containsEntry("canary", "2.4.1");
        assertThat(meant.decisionId()).isEqualTo(decision.decisionId());
    }

    @Test
    void aSecondOneStandsBehindTheFirst() {
        DirectRollback rollback = new DirectRollback(
                state(Mode.ENFORCE, Phase.OBSERVING, 3),
                List.of(decision("shop-1/direct-1", "shop-1", 1003), decision("shop-0/direct-9", "shop-0", 9000)));

        Decision decision = rollback.decide("shift-traffic", "alice", "again", NOW);

        assertThat(decision.decisionId()).isEqualTo("shop-1/direct-2");
        assertThat(decision.sequence()).isEqualTo(2003);
    }

    @Test
    void aGateThatWroteJustNowIsAlive() {
        DirectRollback rollback = new DirectRollback(state(Mode.ENFORCE, Phase.OBSERVING, 3), List.of());

        assertThat(rollback.gateIsAlive(NOW.plusSeconds(9))).isTrue();
        assertThat(rollback.gateIsAlive(NOW.plusSeconds(10))).isFalse();
    }

    @Test
    void whatWasNeverShiftedOrIsBackAlreadyIsNotRolledBack() {
        assertThat(new DirectRollback(state(Mode.OBSERVE, Phase.OBSERVING, 3), List.of()).objection())
                .hasValueSatisfying(why -> assertThat(why).contains("mode observe"));
        assertThat(new DirectRollback(state(Mode.ENFORCE, Phase.ROLLED_BACK, 3), List.of()).objection())
                .hasValueSatisfying(why -> assertThat(why).contains("rolled back already"));
        assertThat(new DirectRollback(state(Mode.ENFORCE, Phase.ROLLBACK_FAILED, 3), List.of()).objection())
                .isEmpty();
    }

    @Test
    void afterARefusalSinceNothingIsKnownItSaysWhatToTypeNext() {
        Execution refused =
                execution(ExecutionStatus.REFUSED, "nothing is known; decide again with --although-unknown");

        assertThat(DirectRollback.next(refused))
                .hasValueSatisfying(next -> assertThat(next)
                        .contains("headgate rollback --direct --service shop --although-unknown --reason"));
        assertThat(DirectRollback.next(execution(ExecutionStatus.REFUSED, "stale")))
                .isEmpty();
        assertThat(DirectRollback.next(execution(ExecutionStatus.SUCCEEDED, "--although-unknown, said alice")))
                .isEmpty();
    }

    private static Execution execution(ExecutionStatus status, String reason) {
        return new Execution(
                "shop-1/direct-1#1",
                "shop-1/direct-1",
                "shop-1",
                "shop",
                "c-1",
                1,
                status,
                "",
                List.of(),
                Optional.empty(),
                reason,
                NOW,
                Optional.of(NOW),
                "executor-1");
    }

    private static RolloutState state(Mode mode, Phase phase, int sequence) {
        return new RolloutState(
                "shop-1",
                "shop",
                42,
                "c-1",
                "checkout",
                "hash",
                mode,
                "2.4.1",
                "2.4.0",
                phase,
                1,
                3,
                new Weight(50),
                Optional.of(new Weight(25)),
                Optional.of(NOW.minusSeconds(60)),
                NOW.minusSeconds(600),
                NOW,
                sequence,
                "a reason");
    }

    private static Decision decision(String id, String rollout, int sequence) {
        return new Decision(
                id,
                rollout,
                "shop",
                42,
                sequence,
                "c-1",
                DecisionKind.PROMOTE,
                Mode.ENFORCE,
                Severity.INFO,
                "2.4.1",
                "2.4.0",
                0,
                Weight.NONE,
                Weight.NONE,
                "a reason",
                Optional.empty(),
                List.of(),
                "hash",
                NOW,
                List.of(),
                Optional.empty(),
                RunbookCall.NONE);
    }
}
