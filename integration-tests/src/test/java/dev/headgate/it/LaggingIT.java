package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Combine and judge as two processes, one of which is gone for a while: our own outage is never the canary's. */
class LaggingIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final Duration LONGER_THAN_THE_LIMIT_OF_SILENCE = Duration.ofSeconds(6);

    @Test
    void withoutCombinerEverythingIsHeldAndNobodyIsRolledBack() throws Exception {
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("shop");
        Gate combine = HEADGATE.gateOnly("combine").start();
        HEADGATE.gateOnly("judge").start();
        HEADGATE.executor("one").start();
        site.readers();
        Traffic traffic = HEADGATE.traffic();
        Operator operator = HEADGATE.operator();
        traffic.behave("shop", "1.0", Behaviour.HEALTHY);
        traffic.behave("shop", "2.0", Behaviour.HEALTHY);
        Release release = site.start(operator, "shop", "shop-1", Policies.threeStages("shop"));
        release.awaitWeight(10.0);

        Instant killed = Instant.now();
        combine.kill();
        Evaluation first = release.awaitEvaluation(
                "telemetry lags",
                evaluation -> evaluation.lagging() && evaluation.evaluatedAt().isAfter(killed));
        Instant longAfter = first.evaluatedAt().plus(LONGER_THAN_THE_LIMIT_OF_SILENCE);
        Evaluation held = release.awaitEvaluation(
                "still lagging long after",
                evaluation -> evaluation.evaluatedAt().isAfter(longAfter));
        List<String> movesWhileLagging = release.moves();

        assertThat(held.lagging()).isTrue();
        assertThat(held.verdicts())
                .filteredOn(verdict -> verdict.criterion().contains("no success"))
                .allSatisfy(verdict -> {
                    assertThat(verdict.judgement()).isEqualTo(Judgement.UNDECIDED);
                    assertThat(verdict.cause()).isEqualTo(UndecidedCause.LAGGING);
                })
                .isNotEmpty();
        assertThat(movesWhileLagging).doesNotContain("rollback 10% 0%").startsWith("promote 0% 10%");

        combine.start();
        release.awaitDecision(DecisionKind.COMPLETE);
        assertThat(release.moves())
                .containsExactly("promote 0% 10%", "promote 10% 50%", "promote 50% 100%", "complete 100% 100%");
    }
}
