package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.JudgeStateFixture;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every release so far has left in the judge's changelog is restored by this one, and the rollout that it holds
 * goes on. A release adds its own with {@code -Dheadgate.fixture=RELEASE}, see {@link JudgeStateFixture}.
 */
class JudgeStateFixtureIT {

    private static final String SERVICE = "restored";
    private static final String ROLLOUT = "restored-1";

    static Stream<Path> fixtures() throws Exception {
        try (Stream<Path> files = Files.list(Project.file(JudgeStateFixture.DIRECTORY))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aRolloutGoesOnFromWhatAnEarlierReleaseLeft(Path fixture) throws Exception {
        Installation headgate = new Installation();
        try {
            headgate.start();
            JudgeStateFixture.restore(fixture, headgate);
            Release.Site site = new Release.Site(headgate, "2.0", "1.0");
            site.divideTraffic(SERVICE);
            headgate.gate("later").start();
            headgate.executor("one").start();
            site.readers();
            Traffic traffic = headgate.traffic();
            Release release = site.found(headgate.operator(), SERVICE, ROLLOUT);

            healthy(traffic);
            Decision complete = release.awaitDecision(DecisionKind.COMPLETE);

            assertThat(release.moves()).containsExactly("promote 10% 50%", "promote 50% 100%", "complete 100% 100%");
            assertThat(release.sequences()).containsExactly(2, 3, 4);
            assertThat(complete.correlationId()).isEqualTo("correlation-" + ROLLOUT);
        } catch (Throwable failure) {
            headgate.lastWords().forEach(System.err::println);
            throw failure;
        } finally {
            headgate.stop();
        }
    }

    /** Not a test but the way a fixture is made, here so that it is made by the code that reads it. */
    @Test
    void writesTheFixtureOfThisReleaseWhenAskedTo() throws Exception {
        String release = System.getProperty("headgate.fixture", "");
        assumeTrue(!release.isEmpty(), "no fixture was asked for with -Dheadgate.fixture=RELEASE");
        Installation headgate = new Installation();
        try {
            headgate.start();
            Path written = write(release, headgate);
            assertThat(Files.readAllLines(written)).isNotEmpty();
        } finally {
            headgate.stop();
        }
    }

    private static Path write(String release, Installation headgate) throws Exception {
        Release.Site site = new Release.Site(headgate, "2.0", "1.0");
        site.divideTraffic(SERVICE);
        Gate gate = headgate.gate("earlier").start();
        headgate.executor("one").start();
        site.readers();
        Traffic traffic = headgate.traffic();
        Operator operator = headgate.operator();
        Release rollout = site.start(operator, SERVICE, ROLLOUT, Policies.patient(SERVICE));
        rollout.awaitWeight(10.0);
        healthy(traffic);
        rollout.awaitEvaluation("some telemetry was judged", it -> it.canary().requests() >= 100);
        traffic.silence(SERVICE, "2.0");
        traffic.silence(SERVICE, "1.0");
        rollout.awaitEvaluation(
                "all of it was judged",
                it -> it.weight().percent() > 0
                        && it.canary().requests() == 0
                        && !rollout.evaluations().isEmpty());
        gate.stop();
        assertThat(rollout.moves()).containsExactly("promote 0% 10%");
        return JudgeStateFixture.dump(headgate, release);
    }

    private static void healthy(Traffic traffic) {
        traffic.behave(SERVICE, "1.0", Behaviour.HEALTHY);
        traffic.behave(SERVICE, "2.0", Behaviour.HEALTHY);
    }
}
