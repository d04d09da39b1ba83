package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.JudgeStateFixture;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every release so far has left in the judge's changelog is restored by this one, and the rollout that it holds
 * goes on. {@link WriteJudgeStateFixture} adds a release's own.
 */
class JudgeStateFixtureIT {

    private static final String SERVICE = WriteJudgeStateFixture.SERVICE;
    private static final String ROLLOUT = WriteJudgeStateFixture.ROLLOUT;

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

            traffic.behave(SERVICE, "1.0", Behaviour.HEALTHY);
            traffic.behave(SERVICE, "2.0", Behaviour.HEALTHY);
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
}
