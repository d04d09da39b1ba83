package dev.headgate.cli.executions;

import static dev.headgate.cli.follow.RolloutFixture.ID;
import static dev.headgate.cli.follow.RolloutFixture.at;
import static dev.headgate.cli.follow.RolloutFixture.begun;
import static dev.headgate.cli.follow.RolloutFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutFixture;
import dev.headgate.cli.follow.RolloutNews.Executed;
import dev.headgate.cli.follow.WaitLines;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever looks at a rollout learns that an executor waits for a person, and how to answer. */
class AskingTest {

    @Test
    void whatIsAskedIsToldUntilItIsAnswered() {
        Execution asks = execution(3, 1, ExecutionStatus.STARTED, true);
        FollowedRollout asked = begun().after(new Executed(asks, at(3)));

        assertThat(asked.asking()).containsExactly(asks);
        assertThat(asked.after(new Executed(execution(3, 1, ExecutionStatus.SUCCEEDED, false), at(9)))
                        .asking())
                .isEmpty();
        assertThat(new WaitLines(false, Palette.PLAIN).on(new Executed(asks, at(3)), begun()))
                .containsExactly(
                        "10:00:03Z  asks       Is it caught up? (runbook migrate, step replica, until"
                                + " 2026-11-22T10:30:00Z, 29 min 57 s left)",
                        "  headgate executions confirm " + ID + "/3 --yes --reason TEXT",
                        "  headgate executions confirm " + ID + "/3 --no --reason TEXT");
    }

    @Test
    void aRollbackThatFailedIsToldUntilItIsDoneAndAnAdvanceThatFailedIsNot() {
        FollowedRollout rollingBack = RolloutFixture.after(begun(), rolledBack());
        Execution failed = execution(2, 1, ExecutionStatus.FAILED, false);

        assertThat(rollingBack.after(new Executed(failed, at(4))).asking()).containsExactly(failed);
        assertThat(rollingBack
                        .after(new Executed(execution(1, 1, ExecutionStatus.FAILED, false), at(4)))
                        .asking())
                .isEmpty();
        assertThat(Asking.commands(failed)).containsExactly("headgate executions retry " + ID + "/2 --reason TEXT");
        assertThat(Asking.sentence(failed, at(5))).isEqualTo("it has failed and is tried again by itself: so it is");
    }

    @Test
    void onlyTheLatestAttemptOfADecisionSpeaks() {
        Execution first = execution(2, 1, ExecutionStatus.FAILED, false);
        Execution next = execution(2, 2, ExecutionStatus.SUCCEEDED, false);
        Execution asks = execution(3, 1, ExecutionStatus.STARTED, true);

        assertThat(Asking.of(List.of(first, asks), Set.of(ID + "/2"))).containsExactly(first, asks);
        assertThat(Asking.of(List.of(first, next), Set.of(ID + "/2"))).isEmpty();
        assertThat(Asking.of(List.of(first), Set.of())).isEmpty();
    }

    private static Execution execution(int sequence, int attempt, ExecutionStatus status, boolean asks) {
        return new Execution(
                ID + "/" + sequence + "#" + attempt,
                ID + "/" + sequence,
                ID,
                "shop",
                "c-1",
                attempt,
                status,
                "migrate",
                List.of(),
                Optional.empty(),
                "so it is",
                at(sequence),
                status == ExecutionStatus.STARTED ? Optional.empty() : Optional.of(at(sequence + 1)),
                "executor-1",
                Labels.NONE,
                asks
                        ? Optional.of(new Question(
                                "replica", Question.About.CONFIRMATION, "Is it caught up?", at(3), at(1_800)))
                        : Optional.empty());
    }
}
