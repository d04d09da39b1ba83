package dev.headgate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.rollout.TrainState.Standing;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.TrainSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainRulesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Train TRAIN = new Train("three", List.of("shop", "cart", "pay"));
    private static final RolloutIdentity SHOP = identity("run-7");

    @Test
    void aStageIsLeftWhenAllOthersAreReadyForItOrFurtherOn() {
        TrainState state = heard(TrainState.NONE, signal("cart", 1, false, 10), signal("pay", 3, false, 11));

        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 1, at(20))).isEmpty();
        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 2, at(20))).containsExactly("cart");
        assertThat(TrainRules.waitedFor(TRAIN, SHOP, TrainState.NONE, 0, at(20)))
                .containsExactly("cart", "pay");
    }

    @Test
    void oneThatHasLeftAllItsStagesKeepsNobodyWaiting() {
        TrainState state =
                heard(TrainState.NONE, signal("cart", TrainRules.ALL_LEFT, false, 10), signal("pay", 9, false, 11));

        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 9, at(20))).isEmpty();
    }

    @Test
    void oneThatWasReadyAndIsNotAnyMoreIsWaitedFor() {
        TrainState state = heard(
                TrainState.NONE,
                signal("cart", 1, false, 10),
                signal("pay", 1, false, 10),
                signal("cart", 0, false, 12));

        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 1, at(20))).containsExactly("cart");
    }

    @Test
    void oneThatIsSilentForAMinuteIsWaitedForAlthoughItWasReady() {
        TrainState state = heard(TrainState.NONE, signal("cart", 5, false, 10), signal("pay", 5, false, 30));

        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 1, at(69))).isEmpty();
        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 1, at(70))).containsExactly("cart");
        assertThat(TrainRules.silent(TRAIN, SHOP, state, at(70))).containsExactly("cart");
        assertThat(TrainRules.next(TRAIN, SHOP, state, at(40))).contains(at(70));
    }

    @Test
    void oneThatDoesNotExistIsSilentAMinuteAfterTheStart() {
        assertThat(TrainRules.silent(TRAIN, SHOP, TrainState.NONE, at(59))).isEmpty();
        assertThat(TrainRules.silent(TRAIN, SHOP, TrainState.NONE, at(60))).containsExactly("cart", "pay");
    }

    @Test
    void aDuplicateIsNoSignOfLife() {
        TrainSignal once = signal("cart", 5, false, 10);
        TrainState state = TrainRules.heard(heard(TrainState.NONE, once), once, at(65));

        assertThat(TrainRules.silent(TRAIN, SHOP, state, at(70))).contains("cart");
    }

    @Test
    void signalsOfAnotherRunOrTrainOrServiceAreNotTaken() {
        assertThat(TrainRules.concerns(TRAIN, SHOP, signal("cart", 1, false, 10)))
                .isTrue();
        assertThat(TrainRules.concerns(TRAIN, identity("run-8"), signal("cart", 1, false, 10)))
                .isFalse();
        assertThat(TrainRules.concerns(TRAIN, SHOP, signal("stranger", 1, false, 10)))
                .isFalse();
        assertThat(TrainRules.concerns(TRAIN, SHOP, signal("shop", 1, false, 10)))
                .isFalse();
        assertThat(TrainRules.concerns(new Train("other", TRAIN.services()), SHOP, signal("cart", 1, false, 10)))
                .isFalse();
    }

    @Test
    void aRollbackIsNeverTakenBack() {
        TrainState state = heard(
                TrainState.NONE,
                signal("cart", 1, true, 10),
                signal("cart", 2, false, 12),
                signal("pay", 2, false, 12));

        assertThat(TrainRules.rolledBack(state)).contains("cart");
        assertThat(TrainRules.waitedFor(TRAIN, SHOP, state, 1, at(20))).containsExactly("cart");
    }

    @Test
    void othersAreToldWhenItChangesAndAgainEveryTwentySeconds() {
        Standing standing = new Standing(0, false);
        TrainState told = TrainState.NONE.telling(standing, at(10));

        assertThat(TrainRules.tells(TrainState.NONE, standing, at(10))).isTrue();
        assertThat(TrainRules.tells(told, standing, at(29))).isFalse();
        assertThat(TrainRules.tells(told, standing, at(30))).isTrue();
        assertThat(TrainRules.tells(told, new Standing(1, false), at(11))).isTrue();
    }

    @Test
    void allOthersAreToldUnderTheRunsCorrelationId() {
        List<TrainSignal> signals = TrainRules.signals(TRAIN, SHOP, new Standing(2, false), at(10));

        assertThat(signals).extracting(signal -> signal.header().service()).containsExactly("cart", "pay");
        assertThat(signals).allSatisfy(signal -> {
            assertThat(signal.header().correlationId()).isEqualTo("run-7");
            assertThat(signal.from()).isEqualTo("shop");
            assertThat(signal.stage()).isEqualTo(2);
        });
    }

    static LongStream seeds() {
        return LongStream.range(1, 101);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfSignalsAndDuplicatesDoNotMatter(long seed) {
        Random random = new Random(seed);
        List<TrainSignal> signals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            signals.add(signal(
                    random.nextBoolean() ? "cart" : "pay",
                    random.nextInt(4) - 1,
                    random.nextInt(12) == 0,
                    random.nextInt(10)));
        }
        List<TrainSignal> others = new ArrayList<>(signals);
        others.add(signals.get(random.nextInt(signals.size())));
        Collections.shuffle(others, random);

        TrainState one = TrainState.NONE;
        for (TrainSignal signal : signals) {
            one = TrainRules.heard(one, signal, at(30));
        }
        TrainState other = TrainState.NONE;
        for (TrainSignal signal : others) {
            other = TrainRules.heard(other, signal, at(30));
        }

        assertThat(other).isEqualTo(one);
    }

    private static TrainState heard(TrainState state, TrainSignal... signals) {
        TrainState after = state;
        for (TrainSignal signal : signals) {
            after = TrainRules.heard(after, signal, signal.header().issuedAt());
        }
        return after;
    }

    private static TrainSignal signal(String from, int stage, boolean rolledBack, int second) {
        CommandHeader header =
                new CommandHeader("s-" + second, "run-7", "shop", "three", "gate of " + from, at(second), "");
        return new TrainSignal(header, "three", from, stage, rolledBack);
    }

    private static RolloutIdentity identity(String correlationId) {
        return new RolloutIdentity(
                "r1",
                "shop",
                1,
                correlationId,
                "2.0.0",
                "1.0.0",
                "checkout",
                new PolicyText("checkout.yaml", "", "0".repeat(64)),
                Mode.ENFORCE,
                "shift",
                "shift",
                3,
                START,
                Optional.of("ada"));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
