package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RunbookCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stricter policy beside a rollout, by the command line, with a real broker, a real executor and HAProxy. */
class ShadowIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    @TempDir
    Path directory;

    @Test
    void aStricterShadowRollsBackWhileTheRolloutIsPromotedAndTheExecutorTouchesNothingForIt() throws Exception {
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("shop");
        HEADGATE.gate("all").start();
        HEADGATE.executor("one").start();
        site.readers();
        Collected<DeadLetter> deadLetters = HEADGATE.readers().deadLetters();
        Collected<Execution> executions = HEADGATE.readers().executions();
        Traffic traffic = HEADGATE.traffic();
        Operator operator = HEADGATE.operator();
        CommandLine headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY", HEADGATE.keys().operatorFile().toString()));
        String strict = Policies.threeStages("shop").replace("it-shop", "it-strict");
        String lenient = strict.replace("it-strict", "it-lenient")
                .replace("errorRate > 10%", "errorRate > 90%")
                .replace("errorRate <= 1%", "errorRate <= 80%")
                .replaceFirst("hold: 2s", "hold: 15s");
        traffic.behave("shop", "1.0", Behaviour.HEALTHY);
        traffic.behave("shop", "2.0", Behaviour.HEALTHY);

        Ended start = headgate.run(
                "rollout",
                "start",
                "--service",
                "shop",
                "--canary",
                "2.0",
                "--baseline",
                "1.0",
                "--rollout",
                "shop-1",
                "--policy",
                file("lenient.yaml", lenient),
                "--shadow",
                file("strict.yaml", strict.replaceFirst("hold: 2s", "hold: 15s")));
        assertThat(start.code()).as(start.err()).isZero();
        assertThat(start.out()).contains("headgate rollout compare shop-1");
        Release release = site.found(operator, "shop", "shop-1");
        Release shadow = site.found(operator, "shop", "shop-1.shadow");
        release.awaitWeight(10.0);
        traffic.behave("shop", "2.0", Behaviour.ERRORS);
        Decision rollback = shadow.awaitDecision(DecisionKind.ROLLBACK);
        shadow.awaitPhase(Phase.ROLLED_BACK);
        release.awaitDecision(DecisionKind.COMPLETE);

        assertThat(release.moves())
                .containsExactly("promote 0% 10%", "promote 10% 50%", "promote 50% 100%", "complete 100% 100%");
        assertThat(release.sequences()).containsExactly(1, 2, 3, 4);
        assertThat(release.shareInForce()).isEqualTo(100.0);
        assertThat(shadow.moves()).containsExactly("promote 0% 10%", "rollback 10% 0%");
        assertThat(shadow.decisions()).allSatisfy(decision -> {
            assertThat(decision.mode()).isEqualTo(Mode.SHADOW);
            assertThat(decision.runbook()).isEqualTo(RunbookCall.NONE);
            assertThat(decision.hypotheticalSince()).isEmpty();
        });
        assertThat(rollback.decidingCriterion()).hasValue("errorRate > 10%");
        assertThat(executions.values(execution -> execution.status() == ExecutionStatus.SUCCEEDED))
                .extracting(Execution::decisionId)
                .containsExactly("shop-1/1", "shop-1/2", "shop-1/3");
        assertThat(executions.values(execution -> !execution.rolloutId().equals("shop-1")))
                .isEmpty();
        assertThat(deadLetters.values(letter -> true)).isEmpty();
        assertCommandLineShowsIt(headgate);
    }

    private static void assertCommandLineShowsIt(CommandLine headgate) throws Exception {
        Ended compare = headgate.run("rollout", "compare", "shop-1");
        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(compare.out())
                .contains("only shadow", "only rollout", "same", "errorRate > 10%", "4 differences")
                .containsPattern("rollout +\\S+ +meanwhile +at 10%, the canary's error rate was");
        JsonNode document = JsonMapper.shared()
                .readTree(headgate.run("rollout", "compare", "--service", "shop", "-o", "json")
                        .out());
        assertThat(document.get("rows"))
                .extracting(row -> row.get("kind").stringValue() + " "
                        + row.get("difference").stringValue())
                .containsExactly(
                        "promote same",
                        "rollback only-shadow",
                        "promote only-rollout",
                        "promote only-rollout",
                        "complete only-rollout");
        List<String> status = headgate.run("rollout", "status", "--service", "shop")
                .out()
                .lines()
                .toList();
        assertThat(status).hasSize(3);
        assertThat(status.get(1)).contains("completed", "shop-1").doesNotContain("shadow");
        assertThat(status.get(2)).contains("rolled-back (shadow)", "shop-1.shadow");
        assertThat(headgate.run("decisions", "tail", "--no-follow").out()).contains("(shadow) ");
        Ended none = headgate.run("rollout", "compare", "shop-2");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no rollout shop-2 with a shadow");
    }

    private String file(String name, String policy) throws Exception {
        return Files.writeString(directory.resolve(name), policy).toString();
    }
}
