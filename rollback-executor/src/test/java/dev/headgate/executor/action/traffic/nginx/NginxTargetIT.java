package dev.headgate.executor.action.traffic.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.action.Permission;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Weight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real NGINX; skipped where it is not installed, except with CI=true. */
class NginxTargetIT {

    private static final Permission GRANTED = Optional::empty;
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private final TrafficShifter shifter = new TrafficShifter(new TrafficTargets());

    @TempDir
    Path directory;

    private RealNginx nginx;

    @BeforeEach
    void start() throws Exception {
        nginx = new RealNginx(directory);
    }

    @AfterEach
    void stop() {
        nginx.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 0.5, 33.33, 100, 0})
    void whatTheRealServerAnswersIsConfirmed(double percent) throws Exception {
        assertThat(confirmed(percent)).contains(new Weight(percent));
    }

    @Test
    void requestsReallyGoWhereItSaysAndAllComeBackWithARollback() throws Exception {
        assertThat(confirmed(30)).contains(new Weight(30));
        // 600 requests at 30 %: 180, and six standard deviations are 67
        assertThat(nginx.ofCanary(600)).isBetween(113, 247);

        assertThat(confirmed(0)).contains(Weight.NONE);
    }

    @Test
    void whatIsSetAlreadyIsNotWrittenOrReloadedAgain() throws Exception {
        confirmed(5);
        var written = Files.getLastModifiedTime(nginx.file);

        assertThat(confirmed(5)).contains(new Weight(5));
        assertThat(Files.getLastModifiedTime(nginx.file)).isEqualTo(written);
    }

    @Test
    void aConfigurationThatNginxRefusesIsPutBackAndFailsAtOnce() throws Exception {
        String before = Files.readString(nginx.file);
        Files.writeString(nginx.extra, "no_such_directive on;");

        StepOutcome outcome = shifter.shift(nginx.action("5"), BUDGET, GRANTED);

        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.category()).isEqualTo(FailureCategory.REFUSED);
            assertThat(failed.reason()).contains("NGINX refused its configuration", "no_such_directive");
        });
        assertThat(nginx.file).hasContent(before);
    }

    @Test
    void whatSomebodyElseChangesIsSetAgain() throws Exception {
        confirmed(5);
        assertThat(shifter.look(nginx.action("5"), GRANTED)).isInstanceOf(Look.InForce.class);
        Files.writeString(nginx.file, Split.of("50", "2.0.0", "1.0.0").file("shop_version", "$request_id"));

        assertThat(shifter.look(nginx.action("5"), GRANTED)).isInstanceOf(Look.Reasserted.class);
        assertThat(confirmed(5)).contains(new Weight(5));
        assertThat(nginx.file).content().contains("5% \"2.0.0\"");
    }

    @Test
    void aServerThatIsDownIsTriedUntilTheBudgetIsOverAndTakesWhatIsDecidedWhenItIsBack() throws Exception {
        confirmed(50);
        nginx.close();

        StepOutcome down = shifter.shift(nginx.action("0"), Duration.ofMillis(300), GRANTED);
        nginx.start();

        assertThat(down)
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.category()).isEqualTo(FailureCategory.TARGET));
        assertThat(confirmed(0)).contains(Weight.NONE);
        assertThat(nginx.ofCanary(50)).isZero();
    }

    @Test
    void withoutPermissionNothingIsWritten() throws Exception {
        String before = Files.readString(nginx.file);

        StepOutcome outcome = shifter.shift(nginx.action("5"), BUDGET, () -> Optional.of("the lease is over"));

        assertThat(outcome).isInstanceOf(StepOutcome.NotBegun.class);
        assertThat(nginx.file).hasContent(before);
    }

    @Test
    void aTestThatCannotBeRunLeavesTheFileAsItWas() throws Exception {
        String before = Files.readString(nginx.file);
        var action = nginx.action("5");
        var broken = new dev.headgate.schemas.model.Action.NginxSplit(
                action.file(),
                action.variable(),
                action.key(),
                action.canary(),
                action.baseline(),
                action.weight(),
                action.state(),
                List.of(directory.resolve("absent").toString()),
                action.reload());

        StepOutcome outcome = shifter.shift(broken, Duration.ofMillis(300), GRANTED);

        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        assertThat(nginx.file).hasContent(before);
    }

    private Optional<Weight> confirmed(double percent) throws InterruptedException {
        StepOutcome outcome = shifter.shift(nginx.action(Double.toString(percent)), BUDGET, GRANTED);
        assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        return ((StepOutcome.Done) outcome).confirmedWeight();
    }
}
