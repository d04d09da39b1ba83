package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.RolloutLoop;
import dev.headgate.it.harness.Sketches;
import dev.headgate.it.harness.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGKILL to the gate, again and again, at seeded instants anywhere in its commit cycle, under load and while rollouts
 * run: nothing is lost, nothing is counted or decided twice.
 */
class GateKillsIT {

    private static final Logger LOG = LoggerFactory.getLogger(GateKillsIT.class);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);

    private static final Duration WHILE_BEING_KILLED = Duration.ofMinutes(10);

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @ParameterizedTest(name = "{0} kills, seed {1}")
    @CsvSource("20, 20261122")
    void sumsAndDecisionsAreThoseOfAnUninterruptedRun(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("good");
        site.divideTraffic("bad");
        HEADGATE.executor("one").start();
        site.readers();
        Traffic traffic = HEADGATE.traffic();
        for (String service : List.of("good", "bad", "bystander")) {
            traffic.behave(service, "1.0", Behaviour.HEALTHY);
            traffic.behave(service, "2.0", Behaviour.HEALTHY);
        }
        Gate gate = HEADGATE.gate("killed").start();
        RolloutLoop rollouts = new RolloutLoop(site, HEADGATE.operator(), traffic);
        List<String> goodCourse = rollouts.playGood("calm").course();
        List<String> badCourse = rollouts.playBad("calm").course();
        LOG.info("Uninterrupted: {} and {}", goodCourse, badCourse);

        Sketches sketches = new Sketches(HEADGATE);
        site.waitUpTo(WHILE_BEING_KILLED);
        rollouts.begin();
        for (int kill = 1; kill <= kills; kill++) {
            Await.instant(System.nanoTime() + random.nextLong(LONGEST_LIFE.toNanos()));
            gate.kill();
            long before = sketches.committedUpTo();
            LOG.info("Kill {} of {}, seed {}, {} committed", kill, kills, seed, before);
            gate.startWithoutWaiting();
            Await.until("the gate commits again", () -> sketches.committedUpTo() > before);
        }
        List<Release> played = rollouts.end();
        traffic.stop();
        sketches.awaitEverythingConsumed();

        LOG.info(
                "{} rollouts while {} kills, {} requests, seed {}",
                played.size(),
                kills,
                traffic.published().requests(),
                seed);
        assertThat(sketches.sums().differencesTo(traffic.published()))
                .as("sums of requests, errors, latencies and buckets that differ, seed %d", seed)
                .isEmpty();
        assertThat(played).allSatisfy(release -> {
            assertThat(release.course())
                    .as("%s, seed %d", release.rolloutId(), seed)
                    .isEqualTo(release.rolloutId().startsWith("good") ? goodCourse : badCourse);
            assertThat(release.sequences())
                    .isEqualTo(IntStream.rangeClosed(1, release.decisions().size())
                            .boxed()
                            .toList());
        });
    }
}
