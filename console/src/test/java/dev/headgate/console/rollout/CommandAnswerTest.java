package dev.headgate.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Only the gate's own sentence about a command is its answer. */
final class CommandAnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void anAbortThatWasNeverTakenIsNotAnsweredByAnotherCommandOfTheSamePerson() {
        CommandFact abort = fact(5, new AbortRollout(header("ada")));
        CommandFact pause = fact(6, new PauseRollout(header("ada")));
        List<DecisionFact> decisions =
                List.of(decision(1, "promote", 25, "started by ada", 3), decision(2, "record", 25, "paused by ada", 6));

        assertThat(CommandAnswer.of(abort, decisions)).isEmpty();
        assertThat(CommandAnswer.of(pause, decisions).orElseThrow().sequence()).isEqualTo(2);
        RolloutHistory history = history(decisions, abort, pause);
        assertThat(history.phase()).isEqualTo("shifting");
        assertThat(history.outcome().end()).isEqualTo(RolloutOutcome.End.RUNNING);
    }

    @Test
    void anAbortInTheSameTickAsAPauseIsAnsweredByTheRollback() {
        CommandFact pause = fact(5, new PauseRollout(header("ada")));
        CommandFact abort = fact(6, new AbortRollout(header("ada")));
        List<DecisionFact> decisions = List.of(
                decision(1, "promote", 25, "started by ada", 3),
                decision(2, "record", 25, "paused by ada: a look first", 6),
                decision(3, "rollback", 0, "aborted by ada", 6));

        assertThat(CommandAnswer.of(abort, decisions).orElseThrow().sequence()).isEqualTo(3);
        assertThat(history(decisions, pause, abort).phase())
                .as("nobody has carried it out yet")
                .isEqualTo("rolling-back");
    }

    @Test
    void onlyWhatHadNotBegunIsCancelledByARecord() {
        CommandFact abort = fact(5, new AbortRollout(header("ada")));
        DecisionFact cancelled = decision(2, "record", 0, "aborted by ada: not today; it had not begun", 5);

        RolloutHistory scheduled = history(List.of(decision(1, "record", 0, "it is scheduled", 3), cancelled), abort);
        assertThat(scheduled.phase()).isEqualTo("rolled-back");
        assertThat(scheduled.outcome().end()).isEqualTo(RolloutOutcome.End.ABORTED);

        RolloutHistory shifted = history(List.of(decision(1, "promote", 25, "started by ada", 3), cancelled), abort);
        assertThat(shifted.phase()).as("a canary has traffic").isEqualTo("shifting");
    }

    @Test
    void aNameWithinAWordOrANameIsNobodysAnswer() {
        CommandFact yes = fact(5, new Approve(header("ann"), "qa"));
        CommandFact tick = fact(6, new TickItem(header("ann"), "release", "backup", "qa", ""));

        for (String reason : List.of(
                "it cannot go on as planned",
                "joann said yes for qa",
                "ann said yes for qa-lead",
                "ann said no for qa",
                "item backup of the checklist release was ticked by anna for qa",
                "item other of the checklist release was ticked by ann for qa",
                "paused by joe: ann said yes for qa")) {
            List<DecisionFact> decisions = List.of(decision(1, "record", 0, reason, 9));
            assertThat(CommandAnswer.of(yes, decisions)).as(reason).isEmpty();
            assertThat(CommandAnswer.of(tick, decisions)).as(reason).isEmpty();
            assertThat(history(decisions, yes, tick).answers()).as(reason).isEmpty();
            assertThat(history(decisions, yes, tick).ticks()).as(reason).isEmpty();
        }
        List<DecisionFact> taken = List.of(
                decision(1, "record", 0, "ann said yes for qa: looks good", 9),
                decision(2, "record", 0, "item backup of the checklist release was ticked by ann for qa", 9));
        assertThat(history(taken, yes, tick).answers()).hasSize(1);
        assertThat(history(taken, yes, tick).ticks()).hasSize(1);
    }

    @Test
    void anAcknowledgementIsAnsweredByTheRecordThatSaysSo() {
        CommandFact acknowledge = fact(5, new Acknowledge(header("ann"), ""));
        List<DecisionFact> decisions = List.of(
                decision(1, "record", 0, "paused by ann", 9),
                decision(2, "record", 0, "ann has acknowledged r1/1 20 s after it was told", 9));

        assertThat(CommandAnswer.of(acknowledge, decisions).orElseThrow().sequence())
                .isEqualTo(2);
    }

    @Test
    void twoYesesOfOnePersonInOneTickHaveEachTheirOwnAnswer() {
        CommandFact first = fact(5, new Approve(header("ann", "a1"), "sre").to("r1/2"));
        CommandFact second = fact(6, new Approve(header("ann", "a2"), "sre").to("r1/3"));
        String sentence = "ann said yes for sre, which answers what was asked of it";
        List<DecisionFact> decisions = List.of(
                decision(1, "promote", 25, "started by ann", 3),
                named("a1", decision(4, "record", 25, sentence, 6)),
                named("a2", decision(5, "record", 25, sentence, 6)));

        assertThat(CommandAnswer.of(first, decisions).orElseThrow().sequence()).isEqualTo(4);
        assertThat(CommandAnswer.of(second, decisions).orElseThrow().sequence()).isEqualTo(5);
    }

    @Test
    void whatNamesAnotherCommandIsNoAnswerThoughItsSentenceFits() {
        CommandFact pause = fact(5, new PauseRollout(header("ada", "p1")));
        List<DecisionFact> decisions = List.of(named("p2", decision(2, "record", 25, "paused by ada", 9)));

        assertThat(CommandAnswer.of(pause, decisions)).isEmpty();
    }

    @Test
    void anAnswerThatNamesItsCommandIsFoundWhateverItsSentence() {
        CommandFact advance = fact(5, new AdvanceRollout(header("ada", "a1")).from(1));
        List<DecisionFact> decisions =
                List.of(named("a1", decision(2, "hold", 25, "shifts in a row were not carried out", 9)));

        assertThat(CommandAnswer.of(advance, decisions)).isPresent();
        assertThat(advance.detail()).isEqualTo("from stage 2");
    }

    @Test
    void whatAnswersAQuestionApprovesNoStage() {
        CommandFact toQuestion = fact(5, new Approve(header("ann", "a1"), "sre"));
        CommandFact forStage = fact(6, new Approve(header("ann", "a2"), "sre").in(0));
        List<DecisionFact> decisions = List.of(
                decision(1, "promote", 25, "started by ann", 3),
                named("a1", decision(2, "record", 25, "ann said yes for sre, which answers what was asked of it", 5)),
                named("a2", decision(3, "record", 25, "ann said yes for sre: seen", 6)));

        assertThat(history(decisions, toQuestion, forStage).answers())
                .extracting(RolloutHistory.GivenAnswer::at)
                .containsExactly(NOW.plusSeconds(3));
    }

    private static RolloutHistory history(List<DecisionFact> decisions, CommandFact... commands) {
        return HistoryFold.of(decisions, List.of(), Arrays.asList(commands), hash -> OptionalInt.of(3))
                .orElseThrow();
    }

    private static CommandFact fact(long offset, Command command) {
        return CommandFact.of(command, offset, NOW);
    }

    private static CommandHeader header(String by) {
        return header(by, "c-" + by);
    }

    private static CommandHeader header(String by, String commandId) {
        return new CommandHeader(commandId, "c-1", "cart", "r1", by, NOW, "");
    }

    private static DecisionFact decision(int sequence, String kind, double to, String reason, long commandsRead) {
        return new DecisionFact(
                "r1/" + sequence,
                "r1",
                sequence,
                3,
                "cart",
                "c-1",
                kind,
                "enforce",
                "info",
                "2.0",
                "1.9",
                Weight.NONE,
                new Weight(to),
                0,
                reason,
                Optional.empty(),
                Optional.empty(),
                NOW.plusSeconds(sequence),
                "hash",
                Optional.empty(),
                commandsRead,
                Optional.empty());
    }

    private static DecisionFact named(String commandId, DecisionFact like) {
        return new DecisionFact(
                like.decisionId(),
                like.rolloutId(),
                like.sequence(),
                like.epoch(),
                like.service(),
                like.correlationId(),
                like.kind(),
                like.mode(),
                like.severity(),
                like.canary(),
                like.baseline(),
                like.from(),
                like.to(),
                like.stage(),
                like.reason(),
                like.decidingCriterion(),
                like.failingSince(),
                like.evaluatedAt(),
                like.policyHash(),
                like.regards(),
                like.commandsRead(),
                Optional.of(commandId));
    }
}
