package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that people copy are read without a single remark. */
class ExamplesTest {

    @ParameterizedTest
    @MethodSource("policies")
    void eachPolicyIsGoodForReaderAndSchema(Path path) {
        String yaml = PublishedSchema.text(path);

        Parsed<Policy> parsed = PolicyReader.read(path.toString(), yaml);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(PublishedSchema.POLICY.errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void eachRunbookIsGoodForReaderAndSchema(Path path) {
        String yaml = PublishedSchema.text(path);

        Parsed<Runbook> parsed = RunbookReader.read(path.toString(), yaml);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(PublishedSchema.RUNBOOK.errors(yaml)).isEmpty();
    }

    @Test
    void theDemoPolicyGoesToAllTrafficInThreeShortStages() {
        Policy demo = policy("policies/demo.yaml");

        assertThat(demo.stages()).extracting(stage -> stage.weight().percent()).containsExactly(10.0, 50.0, 100.0);
        assertThat(demo.stages()).extracting(stage -> stage.minimumHold()).containsOnly(Duration.ofSeconds(10));
        assertThat(demo.stop()).anyMatch(line -> line.criterion().measure() instanceof Measure.NoSuccess);
    }

    @Test
    void theObservingPolicyTouchesNothing() {
        assertThat(policy("policies/observe.yaml").mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void theRealisticPolicyEndsWithADayOfWatching() {
        Policy canary = policy("policies/canary.yaml");

        assertThat(canary.stages().get(canary.stages().size() - 1).weight()).isEqualTo(Weight.ALL);
        assertThat(canary.stages().get(canary.stages().size() - 1).minimumHold())
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void theComparingPolicyStopsWhatIsWorseAndPromotesWhatIsNot() {
        Policy comparing = policy("policies/compare-with-baseline.yaml");

        assertThat(comparing.stages())
                .extracting(stage -> stage.weight().percent())
                .containsExactly(5.0, 25.0, 100.0);
        assertThat(comparing.stop())
                .extracting(line -> line.criterion().claim())
                .contains(new Claim.AgainstBaseline(true, new Margin.None()));
        assertThat(comparing.stages().get(0).advance())
                .extracting(line -> line.claim())
                .contains(
                        new Claim.AgainstBaseline(false, new Margin.Points(0.002)),
                        new Claim.AgainstBaseline(false, new Margin.Share(0.2)));
    }

    static List<Path> policies() {
        return Stream.of("policies", "plans")
                .flatMap(directory -> PublishedSchema.examples(directory).stream())
                .toList();
    }

    static List<Path> runbooks() {
        return PublishedSchema.examples("runbooks");
    }

    private static Policy policy(String path) {
        return ((Parsed.Valid<Policy>) PolicyReader.read(path, PublishedSchema.example(path))).value();
    }
}
