package dev.headgate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.rollout.Move.Cause;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.UnknownCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StateMachineTest {

    private static final Path PAGE = Path.of("../docs/STATE-MACHINE.md");

    @Test
    void thePageInTheDocsIsWhatTheCodeSays() throws IOException {
        Path right = Path.of("target/STATE-MACHINE.md");
        Files.writeString(right, StateMachine.page());

        assertThat(PAGE)
                .as(
                        "The state machine has changed: copy gate-core/target/STATE-MACHINE.md to docs/, and read the difference")
                .exists()
                .hasContent(StateMachine.page());
    }

    @ParameterizedTest
    @EnumSource(names = {"PREPARING", "SHIFTING", "OBSERVING", "AWAITING", "PAUSED", "WATCHING"})
    void aRollbackIsWithinReachOfStopLinesAndPeopleInEveryPhaseInWhichTheCanaryMayHaveTraffic(Phase phase) {
        assertThat(Move.STOP.lead(phase, Phase.ROLLING_BACK)).isEqualTo(Phase.ROLLING_BACK);
        assertThat(Move.ABORT.lead(phase, Phase.ROLLING_BACK)).isEqualTo(Phase.ROLLING_BACK);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROLLED_BACK", "COMPLETED", "UNKNOWN"})
    void nothingLeadsAwayFromTheEnd(Phase end) {
        assertThat(Arrays.stream(Move.values())
                        .filter(move -> move.fits(end) && !move.to().isEmpty()))
                .isEmpty();
    }

    @Test
    void nothingButTheEndOrAFailureOrAnAbortFollowsARollback() {
        for (Phase back : List.of(Phase.ROLLING_BACK, Phase.ROLLBACK_FAILED)) {
            assertThat(Arrays.stream(Move.values())
                            .filter(move -> move.fits(back))
                            .flatMap(move -> move.to().stream())
                            .distinct())
                    .isSubsetOf(Phase.ROLLED_BACK, Phase.ROLLBACK_FAILED, Phase.ROLLING_BACK);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = Mode.EXCLUDE, names = "UNKNOWN")
    void everyPhaseIsReached(Phase phase) {
        assertThat(Arrays.stream(Move.values()).anyMatch(move -> move.to().contains(phase)))
                .isTrue();
    }

    @Test
    void aMoveThatIsNotInTheTableIsAFault() {
        assertThatThrownBy(() -> Move.ADVANCE.lead(Phase.ROLLING_BACK, Phase.SHIFTING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no ADVANCE leads from rolling-back to shifting");
    }

    /** A train's signals and bindings are no rollout's; what is not known is nobody's. */
    @Test
    void everyCommandOfARolloutHasItsMove() {
        Stream<String> moves = Arrays.stream(Move.values())
                .filter(move -> move.cause() == Cause.COMMAND)
                .map(Move::label);
        List<Class<?>> ofRollouts = List.of(
                StartRollout.class,
                AbortRollout.class,
                Approve.class,
                Reject.class,
                TickItem.class,
                PauseRollout.class,
                ResumeRollout.class,
                AdvanceRollout.class,
                StepBackRollout.class,
                Acknowledge.class,
                SetWeight.class,
                ChangePolicy.class);

        assertThat(moves).hasSameSizeAs(ofRollouts);
        assertThat(Command.class.getPermittedSubclasses())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                ofRollouts.stream(),
                                Stream.of(BindPolicy.class, TrainSignal.class, UnknownCommand.class))
                        .toList());
    }
}
