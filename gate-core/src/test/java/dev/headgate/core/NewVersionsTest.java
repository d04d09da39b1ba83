package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A bound policy, and what the first telemetry of a version leads to. */
class NewVersionsTest {

    private static final Policy POLICY = Around.startingByItself(Policies.demo(), Scenario.SERVICE);
    private static final PolicyText TEXT = new PolicyText("shop.yaml", "policy: checkout", "1".repeat(64));
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Random random = new Random(1);
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
    private long offset;

    @Test
    void theFirstTelemetryOfANewVersionAsksForItsStartAgainstTheBusiest() {
        bind(POLICY);
        telemetry(0, "1.0.0", "1.0.0", "1.0.0", "1.0.0", "1.0.0", "1.0.0", "1.0.0", "1.0.0", "0.9.0");
        telemetry(70, "2.0.0");

        StartRollout start = onlyStart();
        assertThat(start.canary()).isEqualTo("2.0.0");
        assertThat(start.baseline()).isEqualTo("1.0.0");
        assertThat(start.policy()).isEqualTo(TEXT);
        assertThat(start.header().rolloutId()).isEqualTo("shop-2.0.0-20260101T120110Z");
        assertThat(start.header().reason()).contains("the first request of 2.0.0", "shop.yaml was bound by ada");
    }

    @Test
    void theIdOfItsRolloutIsANameHoweverLongTheVersionIs() {
        String version = "v".repeat(100);
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(70, version);

        String id = onlyStart().header().rolloutId();

        assertThat(Names.isName(id)).as(id).isTrue();
        assertThat(id).startsWith("shop-vvv").endsWith("-20260101T120110Z");
    }

    @Test
    void theStartThatComesBackBeginsTheRolloutUnderItsOwnOffset() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(70, "2.0.0");

        command(71, onlyStart(), Optional.of(new ParsedPolicy.Usable(POLICY)));

        assertThat(gate.rollout().orElseThrow().identity().canary()).isEqualTo("2.0.0");
        assertThat(gate.rollout().orElseThrow().identity().epoch()).isEqualTo(offset - 1);
    }

    @Test
    void aStartThatAGateHasSignedCountsIfItIsByTheBoundPolicyAlone() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(70, "2.0.0");
        StartRollout own = onlyStart();
        PolicyText laxer = new PolicyText("shop.yaml", "policy: laxer", "2".repeat(64));

        ofGate(71, new StartRollout(own.header(), "2.0.0", "1.0.0", laxer));
        ofGate(72, new StartRollout(Scenario.header("c2", "r2"), "6.6.6", "1.0.0", TEXT));
        ofGate(73, new StartRollout(Scenario.header("c3", "r3"), "2.0.0", "6.6.6", TEXT));
        ofGate(
                74,
                new StartRollout(
                        Scenario.header("c4", "r4"), "2.0.0", "1.0.0", TEXT, Optional.of(laxer), Optional.empty()));

        assertThat(gate.rollout()).isEmpty();
        assertThat(decisions.subList(1, decisions.size()))
                .extracting(Decision::reason)
                .satisfiesExactly(
                        policy -> assertThat(policy).contains("another policy than shop.yaml, which is bound"),
                        canary -> assertThat(canary).contains("version 6.6.6, which has had no requests here"),
                        baseline -> assertThat(baseline).contains("version 6.6.6, which has had no requests here"),
                        shadow -> assertThat(shadow).contains("a second policy"));

        ofGate(75, new StartRollout(Scenario.header("c5", "r5"), "2.0.0", "1.0.0", TEXT));

        assertThat(gate.rollout().orElseThrow().identity().canary()).isEqualTo("2.0.0");
    }

    @Test
    void whereNoPolicyIsBoundNoStartThatAGateHasSignedCounts() {
        telemetry(0, "1.0.0", "2.0.0");

        ofGate(1, new StartRollout(Scenario.header("c1", "r1"), "2.0.0", "1.0.0", TEXT));

        assertThat(gate.rollout()).isEmpty();
        assertThat(decisions).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(DecisionKind.REFUSE);
            assertThat(refusal.reason()).contains("a gate's key has signed it", "none is bound to shop");
        });
    }

    @Test
    void furtherTelemetryOfItAndARestartAskForNothingMore() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(70, "2.0.0");
        gate = ServiceGate.restore(gate.state(), Optional.empty(), List.of(), GateSettings.DEFAULTS);

        telemetry(71, "2.0.0", "1.0.0");

        assertThat(commands).hasSize(1);
    }

    @Test
    void whatShowsUpWithinTheFirstMinuteWasThereBefore() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(59, "0.9.0");
        telemetry(61, "1.0.0", "0.9.0");

        assertThat(commands).isEmpty();
    }

    @Test
    void theFirstNewVersionAfterARolloutByHandIsStartedToo() {
        command(0, Scenario.startOf(POLICY, "by-hand", "r1"), Optional.of(new ParsedPolicy.Usable(POLICY)));
        telemetry(5, Scenario.BASELINE, Scenario.CANARY);
        command(100, new AbortRollout(Scenario.header("c9", "r1")), Optional.empty());
        confirmRollback(101);
        bind(POLICY);

        telemetry(120, "3.0.0");

        assertThat(onlyStart().canary()).isEqualTo("3.0.0");
    }

    @Test
    void aBindingSaysThatVersionsOfTheFirstMinuteCountAsThereBefore() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        telemetry(61, "1.0.0");
        bindAt(62, POLICY);

        assertThat(decisions)
                .extracting(Decision::reason)
                .satisfiesExactly(
                        first -> assertThat(first).contains("in the first minute of its telemetry"),
                        later -> assertThat(later).doesNotContain("first minute"));
    }

    @Test
    void withoutABoundPolicyNothingIsStarted() {
        telemetry(0, "1.0.0");
        telemetry(70, "2.0.0");
        bind(POLICY);
        command(71, unbind("c2"), Optional.empty());
        telemetry(80, "3.0.0");

        assertThat(commands).isEmpty();
        assertThat(decisions).extracting(Decision::kind).containsExactly(DecisionKind.RECORD, DecisionKind.RECORD);
    }

    @Test
    void theCanaryOfARolloutThatSomebodyStartedIsNotNew() {
        bind(POLICY);
        telemetry(0, "1.0.0");
        command(70, Scenario.startOf(POLICY, "by-hand", "r1"), Optional.of(new ParsedPolicy.Usable(POLICY)));
        telemetry(75, Scenario.CANARY);

        assertThat(commands).isEmpty();
    }

    @Test
    void aVersionThatWasRolledBackBeforeIsToldAndNotStarted() {
        telemetry(0, "1.0.0");
        command(1, Scenario.startOf(POLICY, "by-hand", "r1"), Optional.of(new ParsedPolicy.Usable(POLICY)));
        command(2, new AbortRollout(Scenario.header("c9", "r1")), Optional.empty());
        confirmRollback(3);
        for (int i = 0; i < 60; i++) {
            telemetry(4, "v" + i);
        }
        bind(POLICY);

        telemetry(100, Scenario.CANARY);

        assertThat(commands).isEmpty();
        assertThat(decisions.get(decisions.size() - 1).kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(decisions.get(decisions.size() - 1).reason()).contains("version 2.0.0 was rolled back before");
    }

    @Test
    void whatTheCalendarRefusesIsToldOnce() {
        Policy atNight = Around.calendar(
                POLICY, Response.HOLD, Around.hours(EnumSet.allOf(DayOfWeek.class), "02:00", "04:00", "UTC"));
        bind(atNight);
        telemetry(0, "1.0.0");
        telemetry(70, "2.0.0");
        command(71, onlyStart(), Optional.of(new ParsedPolicy.Usable(atNight)));
        telemetry(72, "2.0.0");
        telemetry(7 * 3_600, "2.0.0");

        assertThat(commands).hasSize(1);
        assertThat(decisions).extracting(Decision::kind).containsExactly(DecisionKind.RECORD, DecisionKind.REFUSE);
        assertThat(decisions.get(1).reason()).contains("the next time it fits is 2026-01-02T02:00:00Z");
    }

    @Test
    void aBindingIsOnTheRecordAndOneThatMakesNoSenseIsRefused() {
        bind(POLICY);
        bind(Policies.demo());
        bind(Around.startingByItself(Policies.demo(), "cart"));
        command(1, bindCommand("c8"), Optional.of(new ParsedPolicy.Unusable("shop.yaml:1:1: what?")));
        command(1, unbind("c9"), Optional.empty());
        command(1, unbind("c10"), Optional.empty());

        assertThat(decisions).extracting(Decision::mode).containsOnly(Mode.OBSERVE);
        assertThat(decisions)
                .extracting(Decision::reason)
                .satisfiesExactly(
                        bound -> assertThat(bound).contains("ada has bound the policy shop.yaml"),
                        useless -> assertThat(useless).contains("does not say `start: on new version`"),
                        wrong -> assertThat(wrong).contains("the policy is for the service cart"),
                        unread -> assertThat(unread).contains("shop.yaml:1:1: what?"),
                        unbound -> assertThat(unbound).contains("ada has unbound the policy"),
                        nothing -> assertThat(nothing).contains("no policy is bound to shop"));
    }

    private StartRollout onlyStart() {
        assertThat(commands).singleElement().isInstanceOf(StartRollout.class);
        return (StartRollout) commands.get(0);
    }

    private void bind(Policy policy) {
        bindAt(0, policy);
    }

    private void bindAt(int second, Policy policy) {
        command(second, bindCommand("bind-" + offset), Optional.of(new ParsedPolicy.Usable(policy)));
    }

    private static BindPolicy bindCommand(String commandId) {
        return new BindPolicy(Scenario.header(commandId, "binding"), TEXT);
    }

    private static BindPolicy unbind(String commandId) {
        return new BindPolicy(Scenario.header(commandId, "binding"), new PolicyText("", "", "0".repeat(64)));
    }

    private void confirmRollback(int second) {
        Decision rollback = decisions.get(decisions.size() - 1);
        take(
                second,
                new Input.ExecutionInput(
                        offset++,
                        new Execution(
                                rollback.decisionId() + "#1",
                                rollback.decisionId(),
                                rollback.rolloutId(),
                                rollback.service(),
                                rollback.correlationId(),
                                1,
                                ExecutionStatus.SUCCEEDED,
                                rollback.runbook().name(),
                                List.of(),
                                Optional.of(rollback.to()),
                                "done",
                                NOON,
                                Optional.of(NOON),
                                "e1")));
        assertThat(gate.rollout().orElseThrow().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    private void telemetry(int second, String... versions) {
        long epochSecond = NOON.getEpochSecond() + second;
        List<SeriesSecond> parts = new ArrayList<>();
        for (String version : versions) {
            parts.add(RandomParts.part(random, version, "checkout", epochSecond, 0));
        }
        take(second, new Input.SketchInput(offset++, new SketchDelta(Scenario.SERVICE, parts)));
    }

    private void command(int second, Command command, Optional<ParsedPolicy> policy) {
        take(second, new Input.CommandInput(offset++, command, policy));
    }

    private void ofGate(int second, StartRollout start) {
        take(
                second,
                new Input.CommandInput(
                        offset++, start, Optional.of(new ParsedPolicy.Usable(POLICY)), Optional.empty(), true));
    }

    private void take(int second, Input input) {
        Instant now = NOON.plusSeconds(second);
        TickOutcome outcome = gate.tick(
                new Tick(now, List.of(input), new TelemetryStatus(false, "", now, now.plusSeconds(60)), List.of()));
        decisions.addAll(outcome.decisions());
        commands.addAll(outcome.signals());
    }
}
