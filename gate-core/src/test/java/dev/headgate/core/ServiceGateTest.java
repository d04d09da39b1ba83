package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.UnknownCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceGateTest {

    private static final Instant NOW = Scenario.BEGINNING;

    private final ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

    @Test
    void theFirstDecisionNamesItsRunbookAndItsPolicyIsStored() {
        TickOutcome outcome = tick(start("c1", "r1"));

        Decision decision = outcome.decisions().get(0);
        assertThat(decision.decisionId()).isEqualTo("r1/1");
        assertThat(decision.epoch()).isEqualTo(7);
        assertThat(decision.validFor()).contains(Duration.ofSeconds(60));
        assertThat(decision.runbook().name()).isEqualTo("shift-traffic");
        assertThat(decision.runbook().parameters())
                .containsEntry("weight", "10")
                .containsOnlyKeys("service", "canary", "baseline", "weight", "rollout", "decision", "reason");
        assertThat(outcome.policyToStore()).isPresent();
        assertThat(outcome.rollout().orElseThrow().phase()).isEqualTo(Phase.SHIFTING);
        assertThat(gate.live()).isTrue();
    }

    @Test
    void theSameCommandTwiceChangesNothing() {
        tick(start("c1", "r1"));

        assertThat(tick(start("c1", "r1")).decisions()).isEmpty();
    }

    @Test
    void anOldCommandThatIsBroughtAgainIsRefusedUnlessItStopsSomething() {
        Instant longAgo = NOW.minus(Duration.ofDays(8));
        StartRollout start = start("c1", "r1");
        CommandHeader old = new CommandHeader("c1", "x", "shop", "r1", "ada", longAgo, "");
        assertRefused(new StartRollout(old, start.canary(), start.baseline(), start.policy()), "issue it anew");

        tick(start("c2", "r1"));
        TickOutcome outcome = tick(new AbortRollout(new CommandHeader("c3", "x", "shop", "r1", "ada", longAgo, "")));

        assertThat(outcome.decisions()).extracting(Decision::kind).containsExactly(DecisionKind.ROLLBACK);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheReasonAndNumberZero() {
        assertRefused(start("c1", "r 1"), "must be names");
        assertRefused(new AbortRollout(Scenario.header("c2", "r9")), "there is no rollout r9");
        assertRefused(new UnknownCommand(Scenario.header("c3", "r9"), "teleport"), "does not know");
        assertRefused(
                new AbortRollout(new CommandHeader("c4", "x", "other", "r9", "ada", NOW, "")), "and not for shop");
        StartRollout good = start("c5", "r1");
        assertRefused(new StartRollout(Scenario.header("c5", "r1"), "1.0.0", "1.0.0", good.policy()), "two versions");
        assertRefused(
                new StartRollout(
                        Scenario.header("c6", "r1"),
                        "2.0.0",
                        "1.0.0",
                        new PolicyText("p.yaml", "x".repeat(262_145), "0".repeat(64))),
                "longer than 256 kB");
    }

    @Test
    void aShadowThatDoesNotFitIsRefusedWithItsStart() {
        StartRollout good = start("c1", "r1");
        PolicyText text = good.policy();
        PolicyText endless = new PolicyText("p.yaml", "x".repeat(262_145), "0".repeat(64));
        Optional<ParsedPolicy> usable = Optional.of(new ParsedPolicy.Usable(Policies.demo()));
        Optional<ParsedPolicy> unusable = Optional.of(new ParsedPolicy.Unusable("strict.yaml:3:1: bad"));

        assertRefused(withShadow("c1", "r1", text), usable, unusable, "shadow policy cannot be used: strict.yaml:3:1");
        assertRefused(withShadow("c2", "r2", endless), usable, usable, "the shadow policy is longer than 256 kB");
        assertRefused(withShadow("c3", "r3", text), usable, Optional.empty(), "was not read");
        assertRefused(withShadow("c4", "r".repeat(94), text), usable, usable, "leaves no room");
        assertThat(gate.live()).isFalse();
    }

    private void assertRefused(
            StartRollout start, Optional<ParsedPolicy> policy, Optional<ParsedPolicy> shadow, String why) {
        TickOutcome outcome = gate.tick(new Tick(
                NOW,
                List.of(new Input.CommandInput(7, start, policy, shadow)),
                new TelemetryStatus(false, "", NOW, NOW.plusSeconds(60)),
                List.of()));
        assertThat(outcome.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.kind()).isEqualTo(DecisionKind.REFUSE);
            assertThat(decision.reason()).contains(why);
        });
    }

    private static StartRollout withShadow(String commandId, String rolloutId, PolicyText shadow) {
        StartRollout start = start(commandId, rolloutId);
        return new StartRollout(start.header(), start.canary(), start.baseline(), start.policy(), Optional.of(shadow));
    }

    @Test
    void aStartWhosePolicyCannotBeReadIsRefusedWithItsProblems() {
        TickOutcome outcome = tick(
                start("c1", "r1"), Optional.of(new ParsedPolicy.Unusable("p.yaml:3:1: `calendar` is not supported")));

        assertThat(outcome.decisions().get(0).kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(outcome.decisions().get(0).reason()).contains("`calendar` is not supported");
        assertThat(gate.live()).isFalse();
    }

    @Test
    void aRolloutIdIsNeverUsedTwice() {
        tick(start("c1", "r1"));
        tick(new AbortRollout(Scenario.header("c2", "r1")));
        assertRefused(new AbortRollout(Scenario.header("c3", "r1")), "is being rolled back already");
        assertRefused(start("c4", "r2"), "is still rolling-back");
    }

    @Test
    void aRolloutWhosePolicyWasLostIsNotJudgedButCanBeAborted() {
        tick(start("c1", "r1"));
        ServiceGate restored = ServiceGate.restore(gate.state(), Optional.empty(), List.of(), GateSettings.DEFAULTS);

        TickOutcome outcome = restored.tick(new Tick(
                NOW.plusSeconds(1),
                List.of(new Input.CommandInput(8, new AbortRollout(Scenario.header("c2", "r1")), Optional.empty())),
                status(),
                List.of()));

        assertThat(outcome.decisions()).extracting(Decision::kind).containsExactly(DecisionKind.ROLLBACK);
        assertThat(outcome.decisions().get(0).runbook().name()).isEqualTo("shift-traffic");
    }

    @Test
    void withoutARolloutTelemetryIsKeptForTwoMinutesAndOfTheLatestVersionsOnly() {
        Random random = new Random(1);
        for (int version = 0; version < 20; version++) {
            long second = NOW.getEpochSecond() + version;
            gate.tick(new Tick(
                    Instant.ofEpochSecond(second),
                    List.of(new Input.SketchInput(
                            version,
                            new SketchDelta(
                                    Scenario.SERVICE,
                                    List.of(RandomParts.part(random, "v" + version, "checkout", second, 0.1))))),
                    status(),
                    List.of()));
        }

        assertThat(gate.state().telemetry().series()).hasSize(8);
        assertThat(gate.drainDirty().written()).hasSize(8);
        assertThat(gate.live()).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> GateSettings.DEFAULTS.withSettle(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("settle");
    }

    private void assertRefused(Command command, String because) {
        Decision decision = tick(command).decisions().get(0);
        assertThat(decision.kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(decision.sequence()).isZero();
        assertThat(decision.decisionId()).isEqualTo(command.header().rolloutId() + "/0");
        assertThat(decision.reason()).contains(because);
    }

    private TickOutcome tick(Command command) {
        return tick(command, Optional.of(new ParsedPolicy.Usable(Policies.demo())));
    }

    private TickOutcome tick(Command command, Optional<ParsedPolicy> policy) {
        return gate.tick(new Tick(NOW, List.of(new Input.CommandInput(7, command, policy)), status(), List.of()));
    }

    private static StartRollout start(String commandId, String rolloutId) {
        return Scenario.startOf(Policies.demo(), commandId, rolloutId);
    }

    private static TelemetryStatus status() {
        return new TelemetryStatus(false, "", NOW, NOW.plusSeconds(600));
    }
}
