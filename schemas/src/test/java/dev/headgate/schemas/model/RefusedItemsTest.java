package dev.headgate.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusedItemsTest {

    @Test
    void placesAreWrittenAsRangesAndFoundAgain() {
        BitSet places = new BitSet();
        IntStream.of(0, 4, 5, 6, 9).forEach(places::set);

        RefusedItems some = RefusedItems.of(places);

        assertThat(some.text()).isEqualTo("0,4-6,9");
        assertThat(IntStream.range(0, 12).filter(some::holds)).containsExactly(0, 4, 5, 6, 9);
        assertThat(some.isAll()).isFalse();
    }

    @Test
    void everySecondOfVeryManyItemsMayBeRefused() {
        BitSet places = new BitSet();
        IntStream.range(0, 20_000).forEach(each -> places.set(2 * each));

        RefusedItems some = RefusedItems.of(places);

        assertThat(some.holds(39_998)).isTrue();
        assertThat(some.holds(39_997)).isFalse();
    }

    @Test
    void allHoldsEveryPlace() {
        assertThat(RefusedItems.ALL.holds(17)).isTrue();
    }

    @Test
    void nothingElseIsUnderstood() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefusedItems("1;2"))
                .withMessage("expected all, or places as 1,4-7, found \"1;2\"");
    }
}
