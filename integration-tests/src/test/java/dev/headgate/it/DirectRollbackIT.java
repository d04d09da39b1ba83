package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dead gate keeps nobody from rolling back. */
class DirectRollbackIT {

    private static final String SERVICE = "shop";

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @Test
    void anOperatorRollsBackWhileTheGateIsDeadAndTheGateLearnsOfItWhenItIsBack() throws Exception {
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic(SERVICE);
        Gate gate = HEADGATE.gate("all").start();
        HEADGATE.executor("one").trustingOperators().start();
        site.readers();
        HEADGATE.traffic().behave(SERVICE, "1.0", Behaviour.HEALTHY);
        HEADGATE.traffic().behave(SERVICE, "2.0", Behaviour.HEALTHY);
        Release release =
                site.start(HEADGATE.operator(), SERVICE, SERVICE + "-1", Policies.staying(SERVICE, "enforce"));
        release.awaitWeight(10.0);
        gate.kill();

        CommandLine.Ended direct = commands()
                .run(
                        "rollback",
                        "--direct",
                        "--service",
                        SERVICE,
                        "--reason",
                        "the gate is down",
                        "--although-alive",
                        "--yes");

        assertThat(direct.code()).as(direct.err()).isZero();
        assertThat(direct.out()).contains(SERVICE + "-1/direct-1", "succeeded");
        assertThat(release.shareInForce()).isZero();
        assertThat(release.executions(ExecutionStatus.SUCCEEDED))
                .last()
                .satisfies(execution -> assertThat(execution.decisionId()).isEqualTo(SERVICE + "-1/direct-1"));

        gate.start();
        release.awaitPhase(Phase.ROLLED_BACK);

        assertThat(release.shareInForce()).isZero();
        assertThat(release.moves()).noneMatch(move -> move.startsWith(DecisionKind.STEP_BACK.wireName()));
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
