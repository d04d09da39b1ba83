package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.model.FigurePoint.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FigureTrackTest {

    @Test
    void staysBoundedAndKeepsBothEnds() {
        FigureTrack track = FigureTrack.whole(List.of());

        LongStream.range(0, 20_000).forEach(second -> track.add(point(second * 1_000)));

        assertThat(track.size()).isLessThanOrEqualTo(FigureTrack.MOST).isGreaterThan(FigureTrack.MOST / 2);
        List<FigurePoint> points = track.points();
        assertThat(points.get(0).atMillis()).isZero();
        assertThat(points.get(points.size() - 1).atMillis()).isEqualTo(19_999_000);
        assertThat(points.subList(points.size() - 300, points.size()))
                .as("what is new stays as fine as it came")
                .extracting(FigurePoint::atMillis)
                .containsExactlyElementsOf(LongStream.range(19_700, 20_000)
                        .map(second -> second * 1_000)
                        .boxed()
                        .toList());
    }

    @Test
    void isTheSameWhenItGoesOnFromItsLastChunk() {
        FigureTrack whole = FigureTrack.whole(List.of());
        List<byte[]> chunks = new ArrayList<>();

        for (long second = 0; second < 4_000; second++) {
            whole.add(point(second * 1_000));
            FigureTrack next = chunks.isEmpty()
                    ? FigureTrack.whole(chunks)
                    : FigureTrack.from(chunks.size() - 1, chunks.get(chunks.size() - 1));
            next = next.size() < FigureTrack.MOST ? next : FigureTrack.whole(chunks);
            next.add(point(second * 1_000));
            List<byte[]> written = next.chunks();
            chunks = new ArrayList<>(next.thinned() ? List.of() : chunks.subList(0, next.firstChunk()));
            chunks.addAll(written);
        }

        assertThat(FigureTrack.whole(chunks).points()).isEqualTo(whole.points());
    }

    @Test
    void leavesOutWhatIsNotLater() {
        FigureTrack track = FigureTrack.whole(List.of());
        track.add(point(2_000));

        track.add(point(2_000));
        track.add(point(1_000));

        assertThat(track.points()).extracting(FigurePoint::atMillis).containsExactly(2_000L);
    }

    private static FigurePoint point(long atMillis) {
        return new FigurePoint(atMillis, 5, new Figures(0.01f, 20, 40, 80, 12), Figures.UNKNOWN);
    }
}
