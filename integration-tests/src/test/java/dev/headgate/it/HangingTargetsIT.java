package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.HangingTargets;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.targets.HangingTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One service's target hangs, and in the same partition, at the same executor, each shift and each rollback of another one
 * ends. What hangs goes on hanging from test to test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HangingTargetsIT {

    private static final int ROLLBACKS = 20;
    private static final int MANY_OF_EACH = 60;

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static HangingTargets targets;

    @BeforeAll
    static void start() throws Exception {
        targets = new HangingTargets(HEADGATE);
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void rollbacksEndWhileAnotherServicesTargetHangs(HangingTarget target) {
        targets.hang(target, 1);
        assertThatAllEndAndWhatHangsStillDoes();
    }

    @Test
    @Order(2)
    void rollbacksEndWhileAnotherServicesNginxIsNeverDoneWithItsReload() {
        targets.hangAtReload();
        assertThatAllEndAndWhatHangsStillDoes();
    }

    @Test
    @Order(3)
    void rollbacksEndWhileMoreServicesHangThanAnyPoolHasThreads() {
        for (HangingTarget target : HangingTarget.values()) {
            targets.hang(target, MANY_OF_EACH);
        }

        assertThatAllEndAndWhatHangsStillDoes();

        Await.untilAsserted(
                "the queue tells what hangs",
                Await.LONG,
                () -> assertThat(targets.executor().metric("headgate_executor_queue "))
                        .isEqualTo(targets.all()));
        assertThat(targets.executor().metric("headgate_executor_queue_oldest ")).isPositive();
        assertThat(targets.executor().metric("headgate_executor_memberships_lost_total"))
                .isZero();
    }

    private static void assertThatAllEndAndWhatHangsStillDoes() {
        assertThat(targets.rollBack(ROLLBACKS).outcome().count()).isEqualTo(ROLLBACKS);
        assertThat(targets.hanging()).isEqualTo(targets.all());
    }
}
