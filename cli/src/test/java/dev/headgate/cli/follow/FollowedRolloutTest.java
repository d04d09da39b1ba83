package dev.headgate.cli.follow;

import static dev.headgate.cli.follow.RolloutFixture.TEN;
import static dev.headgate.cli.follow.RolloutFixture.after;
import static dev.headgate.cli.follow.RolloutFixture.begun;
import static dev.headgate.cli.follow.RolloutFixture.completed;
import static dev.headgate.cli.follow.RolloutFixture.decided;
import static dev.headgate.cli.follow.RolloutFixture.evaluated;
import static dev.headgate.cli.follow.RolloutFixture.moved;
import static dev.headgate.cli.follow.RolloutFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedRolloutTest {

    @Test
    void goesOnUntilItsEndIsWritten() {
        RolloutNews[] all = rolledBack();

        assertThat(after(begun(), Arrays.copyOf(all, all.length - 1)).end()).isEmpty();
        assertThat(after(begun(), all).end()).contains(RolloutEnd.ROLLED_BACK);
        assertThat(after(begun(), completed()).end()).contains(RolloutEnd.COMPLETED);
    }

    @Test
    void tellsWhyItEnded() {
        assertThat(after(begun(), rolledBack()).reason()).startsWith("the canary's error rate was 28.1 %");
        assertThat(after(begun(), completed()).reason()).isEqualTo("2.4.1 keeps the traffic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aborted by ann: wrong build", "direct rollback by ann: gate is dead"})
    void whatAPersonHasEndedIsAborted(String reason) {
        FollowedRollout rollout = after(
                begun(),
                moved(0.4, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1),
                decided(2, 2, DecisionKind.ROLLBACK, TEN, Weight.NONE, reason, Optional.empty()),
                moved(2.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2));

        assertThat(rollout.end()).contains(RolloutEnd.ABORTED);
        assertThat(rollout.reason()).isEqualTo(reason);
    }

    @Test
    void whatEndsBeforeItsTimeHasComeIsAborted() {
        FollowedRollout rollout = after(
                begun(),
                moved(0.4, Phase.SCHEDULED, 0, Optional.empty(), Weight.NONE, 0),
                moved(2.5, Phase.ROLLED_BACK, 0, Optional.empty(), Weight.NONE, 0));

        assertThat(rollout.end()).contains(RolloutEnd.ABORTED);
        assertThat(rollout.reason()).isEqualTo("because");
    }

    @Test
    void aRejectionIsThePolicysRollback() {
        FollowedRollout rollout = after(
                begun(),
                decided(2, 2, DecisionKind.ROLLBACK, TEN, Weight.NONE, "rejected by ann for lead", Optional.empty()),
                moved(2.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2));

        assertThat(rollout.end()).contains(RolloutEnd.ROLLED_BACK);
    }

    @Test
    void aRollbackThatFailsIsAnEndOfItsOwn() {
        assertThat(after(begun(), moved(2.5, Phase.ROLLBACK_FAILED, 0, Optional.of(TEN), Weight.NONE, 2))
                        .end())
                .contains(RolloutEnd.ROLLBACK_FAILED);
    }

    @Test
    void whatWasToldAlreadyChangesNothing() {
        Decided decision = decided(0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "started", Optional.empty());
        Moved later = moved(2, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1);
        FollowedRollout once = after(begun(), decision, later);

        assertThat(once.after(decision)).isSameAs(once);
        assertThat(once.after(moved(1, Phase.SHIFTING, 0, Optional.empty(), TEN, 1)))
                .isSameAs(once);
    }

    @Test
    void anotherRolloutsWordsAreNotItsOwn() {
        Moved others = ofAnother(
                moved(3, Phase.COMPLETED, 1, Optional.of(Weight.ALL), Weight.ALL, 4)
                        .state(),
                6);
        FollowedRollout known = after(begun(), moved(2, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1));

        assertThat(known.concerns(others)).isFalse();
        assertThat(known.after(others)).isSameAs(known);
    }

    @Test
    void aLaterRolloutOfTheServiceMeansThatItIsOver() {
        Moved later =
                ofAnother(moved(9, Phase.SHIFTING, 0, Optional.empty(), TEN, 1).state(), 8);
        FollowedRollout observing = after(begun(), moved(2, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1));
        Decided complete =
                decided(5, 2, DecisionKind.COMPLETE, Weight.ALL, Weight.ALL, "keeps the traffic", Optional.empty());

        assertThat(observing.after(later).end()).contains(RolloutEnd.UNSEEN);
        assertThat(observing.after(complete).after(later).end()).contains(RolloutEnd.COMPLETED);
    }

    @Test
    void itIsCompleteWhenEveryDecisionBehindItsStateWasRead() {
        Moved ended = moved(2.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2);
        Decided rollback = decided(2, 2, DecisionKind.ROLLBACK, TEN, Weight.NONE, "why", Optional.of("line"));

        assertThat(after(begun(), ended).complete()).isFalse();
        assertThat(after(begun(), ended, rollback).complete()).isTrue();
    }

    @Test
    void theLastLookIsKept() {
        assertThat(after(begun(), evaluated(1, 0.01, Judgement.PASS), evaluated(2, 0.02, Judgement.PASS))
                        .evaluation()
                        .orElseThrow()
                        .canary()
                        .errorRate())
                .hasValue(0.02);
    }

    private static Moved ofAnother(RolloutState state, long epoch) {
        return new Moved(
                new RolloutState(
                        "shop-2.4.2-9999",
                        state.service(),
                        epoch,
                        state.correlationId(),
                        state.policyName(),
                        state.policyHash(),
                        Mode.ENFORCE,
                        "2.4.2",
                        state.baseline(),
                        state.phase(),
                        state.stage(),
                        state.stages(),
                        state.desiredWeight(),
                        state.confirmedWeight(),
                        state.stageStartedAt(),
                        state.startedAt(),
                        state.updatedAt(),
                        state.sequence(),
                        state.reason()),
                state.updatedAt());
    }
}
