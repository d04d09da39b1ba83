package dev.headgate.cli.demo;

import static dev.headgate.cli.demo.DemoFixture.START;
import static dev.headgate.cli.demo.DemoFixture.begin;
import static dev.headgate.cli.demo.DemoFixture.errorsRolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoFollowerTest {
    private final Deque<DemoEvent> coming = new ArrayDeque<>();
    private final List<DemoEvent> shown = new ArrayList<>();
    private Instant now = START;
    private long served;
    private long perPoll = 10;

    private final DemoFollower follower = new DemoFollower(this::poll, this::traffic, display(), () -> now);

    @Test
    void followsToTheEndOfTheRolloutAndNoFurther() {
        coming.addAll(Arrays.asList(errorsRolledBack()));
        DemoState end = follower.follow(begin(DemoScenario.ERRORS), START.plusSeconds(60));
        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.decisions()).hasSize(2);
        assertThat(coming).as("what came after the end").hasSize(1);
    }

    @Test
    void givesUpAtTheDeadline() {
        DemoState end = follower.follow(begin(DemoScenario.ERRORS), START.plusSeconds(5));
        assertThat(end.over()).isFalse();
        assertThat(now).isBetween(START.plusSeconds(5), START.plusSeconds(6));
    }

    @Test
    void showsEveryEventOnce() {
        coming.addAll(Arrays.asList(errorsRolledBack()));
        follower.follow(begin(DemoScenario.ERRORS), START.plusSeconds(60));
        assertThat(shown)
                .filteredOn(event -> !(event instanceof Traffic))
                .doesNotHaveDuplicates()
                .hasSize(10);
    }

    @Test
    void looksAtTheNextTwoHundredRequests() {
        Optional<Aftermath> aftermath = follower.afterwards(begin(DemoScenario.ERRORS), START.plusSeconds(60));
        assertThat(aftermath).hasValueSatisfying(seen -> {
            assertThat(seen.baselineRequests()).isGreaterThanOrEqualTo(200);
            assertThat(seen.canaryRequests()).isZero();
        });
    }

    @Test
    void saysSoWhenNoRequestsComeAnyMore() {
        perPoll = 0;
        assertThat(follower.afterwards(begin(DemoScenario.ERRORS), START.plusSeconds(5)))
                .isEmpty();
    }

    private List<DemoEvent> poll(Duration timeout) {
        now = now.plus(timeout);
        served += perPoll;
        return coming.isEmpty() ? List.of() : List.of(coming.pop());
    }

    private Traffic traffic() {
        return new Traffic(now, Weight.NONE, 32, served, Optional.empty());
    }

    private DemoDisplay display() {
        return new DemoDisplay() {
            @Override
            public void happened(DemoEvent event, DemoState before) {
                shown.add(event);
            }

            @Override
            public void passed(DemoState state, Instant at) {}

            @Override
            public void close() {}
        };
    }
}
