package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.Executor;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator holds an executor: nothing advances, over a kill, and a rollback is carried out all the same. */
class ExecutorHoldIT {

    private static final String SERVICE = "shop";

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @Test
    void whileItHoldsNothingAdvancesAndARollbackIsCarriedOut() throws Exception {
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic(SERVICE);
        HEADGATE.gate("all").start();
        Executor executor = HEADGATE.executor("one").trustingOperators().start();
        site.readers();
        HEADGATE.traffic().behave(SERVICE, "1.0", Behaviour.HEALTHY);
        HEADGATE.traffic().behave(SERVICE, "2.0", Behaviour.HEALTHY);

        CommandLine.Ended held = commands().run("executions", "hold", "--reason", "a freeze");
        assertThat(held.code()).as(held.err()).isZero();
        assertThat(held.out()).contains("held in ");
        executor.kill();
        executor.start();
        Release release =
                site.start(HEADGATE.operator(), SERVICE, SERVICE + "-1", Policies.staying(SERVICE, "enforce"));
        Decision promotion = release.awaitDecision(DecisionKind.PROMOTE);
        CommandLine.Ended list = commands().run("executions", "list");

        assertThat(list.out()).startsWith("HELD since ").contains("a freeze");
        assertThat(release.executions(ExecutionStatus.STARTED)).isEmpty();
        assertThat(release.shareInForce()).isZero();

        CommandLine.Ended released = commands().run("executions", "release", "--reason", "it is over");
        assertThat(released.code()).as(released.err()).isZero();
        release.awaitWeight(10.0);
        CommandLine.Ended show = commands().run("executions", "show", promotion.decisionId());
        assertThat(show.out()).contains("promote", "attempt 1  succeeded", "10% read back as in force");

        assertThat(commands()
                        .run("executions", "hold", "--reason", "another one")
                        .code())
                .isZero();
        HEADGATE.operator().abort(SERVICE, release.rolloutId());
        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(release.shareInForce()).isZero();
    }

    private static CommandLine commands() {
        return new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY", HEADGATE.keys().operatorFile().toString()));
    }
}
