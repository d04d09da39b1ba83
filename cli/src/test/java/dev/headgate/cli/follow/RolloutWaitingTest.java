package dev.headgate.cli.follow;

import static dev.headgate.cli.follow.RolloutFixture.START;
import static dev.headgate.cli.follow.RolloutFixture.TEN;
import static dev.headgate.cli.follow.RolloutFixture.begun;
import static dev.headgate.cli.follow.RolloutFixture.completed;
import static dev.headgate.cli.follow.RolloutFixture.decided;
import static dev.headgate.cli.follow.RolloutFixture.moved;
import static dev.headgate.cli.follow.RolloutFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.cli.follow.RolloutWaiting.Patience;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutWaitingTest {
    private static final Patience PATIENT = new Patience(Optional.empty(), Duration.ofMinutes(10));

    private final Told told = new Told();
    private Instant now = START;

    @Test
    void waitsUntilTheRolloutIsCompletedAndEndsWithZero() {
        List<WaitResult> results = until(PATIENT, script(completed()));

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.COMPLETED);
        assertThat(RolloutWaiting.exitCode(results)).isZero();
        assertThat(told.news).hasSize(completed().length);
        assertThat(results.get(0).waited()).isBetween(Duration.ofSeconds(126), Duration.ofSeconds(128));
    }

    @Test
    void aRollbackEndsWithTen() {
        List<WaitResult> results = until(PATIENT, script(rolledBack()));

        assertThat(RolloutWaiting.exitCode(results)).isEqualTo(10);
        assertThat(results.get(0).rollout().reason()).contains("28.1 %");
    }

    @Test
    void whoWaitsNoLongerThanSaidLeavesTheRolloutRunning() {
        SortedMap<Instant, RolloutNews> observing = script(alive(0, 300));

        List<WaitResult> results =
                until(new Patience(Optional.of(Duration.ofSeconds(60)), Duration.ofMinutes(10)), observing);

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.STILL_RUNNING);
        assertThat(RolloutWaiting.exitCode(results)).isEqualTo(14);
        assertThat(results.get(0).waited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    }

    @Test
    void aBrokerThatIsAwayForAMinuteIsToldOfOnceAndWaitedFor() {
        RolloutNews[] news = Stream.of(Stream.of(alive(0, 10)), Stream.of(alive(70, 80)), Stream.of(rolledBackAt(81)))
                .flatMap(each -> each)
                .toArray(RolloutNews[]::new);

        List<WaitResult> results = until(PATIENT, script(news));

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.ROLLED_BACK);
        assertThat(told.silences).hasSize(1);
        assertThat(told.returns)
                .singleElement()
                .satisfies(silence -> assertThat(silence).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61)));
    }

    @Test
    void aGateThatSaysNothingForTooLongIsGivenUp() {
        List<WaitResult> results = until(new Patience(Optional.empty(), Duration.ofMinutes(2)), script(alive(0, 10)));

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.SILENT);
        assertThat(RolloutWaiting.exitCode(results)).isEqualTo(15);
        assertThat(results.get(0).waited()).isBetween(Duration.ofSeconds(129), Duration.ofSeconds(130));
    }

    @Test
    void theDecisionThatEndedItIsWaitedForALittle() {
        Moved ended = moved(5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2);
        SortedMap<Instant, RolloutNews> script = script(ended);
        script.put(
                START.plusMillis(5_900),
                decided(5, 2, DecisionKind.ROLLBACK, TEN, Weight.NONE, "because of the line", Optional.of("line")));

        List<WaitResult> results = until(PATIENT, script);

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.ROLLED_BACK);
        assertThat(results.get(0).rollout().reason()).isEqualTo("because of the line");
    }

    @Test
    void otherRolloutsAreNotItsSignOfLife() {
        RolloutWaiting waiting = new RolloutWaiting(
                timeout -> {
                    now = now.plus(timeout);
                    return List.of(new RolloutNews.Executed(
                            RolloutFixture.executed(1, 1, ExecutionStatus.SUCCEEDED, "others'")
                                    .execution(),
                            now));
                },
                told,
                () -> now,
                new Patience(Optional.empty(), Duration.ofSeconds(30)));

        List<WaitResult> results = waiting.until(List.of(FollowedRollout.begin("another", "cart")));

        assertThat(results).extracting(WaitResult::end).containsExactly(RolloutEnd.SILENT);
    }

    @ParameterizedTest
    @EnumSource
    void everyEndHasAnExitCodeThatSurvivesATrain(RolloutEnd end) {
        WaitResult one = new WaitResult(end, begun(), Duration.ZERO);
        WaitResult completed = new WaitResult(RolloutEnd.COMPLETED, begun(), Duration.ZERO);

        assertThat(RolloutWaiting.exitCode(List.of(completed, one, completed))).isEqualTo(end.exitCode());
    }

    @Test
    void exitCodesAreDistinct() {
        assertThat(Arrays.stream(RolloutEnd.values()).map(RolloutEnd::exitCode)).doesNotHaveDuplicates();
    }

    private List<WaitResult> until(Patience patience, SortedMap<Instant, RolloutNews> script) {
        return new RolloutWaiting(timeout -> next(script, timeout), told, () -> now, patience).until(List.of(begun()));
    }

    private List<RolloutNews> next(SortedMap<Instant, RolloutNews> script, Duration timeout) {
        now = now.plus(timeout);
        List<RolloutNews> due = List.copyOf(script.headMap(now.plusNanos(1)).values());
        script.headMap(now.plusNanos(1)).clear();
        return due;
    }

    /** By the instant at which each is read; at the same instant one behind the other. */
    private static SortedMap<Instant, RolloutNews> script(RolloutNews... news) {
        SortedMap<Instant, RolloutNews> script = new TreeMap<>();
        for (RolloutNews each : news) {
            Instant at = each.writtenAt();
            while (script.containsKey(at)) {
                at = at.plusNanos(1_000);
            }
            script.put(at, each);
        }
        return script;
    }

    private static RolloutNews[] alive(int from, int to) {
        return Stream.iterate(from, second -> second < to, second -> second + 1)
                .map(second -> moved(second, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 0))
                .toArray(RolloutNews[]::new);
    }

    private static RolloutNews[] rolledBackAt(int second) {
        return new RolloutNews[] {
            decided(second, 1, DecisionKind.ROLLBACK, TEN, Weight.NONE, "too many errors", Optional.of("line")),
            moved(second + 0.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 1)
        };
    }

    private static final class Told implements WaitDisplay {
        private final List<RolloutNews> news = new ArrayList<>();
        private final List<Duration> silences = new ArrayList<>();
        private final List<Duration> returns = new ArrayList<>();

        @Override
        public void happened(RolloutNews each, FollowedRollout before) {
            news.add(each);
        }

        @Override
        public void passed(List<FollowedRollout> rollouts, Instant at) {
            // Nothing is drawn here.
        }

        @Override
        public void silent(Duration silence) {
            silences.add(silence);
        }

        @Override
        public void heardAgain(Duration silence) {
            returns.add(silence);
        }

        @Override
        public void ended(List<WaitResult> results) {
            // What it returns is looked at.
        }
    }
}
