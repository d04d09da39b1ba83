package dev.headgate.executor.notice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    @Test
    void theFirstThatIsNotDoneIsCommittedAndWhichOthersAreNot() {
        Progress progress = Progress.from(100);
        for (long offset = 100; offset < 106; offset++) {
            progress.read(offset, 1);
        }
        progress.done(100);
        progress.done(102);
        progress.done(105);

        assertThat(progress.offset()).isEqualTo(101);
        assertThat(progress.metadata()).isEqualTo("1;5;0,2,3");
        Progress successor = Progress.from(progress.offset(), progress.metadata());
        assertThat(LongStream.range(101, 108).filter(successor::isDue).boxed())
                .containsExactly(101L, 103L, 104L, 106L, 107L);
    }

    @Test
    void aRecordIsDoneWhenAllThatFollowsFromItIs() {
        Progress progress = Progress.from(0);
        progress.read(0, 2);
        progress.done(0);
        assertThat(progress.offset()).isZero();

        progress.done(0);

        assertThat(progress.offset()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2;5;0", "1;x;0", "1;5;0,y", "1;5", "something else"})
    void metadataThatSomebodyElseWroteIsTakenForNone(String metadata) {
        Progress progress = Progress.from(7, metadata);

        assertThat(progress.offset()).isEqualTo(7);
        assertThat(progress.isDue(7)).isTrue();
    }

    /** Members come and go at any time: each record is done once, however often it is read. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverTheOrderAndHoweverOftenItBeginsAnewEachRecordIsDoneOnce(long seed) {
        Random random = new Random(seed);
        Map<Long, Integer> done = new HashMap<>();
        List<Long> open = new ArrayList<>();
        Progress progress = Progress.from(0);
        long next = 0;
        int last = 300;
        while (next < last || !open.isEmpty()) {
            int what = random.nextInt(20);
            if (what == 0) {
                progress = Progress.from(progress.offset(), progress.metadata());
                next = progress.offset();
                open.clear();
            } else if (what < 11 && next < last) {
                boolean due = progress.isDue(next);
                progress.read(next, due ? 1 : 0);
                if (due) {
                    open.add(next);
                }
                next++;
            } else if (!open.isEmpty()) {
                long one = open.remove(random.nextInt(open.size()));
                progress.done(one);
                done.merge(one, 1, Integer::sum);
            }
        }
        assertThat(done)
                .as("seed %d", seed)
                .hasSize(last)
                .allSatisfy((offset, times) ->
                        assertThat(times).as("seed %d, offset %d", seed, offset).isEqualTo(1));
        assertThat(progress.offset()).isEqualTo(last);
    }

    static LongStream seeds() {
        return LongStream.range(1, 31);
    }
}
