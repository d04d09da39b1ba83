package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the judge recorded is enough to decide the same again, to the byte. */
class ReplayedJudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int STEPS = 1_500;
    private static final int MILLIS_A_STEP = 200;

    private static final String COMPARING = Checkout.POLICY.replace(
            "  - no success for 5s\n",
            "  - no success for 5s\n  - errorRate worse than baseline\n  - errorRate > 5% over 1m for 10s\n");

    private final JsonCodec json = new JsonCodec();

    @TempDir
    Path keys;

    private SigningKey operator;
    private SigningKey stranger;
    private TrustedKeys trusted;

    @BeforeEach
    void makeKeys() throws Exception {
        for (String name : List.of("ann", "eve")) {
            Files.createDirectories(keys.resolve(name));
            KeyFiles.create(keys.resolve(name), name);
        }
        operator = SigningKey.load(keys.resolve("ann/ann.private.pem"));
        stranger = SigningKey.load(keys.resolve("eve/eve.private.pem"));
        trusted = TrustedKeys.load(keys.resolve("ann"));
    }

    /** Rollouts good and bad, clocks that jump, records that nobody can use, commits and deaths at any moment. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void decidesAgainAsItDidHoweverOftenItDied(long seed) {
        RecordingJudge live = lived(new Random(seed), COMPARING);

        ReplayedJudge replayed = new ReplayedJudge(0, settings(), Optional.empty());
        List<String> again = replay(live, replayed, 0);

        assertThat(again).isEqualTo(live.decisions()).hasSizeGreaterThan(4);
        assertThat(replayed.otherTicks()).isZero();
        assertThat(replayed.refused()).isPositive();
    }

    @Test
    void whereTheBeginningIsLostARolloutThatBeganLaterIsStillDecidedAsItWas() {
        RecordingJudge live = lived(new Random(1), Checkout.POLICY);
        int base = live.ticks().indexOf(tickOf(live, "r-1/1")) - 5;
        int second = live.ticks().indexOf(tickOf(live, "r-2/1")) - 100;

        List<String> whole = replay(live, replayed(live, base, List.of()), base + 1);
        List<String> rest = replay(live, replayed(live, second, List.of(Checkout.SERVICE)), second + 1);

        assertThat(whole).isEqualTo(live.decisions());
        assertThat(rest)
                .isNotEmpty()
                .isEqualTo(live.decisions().stream()
                        .filter(value -> !value.contains("\"r-1\""))
                        .toList());
    }

    @Test
    void otherSettingsAreNoticed() {
        RecordingJudge live = lived(new Random(2), COMPARING);
        var settings = new ReplayedJudge.Settings(GateSettings.DEFAULTS.withSettle(Duration.ofSeconds(7)), 1, trusted);

        List<String> again = replay(live, new ReplayedJudge(0, settings, Optional.empty()), 0);

        assertThat(again).isNotEqualTo(live.decisions());
    }

    private ReplayedJudge replayed(RecordingJudge live, int afterTick, List<String> services) {
        var beginning = new ReplayedJudge.Beginning(live.ticks().get(afterTick), services);
        return new ReplayedJudge(0, settings(), Optional.of(beginning));
    }

    private ReplayedJudge.Settings settings() {
        return new ReplayedJudge.Settings(GateSettings.DEFAULTS, 1, trusted);
    }

    private static List<String> replay(RecordingJudge live, ReplayedJudge judge, int fromTick) {
        List<String> decisions = new ArrayList<>();
        Map<String, Long> given = new HashMap<>();
        if (fromTick > 0) {
            live.ticks().get(fromTick - 1).offsets().forEach(offset -> given.put(offset.topic(), offset.offset()));
        }
        for (RecordedTick tick : live.ticks().subList(fromTick, live.ticks().size())) {
            tick.offsets().forEach(upTo -> {
                long after = given.getOrDefault(upTo.topic(), -1L);
                for (ConsumerRecord<byte[], byte[]> record : live.topic(upTo.topic())) {
                    if (record.offset() > after && record.offset() <= upTo.offset()) {
                        judge.take(upTo.topic(), record);
                    }
                }
                given.put(upTo.topic(), upTo.offset());
            });
            judge.tick(tick).forEach(again -> decisions.add(new String(again.value(), StandardCharsets.UTF_8)));
        }
        return decisions;
    }

    private RecordedTick tickOf(RecordingJudge live, String decisionId) {
        Decision decision = live.decisions().stream()
                .map(value -> json.readDecision(value.getBytes(StandardCharsets.UTF_8)))
                .filter(each -> each.decisionId().equals(decisionId))
                .findFirst()
                .orElseThrow();
        return live.ticks().stream()
                .filter(tick -> tick.offsets().equals(decision.inputOffsets()))
                .findFirst()
                .orElseThrow();
    }

    private RecordingJudge lived(Random random, String policy) {
        RecordingJudge judge = new RecordingJudge(trusted);
        int rollouts = 0;
        boolean failing = false;
        List<Decision> visible = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Instant now = NOW.plusMillis((long) step * MILLIS_A_STEP);
            if (step % 500 == 50) {
                failing = random.nextInt(3) == 0;
                rollouts++;
                command(judge, random, Checkout.start("cmd-" + step, "r-" + rollouts, policy), operator);
            }
            if (random.nextInt(300) == 0) {
                command(judge, random, Checkout.abort("abort-" + step, "r-" + rollouts), operator);
            }
            if (step % 5 == 0 && random.nextInt(20) > 0) {
                telemetry(judge, random, now, failing);
            }
            useless(judge, random, step);
            RecordingJudge.INPUTS.forEach(topic -> judge.read(topic, random.nextInt(12)));
            if (random.nextInt(3) > 0) {
                judge.tick(now.plusMillis(random.nextInt(1_000) - 500));
            }
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> visible.addAll(judge.commit(now));
                case 4 -> {
                    if (random.nextInt(10) == 0) {
                        judge.die();
                    }
                }
                default -> {}
            }
            execute(judge, random, visible, now);
        }
        judge.commit(NOW.plusMillis((long) STEPS * MILLIS_A_STEP));
        return judge;
    }

    private void command(RecordingJudge judge, Random random, Command command, SigningKey key) {
        byte[] value = json.write(command);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        judge.write(TopicCatalogue.GATE_COMMANDS, random.nextInt(3), Optional.of("shop"), value, headers);
    }

    private static void telemetry(RecordingJudge judge, Random random, Instant now, boolean failing) {
        Instant second = now.minusSeconds(random.nextInt(3));
        int errors = failing && random.nextInt(3) == 0 ? 8 : random.nextInt(50) == 0 ? 1 : 0;
        sketch(judge, random, SketchCodec.write(Checkout.requests(Checkout.BASELINE, second, 60, errors / 8, 20_000)));
        sketch(judge, random, SketchCodec.write(Checkout.requests(Checkout.CANARY, second, 30, errors, 21_000)));
        judge.write(
                TopicCatalogue.GATE_SKETCHES,
                random.nextInt(3),
                Optional.empty(),
                SketchCodec.write(Checkout.caughtUp(now.minusMillis(random.nextInt(300)))),
                new RecordHeaders());
    }

    private static void sketch(RecordingJudge judge, Random random, byte[] value) {
        judge.write(TopicCatalogue.GATE_SKETCHES, random.nextInt(3), Optional.of("shop"), value, new RecordHeaders());
    }

    private void useless(RecordingJudge judge, Random random, int step) {
        if (random.nextInt(40) == 0) {
            sketch(judge, random, "garbage".getBytes(StandardCharsets.UTF_8));
        }
        if (random.nextInt(100) == 0) {
            command(judge, random, Checkout.abort("forged-" + step, "r-1"), stranger);
        }
    }

    /** Executors are late now and then. */
    private void execute(RecordingJudge judge, Random random, List<Decision> visible, Instant now) {
        if (random.nextInt(4) > 0) {
            return;
        }
        for (Decision decision : visible) {
            if (decision.kind() != DecisionKind.COMPLETE && decision.kind() != DecisionKind.REFUSE) {
                judge.write(
                        TopicCatalogue.EXECUTIONS,
                        random.nextInt(3),
                        Optional.of("shop"),
                        json.write(Checkout.confirmed(decision, now)),
                        new RecordHeaders());
            }
        }
        visible.clear();
    }
}
