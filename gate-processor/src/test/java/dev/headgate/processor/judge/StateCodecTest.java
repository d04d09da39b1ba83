package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Binding;
import dev.headgate.core.GateSettings;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.VersionsState;
import dev.headgate.core.comparison.PastHours;
import dev.headgate.core.rollout.Affairs;
import dev.headgate.core.rollout.Surroundings;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.ScenarioResult;
import dev.headgate.core.scenario.Span;
import dev.headgate.core.scenario.Traffic;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

    private static final String POLICY = """
            policy: compared
            window: 10s
            minRequests: 20
            stop:
              - errorRate worse than baseline -> rollback critical
              - latency worse than baseline per operation -> rollback
            stages:
              - weight: 10%
                hold: 10m
                settle: 5s
                advance:
                  - errorRate not worse than baseline by 0.2 points
                  - errorRate < 2% with 99% confidence
              - weight: 100%
                watch: 10s
            """;

    private static final String PAST = """
            policy: past
            window: 10s
            minRequests: 20
            stop:
              - errorRate worse than own past by 0.5 points
              - latency worse than this hour last week
              - slo 99.9% burns > 14.4x over 1h and 5m min 5000
            stages:
              - weight: 10%
                hold: 10m
                advance: [ p95 not worse than own past by 20% ]
              - weight: 100%
                watch: 10s
            """;

    private final StateCodec codec = new StateCodec();

    /** Right after the start there is no evidence yet, which is a logarithm of minus infinity. */
    @ParameterizedTest(name = "after {0} s")
    @ValueSource(ints = {6, 9, 30, 150})
    void evidenceComesBackAsItWasWritten(int seconds) {
        ServiceGateState state = Scenario.of(policy(POLICY))
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(seconds))
                .gate()
                .state();

        ServiceGateState read = codec.readGate(
                codec.writeGate(state),
                state.rollout().orElseThrow().identity().policyText().text());

        assertThat(read).isEqualTo(state);
        assertThat(read.evidence()).isPresent();
        assertThat(read.evidence().orElseThrow().lines()).hasSize(4);
    }

    /** What the past allows is part of the gate; the hours behind and the slots of a budget have keys of their own. */
    @Test
    void whatThePastAllowsAndTheCountsOfABudgetComeBackAsTheyWereWritten() {
        Policy policy = policy(PAST);
        ScenarioResult result =
                Scenario.of(policy).start(Duration.ofSeconds(125), "r-1").run(Duration.ofSeconds(200));
        ServiceGateState state = result.gate().state();
        ServiceGate again = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        result.ticks().forEach(again::tick);
        List<RequestSlot> slots = again.drainDirty().written().stream()
                .map(RequestSlot.class::cast)
                .toList();

        ServiceGateState read = codec.readGate(
                codec.writeGate(state),
                state.rollout().orElseThrow().identity().policyText().text());

        assertThat(read).isEqualTo(state);
        assertThat(read.past().orElseThrow().nextMinute()).isPresent();
        assertThat(read.past().orElseThrow().limits()).hasSize(3);
        assertThat(read.past().orElseThrow().limits().get(0).limits()).isNotEmpty();
        assertThat(slots).extracting(slot -> slot.key().level()).contains(PastHours.HOUR, 5, 30);
        assertThat(slots).allSatisfy(slot -> {
            String key = StateKey.slot("shop", slot.key());
            assertThat(SlotCodec.read(StateKey.slot(key), SlotCodec.write(slot)))
                    .isEqualTo(slot);
        });
        int largest = slots.stream()
                .filter(slot -> slot.key().level() == 30)
                .mapToInt(slot -> StateKey.slot("shop", slot.key()).length() + SlotCodec.write(slot).length)
                .max()
                .orElseThrow();
        assertThat(largest * 122).as("bytes of a budget's window").isLessThan(10_000);
        System.out.printf("%,d bytes at most for a window of an hour%n", largest * 122);
        slots.stream()
                .filter(slot -> slot.key().level() == PastHours.HOUR)
                .forEach(slot -> assertThat(SlotCodec.write(slot)).hasSizeLessThan(2_000));
    }

    @Test
    void aStateOfBeforeThereWasEvidenceHasNone() {
        ServiceGateState state = ServiceGateState.empty("shop");
        String json = new String(StateCodec.content(codec.writeGate(state)), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"clustering\":\\[]", "")
                .replaceAll(",\"evidence\":(null|\\{[^}]*})", "")
                .replaceAll(",\"past\":(null|\\{[^}]*})", "");

        assertThat(older).doesNotContain("clustering", "evidence\"", "past\"");
        assertThat(codec.readGate(StateCodec.versioned(older.getBytes(StandardCharsets.UTF_8)), ""))
                .isEqualTo(state);
    }

    /** What was written before there was evidence on single operations, or anything was held. */
    @Test
    void evidenceOfBeforeThereWereOperationsGoesOn() {
        ServiceGateState state = Scenario.of(policy(POLICY))
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(30))
                .gate()
                .state()
                .withOperations(List.of(), List.of());
        String json = new String(StateCodec.content(codec.writeGate(state)), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"(stageSecond|closedSecond)\":[^,}]*", "")
                .replaceAll(",\"(operations|minutes|lateArrivals|held)\":\\[]", "");

        ServiceGateState read = codec.readGate(
                StateCodec.versioned(older.getBytes(StandardCharsets.UTF_8)),
                state.rollout().orElseThrow().identity().policyText().text());

        assertThat(older)
                .doesNotContain("stageSecond", "closedSecond", "held\":[", "operations\"", "minutes", "lateArrivals");
        assertThat(read.evidence().orElseThrow().lines())
                .isEqualTo(state.evidence().orElseThrow().lines());
        assertThat(read.evidence().orElseThrow().operations()).isEmpty();
    }

    /** What was written before people and runbooks had to do with a rollout, or before one of their affairs was known. */
    @Test
    void aRolloutOfBeforeThereWereAffairsHasNone() {
        ServiceGateState state = Scenario.of(policy(POLICY))
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(30))
                .gate()
                .state();
        String text = state.rollout().orElseThrow().identity().policyText().text();
        String json = new String(StateCodec.content(codec.writeGate(state)), StandardCharsets.UTF_8);
        String before = json.replaceAll(",\"affairs\":\\{.*\"surroundings\":\\{[^}]*\"train\":\\{[^}]*}[^}]*}}", "");
        String halfWay = json.replaceAll(",\"(paused|byHand)\":false", "").replaceAll(",\"questions\":\\[]", "");

        assertThat(before).doesNotContain("affairs", "surroundings").contains("\"evidence\"");
        assertThat(read(before, text).rollout().orElseThrow().affairs()).isEqualTo(Affairs.NONE);
        assertThat(halfWay).doesNotContain("paused", "questions").contains("affairs");
        assertThat(read(halfWay, text)).isEqualTo(state);
    }

    /** Hours that are over, levels that were told, figures that were told, services of a train, what follows a rollback. */
    @Test
    void whatSurroundsARolloutIsReadAsItWasWritten() {
        Policy surrounded = policy("""
                policy: surrounded
                service: shop
                window: 10s
                minRequests: 20
                calendar: { allow: [ "Thu 00:00-00:01 UTC" ], onWindowClose: notify on-call }
                escalation:
                  critical: { answer: 5m, levels: [ on-call, 15m lead ] }
                report: every 15s for 1h to chat
                train: { name: shop-and-cart, services: [ shop, cart ] }
                stop:
                  - errorRate > 20% -> notify critical
                  - errorRate > 90% -> rollback
                  - no success for 1m
                stages:
                  - { weight: 10%, hold: 30s, advance: [ errorRate < 1% ] }
                  - { weight: 100%, watch: 1h }
                afterRollback: [ p50 < 1ms within 1h else page ]
                """);
        Scenario scenario = Scenario.of(surrounded)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.5).during(Span.seconds(20, 80)))
                .start(Duration.ofSeconds(5), "r-1");
        ServiceGateState waiting = scenario.run(Duration.ofSeconds(75)).gate().state();
        ServiceGateState over = scenario.with(
                        Traffic.healthy(Scenario.CANARY).failing(1).during(Span.seconds(80, 200)))
                .run(Duration.ofSeconds(100))
                .gate()
                .state();

        assertThat(surroundings(waiting).closedAt()).isPresent();
        assertThat(surroundings(waiting).notices()).isNotEmpty();
        assertThat(surroundings(waiting).digests()).isNotEmpty();
        assertThat(surroundings(waiting).train().toldAt()).isPresent();
        assertThat(surroundings(waiting).train().missed()).containsExactly("cart");
        assertThat(surroundings(over).recovery()).isPresent();
        assertThat(codec.readGate(codec.writeGate(waiting), text(waiting))).isEqualTo(waiting);
        assertThat(codec.readGate(codec.writeGate(over), text(over))).isEqualTo(over);
    }

    @ParameterizedTest(name = "after {0} s")
    @ValueSource(ints = {6, 30, 150})
    void whatSeldomChangesIsKeptApartAndComesBackWithTheRest(int seconds) {
        ServiceGateState state = Scenario.of(policy(POLICY))
                .start(Duration.ofSeconds(5), "r-1")
                .run(Duration.ofSeconds(seconds))
                .gate()
                .state();
        byte[] quick = codec.writeQuick(state);
        byte[] slow = codec.writeSlow(SlowState.of(state));

        assertThat(codec.readGate(quick, Optional.of(slow), text(state), "")).isEqualTo(state);
        assertThat(new String(quick, StandardCharsets.UTF_8))
                .doesNotContain("\"rollout\"", "\"past\"", "\"clustering\"", "\"recentCommandIds\"");
        assertThat(codec.readGate(codec.writeGate(state), text(state)))
                .as("as earlier releases wrote it")
                .isEqualTo(state);
    }

    /** An earlier release that took over for a while wrote all in one, and left the slow state as it found it. */
    @ParameterizedTest(name = "seconds {0}")
    @ValueSource(ints = {0, 30})
    void whatAnEarlierReleaseWroteInBetweenIsNotMixedWithOlderSlowState(int stale) {
        Scenario scenario = Scenario.of(policy(POLICY)).start(Duration.ofSeconds(5), "r-1");
        ServiceGateState before = stale == 0
                ? ServiceGateState.empty(Scenario.SERVICE)
                : scenario.run(Duration.ofSeconds(stale)).gate().state();
        ServiceGateState now = scenario.run(Duration.ofSeconds(150)).gate().state();
        byte[] whole = codec.writeGate(now);
        byte[] slow = codec.writeSlow(SlowState.of(before));

        assertThat(SlowState.of(before)).isNotEqualTo(SlowState.of(now));
        assertThat(codec.readGate(whole, Optional.of(slow), text(now), "")).isEqualTo(now);
        byte[] without = codec.writeGate(ServiceGateState.empty(Scenario.SERVICE));
        assertThat(codec.readGate(without, Optional.of(codec.writeSlow(SlowState.of(now))), "", ""))
                .as("no rollout any more")
                .isEqualTo(ServiceGateState.empty(Scenario.SERVICE));
    }

    private static Surroundings surroundings(ServiceGateState state) {
        return state.rollout().orElseThrow().affairs().surroundings();
    }

    private static String text(ServiceGateState state) {
        return state.rollout().orElseThrow().identity().policyText().text();
    }

    @Test
    void theTextOfABoundPolicyIsKeptApart() {
        ServiceGateState none = ServiceGateState.empty("shop");
        VersionsState bound = new VersionsState(
                Optional.of(new Binding("b", new PolicyText("shop.yaml", "policy: shop", "1"), "ada", Instant.EPOCH)),
                Optional.of(Instant.EPOCH),
                List.of("1.0"),
                List.of("0.9"),
                List.of(new VersionsState.Minute(7, "1.0", 12)));
        ServiceGateState state = none.with(bound);

        byte[] written = codec.writeGate(state);

        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("policy: shop");
        assertThat(codec.readGate(written, Optional.empty(), "", "policy: shop"))
                .isEqualTo(state);
    }

    private ServiceGateState read(String json, String text) {
        return codec.readGate(StateCodec.versioned(json.getBytes(StandardCharsets.UTF_8)), text);
    }

    private static Policy policy(String yaml) {
        return PolicyReader.read("compared.yaml", yaml) instanceof Parsed.Valid<Policy> valid
                ? valid.value()
                : fail(yaml);
    }

    private static Policy fail(String yaml) {
        throw new AssertionError(PolicyReader.read("compared.yaml", yaml).problems());
    }
}
