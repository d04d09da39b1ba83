package dev.headgate.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
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

    @Test
    void aStartIsAnsweredByWhatCarriesItsCorrelation() {
        assertThat(CommandSender.answers(decision("r-1", "mine", DecisionKind.PROMOTE), START))
                .isTrue();
        assertThat(CommandSender.answers(decision("r-1", "mine", DecisionKind.REFUSE), START))
                .isTrue();
        assertThat(CommandSender.answers(decision("r-1", "another", DecisionKind.PROMOTE), START))
                .isFalse();
        assertThat(CommandSender.answers(decision("r-1", "another", DecisionKind.REFUSE), START))
                .isFalse();
    }

    @Test
    void anAbortIsAnsweredByTheRollbackOfItsRolloutWhoeverStartedThat() {
        assertThat(CommandSender.answers(decision("r-1", "the start's", DecisionKind.ROLLBACK), ABORT))
                .isTrue();
        assertThat(CommandSender.answers(decision("r-2", "the start's", DecisionKind.ROLLBACK), ABORT))
                .isFalse();
    }

    @Test
    void anAbortIsNotAnsweredByTheRefusalOfAnother() {
        assertThat(CommandSender.answers(decision("r-1", "mine", DecisionKind.REFUSE), ABORT))
                .isTrue();
        assertThat(CommandSender.answers(decision("r-1", "another", DecisionKind.REFUSE), ABORT))
                .isFalse();
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
