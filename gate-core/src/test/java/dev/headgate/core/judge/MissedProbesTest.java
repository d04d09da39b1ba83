package dev.headgate.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class MissedProbesTest {

    private static final int AN_HOUR = 360;

    @Test
    void noneIsMissedWhileTheyComeEveryThirtySeconds() {
        assertThat(MissedProbes.of(every(3, 0, AN_HOUR), AN_HOUR).cardinality()).isZero();
    }

    @Test
    void eachThatWasDueIsMissedWhereNoneComes() {
        BitSet came = every(3, 0, AN_HOUR);
        came.clear(100, 160); // ten minutes

        BitSet missed = MissedProbes.of(came, AN_HOUR);

        assertThat(missed.cardinality()).isEqualTo(20);
        assertThat(missed.nextSetBit(0)).isEqualTo(102);
    }

    @Test
    void thoseAfterTheLastOneAreMissedToo() {
        assertThat(MissedProbes.of(every(3, 0, 180), AN_HOUR).cardinality()).isEqualTo(60);
    }

    @Test
    void oneThatIsLostOrALittleLateIsNotMissed() {
        BitSet came = every(3, 0, AN_HOUR);
        came.clear(99);
        came.clear(201);
        came.set(202);

        assertThat(MissedProbes.of(came, AN_HOUR).cardinality()).isZero();
    }

    @Test
    void noneIsMissedBeforeTheFirstOneOrWhereThereAreNone() {
        assertThat(MissedProbes.of(every(3, 180, AN_HOUR), AN_HOUR).cardinality())
                .isZero();
        assertThat(MissedProbes.of(new BitSet(), AN_HOUR).cardinality()).isZero();
    }

    @Test
    void twoSayNothingOfWhatIsUsual() {
        BitSet came = new BitSet();
        came.set(0);
        came.set(3);

        assertThat(MissedProbes.of(came, AN_HOUR).cardinality()).isZero();
    }

    private static BitSet every(int distance, int from, int to) {
        BitSet slices = new BitSet();
        for (int at = from; at < to; at += distance) {
            slices.set(at);
        }
        return slices;
    }
}
