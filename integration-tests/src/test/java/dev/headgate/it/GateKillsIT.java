package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.HaltInsideCommit;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.RolloutLoop;
import dev.headgate.it.harness.Sketches;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate dies again and again, under load and while rollouts run: by SIGKILL at seeded instants anywhere in its commit
 * cycle, and by halting itself inside a commit, when a part of what belongs to it has been written. Nothing is lost, nothing
 * is counted or decided twice.
 */
class GateKillsIT {

    private static final Logger LOG = LoggerFactory.getLogger(GateKillsIT.class);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
    private static final int MOST_RECORDS_BEFORE_HALT = 60;

    private static final Duration WHILE_BEING_KILLED = Duration.ofMinutes(10);

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @ParameterizedTest(name = "{0} kills at random, {1} inside a commit, seed {2}")
    @CsvSource("14, 6, 20261122")
    void sumsAndDecisionsAreThoseOfAnUninterruptedRun(int atRandom, int insideCommit, long seed) throws Exception {
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
        List<Duration> recoveries = kill(gate, ends(atRandom, insideCommit, random), sketches, random);
        List<Release> played = rollouts.end();
        traffic.stop();
        sketches.awaitEverythingConsumed();

        LOG.info(
                "{} rollouts during {} kills, {} requests, seed {}; after a kill both applications commit again in every"
                        + " partition within {} ms (median), {} ms (longest)",
                played.size(),
                recoveries.size(),
                traffic.published().requests(),
                seed,
                recoveries.get(recoveries.size() / 2).toMillis(),
                recoveries.get(recoveries.size() - 1).toMillis());
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

    /** How each life of the gate ends: at an instant chosen at random, or by itself inside a commit; the first at random. */
    private static List<Optional<HaltInsideCommit.Point>> ends(int atRandom, int insideCommit, Random random) {
        String sketches = HEADGATE.topics().name(TopicCatalogue.GATE_SKETCHES);
        String decisions = HEADGATE.topics().name(TopicCatalogue.GATE_DECISIONS);
        List<Optional<HaltInsideCommit.Point>> ends = new ArrayList<>();
        for (int i = 0; i < insideCommit; i++) {
            ends.add(Optional.of(
                    i % 2 == 0
                            ? new HaltInsideCommit.Point(sketches, 1 + random.nextInt(MOST_RECORDS_BEFORE_HALT))
                            : new HaltInsideCommit.Point(decisions, 1)));
        }
        ends.addAll(Collections.nCopies(atRandom - 1, Optional.empty()));
        Collections.shuffle(ends, random);
        ends.add(0, Optional.empty());
        return ends;
    }

    /** Ends the gate's lives one after the other; how long each death kept readers waiting, the shortest first. */
    private static List<Duration> kill(
            Gate gate, List<Optional<HaltInsideCommit.Point>> ends, Sketches sketches, Random random)
            throws InterruptedException {
        List<Duration> recoveries = new ArrayList<>();
        for (int life = 0; life < ends.size(); life++) {
            if (ends.get(life).isPresent()) {
                gate.awaitHalt(WHILE_BEING_KILLED);
            } else {
                Await.instant(System.nanoTime() + random.nextLong(LONGEST_LIFE.toNanos()));
                gate.kill();
            }
            long dead = System.nanoTime();
            Map<TopicPartition, Long> before = sketches.committed();
            if (life + 1 < ends.size() && ends.get(life + 1).isPresent()) {
                gate.startToHalt(ends.get(life + 1).get());
            } else {
                gate.startWithoutWaiting();
            }
            Await.until(
                    "the gate commits again, or has halted",
                    () -> sketches.committedEverywhereSince(before)
                            || !gate.process().isAlive());
            Duration recovery = Duration.ofNanos(System.nanoTime() - dead);
            recoveries.add(recovery);
            LOG.info(
                    "Kill {} of {}, {}: committing again after {} ms",
                    life + 1,
                    ends.size(),
                    ends.get(life).map(Object::toString).orElse("at random"),
                    recovery.toMillis());
        }
        Collections.sort(recoveries);
        return recoveries;
    }
}
