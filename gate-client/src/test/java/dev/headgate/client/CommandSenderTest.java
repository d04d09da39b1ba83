package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several people may command the same rollout at once: each is told what became of their own command. */
class CommandSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Command START =
            new StartRollout(header("mine"), "2.4.1", "2.4.0", new PolicyText("policy", "", "hash"));
    private static final Command ABORT = new AbortRollout(header("mine"));
    private static final Command PAUSE = new PauseRollout(header("mine"));

    @Test
    void aStartIsAnsweredByWhatCarriesItsCorrelation() {
        assertThat(Waiting.answers(decision("r-1", "mine", DecisionKind.PROMOTE), START, 0, 7))
                .isTrue();
        assertThat(Waiting.answers(decision("r-1", "mine", DecisionKind.REFUSE), START, 0, 7))
                .isTrue();
        assertThat(Waiting.answers(decision("r-1", "another", DecisionKind.PROMOTE), START, 0, 7))
                .isFalse();
        assertThat(Waiting.answers(decision("r-1", "another", DecisionKind.REFUSE), START, 0, 7))
                .isFalse();
    }

    @Test
    void anAbortIsAnsweredByTheRollbackOfItsRolloutWhoeverStartedThat() {
        assertThat(Waiting.answers(decision("r-1", "the start's", DecisionKind.ROLLBACK), ABORT, 0, 7))
                .isTrue();
        assertThat(Waiting.answers(decision("r-2", "the start's", DecisionKind.ROLLBACK), ABORT, 0, 7))
                .isFalse();
    }

    @Test
    void anAbortIsNotAnsweredByTheRefusalOfAnother() {
        assertThat(Waiting.answers(decision("r-1", "mine", DecisionKind.REFUSE), ABORT, 0, 7))
                .isTrue();
        assertThat(Waiting.answers(decision("r-1", "another", DecisionKind.REFUSE), ABORT, 0, 7))
                .isFalse();
    }

    @Test
    void aPauseIsNotAnsweredByWhatWasDecidedBeforeItWasRead() {
        assertThat(Waiting.answers(recorded("paused by ada", 6), PAUSE, 0, 7)).isFalse();
        assertThat(Waiting.answers(recorded("paused by ada", 7), PAUSE, 0, 7)).isTrue();
    }

    @Test
    void anApprovalIsNotAnsweredByTheRecordOfSomebodyElses() {
        assertThat(Waiting.answers(recorded("approved by bob", 9), PAUSE, 0, 7)).isFalse();
    }

    @Test
    void twoYesesOfOnePersonInOneTickHaveEachTheirOwnAnswer() {
        Command first = new Approve(named("first"), "sre").to("r-1/2");
        Command second = new Approve(named("second"), "sre").to("r-1/3");
        Decision toFirst = recorded("ada said yes for sre, which answers what was asked of it", 9)
                .becauseOf("first");
        Decision toSecond = recorded("ada said yes for sre, which answers what was asked of it", 9)
                .becauseOf("second");

        assertThat(Waiting.answers(toFirst, first, 0, 7)).isTrue();
        assertThat(Waiting.answers(toFirst, second, 0, 8)).isFalse();
        assertThat(Waiting.answers(toSecond, second, 0, 8)).isTrue();
        assertThat(Waiting.answers(toSecond, first, 0, 7)).isFalse();
    }

    @Test
    void whatComesOfAnotherCommandIsNoAnswerHoweverItReadsAndWhateverItsCorrelation() {
        Decision anothers = decision("r-1", "mine", DecisionKind.ROLLBACK).becauseOf("another");

        assertThat(Waiting.answers(anothers, ABORT, 0, 7)).isFalse();
        assertThat(Waiting.answers(anothers, START, 0, 7)).isFalse();
        assertThat(Waiting.answers(anothers.becauseOf("command"), ABORT, 0, 7)).isTrue();
    }

    @Test
    void theShadowsDecisionIsNoAnswerToTheStartThatBothCameOf() {
        Decision shadows = decision("r-1-shadow", "mine", DecisionKind.PROMOTE).becauseOf("command");

        assertThat(Waiting.answers(shadows, START, 0, 7)).isFalse();
    }

    private static CommandHeader named(String commandId) {
        return new CommandHeader(commandId, commandId, "shop", "r-1", "ada", NOW, "");
    }

    private static Decision recorded(String reason, long readUpTo) {
        Decision other = decision("r-1", "the start's", DecisionKind.RECORD);
        return new Decision(
                other.decisionId(),
                other.rolloutId(),
                other.service(),
                other.epoch(),
                other.sequence(),
                other.correlationId(),
                other.kind(),
                other.mode(),
                other.severity(),
                other.canary(),
                other.baseline(),
                other.stage(),
                other.from(),
                other.to(),
                reason,
                other.decidingCriterion(),
                other.verdicts(),
                other.policyHash(),
                other.evaluatedAt(),
                List.of(new InputOffset(TopicCatalogue.GATE_COMMANDS, 0, readUpTo)),
                other.validFor(),
                other.runbook());
    }

    private static CommandHeader header(String correlation) {
        return new CommandHeader("command", correlation, "shop", "r-1", "ada", NOW, "");
    }

    private static Decision decision(String rollout, String correlation, DecisionKind kind) {
        return new Decision(
                rollout + "/1",
                rollout,
                "shop",
                0,
                1,
                correlation,
                kind,
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
