package dev.headgate.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Watch;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The baseline's failures come in clusters of five in one of two operations. */
class OperationClustersTest {

    private static final long BEGINNING = 1_767_225_600;
    private static final Clustering OF_VERSION = new Clustering(Map.of("errorRate", new Tempering(1.3, 120)));

    private final ServiceTelemetry telemetry = new ServiceTelemetry();
    private final OperationClusters clusters = new OperationClusters("1.0");
    private final Random random = new Random(3);

    @BeforeEach
    void watch() {
        telemetry.watch(new Watch(Set.of("1.0", "2.0"), Set.of(), Set.of(), Long.MAX_VALUE, true));
    }

    @Test
    void anOperationWhoseFailuresComeInClustersIsTemperedMoreThanItsVersionWithinAQuarterOfAnHour() {
        run(clusters, 15 * 60);

        assertThat(factor(clusters, "clustered")).isBetween(2.5, 15.0);
        assertThat(factor(clusters, "independent")).isBetween(1.3, 3.0);
        assertThat(clusters.of(Optional.empty(), OF_VERSION)).isEqualTo(OF_VERSION);
        assertThat(factor(clusters, "never seen")).isEqualTo(2.6);
    }

    @Test
    void whatIsKnownIsTheSameAfterARestart() {
        run(clusters, 15 * 60);
        OperationClusters restarted = new OperationClusters("1.0");

        restarted.restore(clusters.memories());

        assertThat(restarted.memories()).isEqualTo(clusters.memories());
        assertThat(factor(restarted, "clustered")).isEqualTo(factor(clusters, "clustered"));
    }

    private void run(OperationClusters learning, int seconds) {
        for (long second = BEGINNING; second < BEGINNING + seconds; second++) {
            telemetry.advanceTo(second);
            telemetry.add(
                    new SketchDelta("shop", List.of(part("clustered", second, 5), part("independent", second, 1))));
            learning.closeBefore(second, telemetry);
        }
    }

    private SeriesSecond part(String operation, long second, int cluster) {
        int errors = 0;
        for (int request = 0; request < 50; request++) {
            errors += random.nextDouble() < 0.02 / cluster ? cluster : 0;
        }
        return new SeriesSecond(
                new SeriesKey("1.0", operation, Labels.NONE),
                second,
                50,
                Math.min(50, errors),
                0,
                new LatencySketch(),
                List.of());
    }

    private static double factor(OperationClusters clusters, String operation) {
        return clusters.of(Optional.of(operation), OF_VERSION)
                .tempering("errorRate")
                .factor();
    }
}
