package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.core.telemetry.Series;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.sketch.LatencySketch;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written at commit is all that a judge needs to go on as if nothing had happened. */
class JudgeStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final JsonCodec json = new JsonCodec();
    private KeyValueStore<String, byte[]> store;

    @BeforeEach
    void open() {
        store = StateFixture.emptyStore();
    }

    /** Restarted after any tick, the judge comes to the same decisions, to the byte. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRestartedJudgeDecidesAsOneThatNeverStopped(long seed) {
        List<String> uninterrupted = decisions(new Random(seed), false, GateStep.OF_CORE);
        open();
        List<String> interrupted = decisions(new Random(seed), true, GateStep.OF_CORE);

        assertThat(interrupted).isEqualTo(uninterrupted).hasSizeGreaterThan(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aJudgeWhoseJudgingFailsNowAndThenFailsInTheSameWayWhenRestarted(long seed) {
        List<String> uninterrupted = decisions(new Random(seed), false, JudgeStoreTest::failingNowAndThen);
        open();
        List<String> interrupted = decisions(new Random(seed), true, JudgeStoreTest::failingNowAndThen);

        assertThat(interrupted).isEqualTo(uninterrupted).hasSizeGreaterThan(1);
    }

    @Test
    void goesOnFromTheChangelogThatRelease010Wrote() throws Exception {
        URL fixture = Objects.requireNonNull(getClass().getResource("/judge-state/0.1.0.tsv"));
        StateFixture.load(Path.of(fixture.toURI()), store);
        TaskJudge judge = restored();
        Instant now = StateFixture.LAST_TICK.plusSeconds(1);

        judge.take("gate.sketches", 12, Checkout.requests(Checkout.CANARY, StateFixture.LAST_TICK, 50, 40, 30_000));
        judge.hear("gate.sketches", 13, Checkout.caughtUp(now));
        List<Decision> decisions = judge.tick(now).outcomes().get(0).decisions();

        assertThat(decisions).singleElement().satisfies(decision -> {
            assertThat(decision.decisionId()).isEqualTo("r-1/2");
            assertThat(decision.kind()).isEqualTo(DecisionKind.ROLLBACK);
            assertThat(decision.verdicts().get(0).requests()).isEqualTo(250);
        });
    }

    @Test
    void aLongPolicyIsNotWrittenAgainAtEachCommit() {
        String longPolicy = Checkout.POLICY + "# " + "x".repeat(100_000) + "\n";
        TaskJudge judge = restored();
        judge.take("gate.commands", 0, Checkout.start("cmd-1", "r-1", longPolicy));
        judge.tick(NOW);
        judge.write();

        assertThat(store.get("policy/shop").length).isGreaterThan(100_000);
        assertThat(store.get("gate/shop").length).isLessThan(5_000);
    }

    @Test
    void refusesAFormatOfALaterReleaseAndSaysWhatToDo() {
        store.put("task", new byte[] {2, '{', '}'});

        assertThatThrownBy(this::restored)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The judge's state has format 2, this release reads 1: start the release that wrote it, or a"
                                + " later one");
    }

    @Test
    void aSlotOfCountsAloneAndOneOfAnyOperationAreReadAsTheyWereWritten() {
        LatencySketch none = new LatencySketch();
        for (Optional<String> operation :
                List.of(Optional.<String>empty(), Optional.of("GET /a/b"), Optional.of("-"))) {
            RequestSlotKey key = new RequestSlotKey(new Series("2.0", operation), 10, 7);
            RequestSlot slot = new RequestSlot(key, 1_795_380_000L, 5, 1, 100, none, List.of(), 0);

            String name = StateKey.slot("shop", key);
            RequestSlot read = SlotCodec.read(StateKey.slot(name), SlotCodec.write(slot));

            assertThat(read.key()).isEqualTo(key);
            assertThat(name).startsWith(StateKey.slotsOf("shop"));
            assertThat(read.requests()).isEqualTo(5);
            assertThat(read.latencies().isEmpty()).isTrue();
        }
    }

    /** Twenty seconds of a rollout with failures at random; restarted before every tick if asked. */
    private List<String> decisions(Random random, boolean restarting, GateStep step) {
        List<String> decisions = new ArrayList<>();
        TaskJudge judge = restored(step);
        int failingFrom = 3 + random.nextInt(14);
        long offset = 0;
        judge.take("gate.commands", 0, Checkout.start("cmd-1", "r-1", Checkout.POLICY));
        for (int i = 0; i < 100; i++) {
            Instant now = NOW.plusMillis(i * 200L);
            if (i % 5 == 0) {
                boolean failing = i / 5 >= failingFrom;
                Instant second = NOW.plusSeconds(i / 5);
                judge.take("gate.sketches", offset++, Checkout.requests(Checkout.BASELINE, second, 50, 0, 20_000));
                judge.take(
                        "gate.sketches",
                        offset++,
                        Checkout.requests(Checkout.CANARY, second, 40 + random.nextInt(20), failing ? 20 : 0, 20_000));
                judge.hear("gate.sketches", offset++, Checkout.caughtUp(now));
            }
            TaskJudge.Result result = judge.tick(now);
            judge.write();
            if (restarting) {
                judge = restored(step);
            }
            for (TickOutcome outcome : result.outcomes()) {
                for (Decision decision : outcome.decisions()) {
                    decisions.add(new String(json.write(decision), StandardCharsets.UTF_8));
                    if (decision.kind() != DecisionKind.COMPLETE) {
                        judge.take("executions", decisions.size(), Checkout.confirmed(decision, now));
                    }
                }
            }
        }
        return decisions;
    }

    private TaskJudge restored() {
        return restored(GateStep.OF_CORE);
    }

    private TaskJudge restored(GateStep step) {
        return new TaskJudge(0, GateSettings.DEFAULTS, Policies::read, step, new JudgeStore(store));
    }

    /** Judging fails in the course of one second in four, after the gate has been changed. */
    private static TickOutcome failingNowAndThen(ServiceGate gate, Tick tick, Optional<String> unjudgedBecause) {
        TickOutcome outcome = GateStep.OF_CORE.take(gate, tick, unjudgedBecause);
        if (unjudgedBecause.isEmpty() && tick.now().getEpochSecond() % 4 == 1) {
            throw new IllegalStateException("the test lets judging fail");
        }
        return outcome;
    }
}
