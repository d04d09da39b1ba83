package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.HaltInsideCommit;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Measured;
import dev.headgate.it.harness.Sketches;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate dies while measurements come: no one is lost and none is counted twice. */
class MeasurementKillsIT {

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
    private static final int MOST_RECORDS_BEFORE_HALT = 30;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @ParameterizedTest(name = "{0} kills at random, {0} inside a commit, seed {1}")
    @CsvSource("3, 20261128")
    void sumsAreThoseOfWhatWasPublished(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        Sketches sketches = new Sketches(HEADGATE);
        Gate gate = HEADGATE.gateOnly("combine").start();
        Measured measured = HEADGATE.measured(seed);

        for (int kill = 0; kill < kills; kill++) {
            Await.instant(System.nanoTime() + random.nextLong(LONGEST_LIFE.toNanos()));
            gate.kill();
            gate.startToHalt(new HaltInsideCommit.Point(
                    HEADGATE.topics().name(TopicCatalogue.GATE_SKETCHES),
                    1 + random.nextInt(MOST_RECORDS_BEFORE_HALT)));
            gate.awaitHalt(Await.LONG);
            Map<TopicPartition, Long> before = sketches.committed();
            gate.start();
            Await.until("the gate commits again", () -> !sketches.committed().equals(before));
        }
        Map<String, MeasurementSum> published = measured.stop();
        sketches.awaitEverythingConsumed(TopicCatalogue.TELEMETRY_MEASUREMENTS);

        assertThat(published.values().stream().mapToLong(MeasurementSum::count).sum())
                .isGreaterThan(500);
        assertThat(sketches.measurements()).as("seed %d", seed).isEqualTo(published);
    }
}
