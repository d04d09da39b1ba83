package dev.headgate.core.backtest;

import static dev.headgate.core.backtest.RecordedTraffic.BEGINNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.backtest.Arrivals.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals(10);
    private final List<Long> released = new ArrayList<>();

    @Test
    void secondsComeOutInOrderOnceNothingCanBeAdded() {
        give(0);
        give(7);
        give(3);
        arrivals.release((parts, second) -> released.add(second - BEGINNING));
        assertThat(released).isEmpty();

        give(14);
        arrivals.release((parts, second) -> released.add(second - BEGINNING));
        assertThat(released).containsExactly(0L, 3L);

        arrivals.releaseAll((parts, second) -> released.add(second - BEGINNING));
        assertThat(released).containsExactly(0L, 3L, 7L, 14L);
        assertThat(arrivals.late()).isZero();
    }

    @Test
    void whatIsFurtherBehindThanTheWindowIsLateAndCounted() {
        assertThat(place(20)).isEqualTo(Place.IN_TIME);
        assertThat(place(10)).isEqualTo(Place.IN_TIME);
        assertThat(place(9)).isEqualTo(Place.LATE);
        assertThat(arrivals.late()).isEqualTo(1);
    }

    @Test
    void oneTimeFarAheadIsAMistakeAndManyAreWhereTheRecordingGoesOn() {
        long farAhead = 2 * Arrivals.LONGEST_JUMP_SECONDS;
        assertThat(place(0)).isEqualTo(Place.IN_TIME);
        assertThat(place(farAhead)).isEqualTo(Place.FAR_AHEAD);
        assertThat(place(1)).isEqualTo(Place.IN_TIME);

        for (int i = 0; i < Arrivals.JUMPS_BELIEVED; i++) {
            assertThat(place(farAhead)).isEqualTo(Place.FAR_AHEAD);
        }
        assertThat(place(farAhead)).isEqualTo(Place.IN_TIME);
        assertThat(arrivals.farAhead()).isEqualTo(Arrivals.JUMPS_BELIEVED + 1);
    }

    private void give(long second) {
        assertThat(place(second)).isEqualTo(Place.IN_TIME);
        arrivals.add(new RecordedTraffic(1).part("a", BEGINNING + second, 1, 0));
    }

    private Place place(long second) {
        return arrivals.place((BEGINNING + second) * 1_000 + 999);
    }
}
