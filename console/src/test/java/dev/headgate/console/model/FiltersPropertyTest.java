package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever way the database goes to find them: pages of a filter are what fits of all there is, latest first. */
final class FiltersPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int ROUNDS = 60;
    private static final ReadModel MODEL = ReadModel.inMemory();

    @BeforeAll
    static void feed() {
        new FleetFeed(4)
                .feed(MODEL, new FleetLog(FleetSettings.of(31, 14, 4, NOW).points(3)).past(), 700);
    }

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decisionsOfAnyFilterAreThoseOfAllThatFit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DecisionRow> all = Dump.decisions(MODEL, 100);
        for (int round = 0; round < ROUNDS; round++) {
            DecisionRow like = drawn(all, random);
            Instant from = like.evaluatedAt().minus(Duration.ofHours(random.nextInt(100)));
            Instant to = like.evaluatedAt().plus(Duration.ofHours(random.nextInt(100)));
            DecisionFilter filter = new DecisionFilter(
                    maybe(like.service(), random),
                    maybe(like.rolloutId(), random),
                    maybe(like.kind(), random),
                    maybe(like.severity(), random),
                    maybe(like.mode(), random),
                    maybe(random.nextBoolean() ? from : like.evaluatedAt(), random),
                    maybe(random.nextBoolean() ? to : like.evaluatedAt(), random),
                    maybe(like.canary(), random));

            assertThat(paged(page -> MODEL.decisions(filter, page), random))
                    .as("seed %d, round %d, %s", seed, round, filter)
                    .isEqualTo(all.stream().filter(row -> fits(row, filter)).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void rolloutsOfAnyFilterAreThoseOfAllThatFit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RolloutRow> all = Dump.rollouts(MODEL, 100);
        for (int round = 0; round < ROUNDS; round++) {
            RolloutRow like = drawn(all, random);
            RolloutFilter filter = new RolloutFilter(
                    maybe(like.live(), random),
                    maybe(like.service(), random),
                    maybe(like.phase(), random),
                    maybe(like.mode(), random),
                    maybe(like.canary(), random));

            assertThat(paged(page -> MODEL.rollouts(filter, page), random))
                    .as("seed %d, round %d, %s", seed, round, filter)
                    .isEqualTo(all.stream().filter(row -> fits(row, filter)).toList());
        }
    }

    private static boolean fits(DecisionRow row, DecisionFilter filter) {
        String text = Stream.of(
                        row.link(),
                        row.service(),
                        row.canary(),
                        row.baseline(),
                        row.reason(),
                        row.decidingCriterion().orElse(""))
                .reduce("", (one, other) -> one + "\n" + other)
                .toLowerCase(Locale.ROOT);
        return is(filter.service(), row.service())
                && is(filter.rollout(), row.rolloutId())
                && is(filter.kind(), row.kind())
                && is(filter.severity(), row.severity())
                && is(filter.mode(), row.mode())
                && filter.from().map(from -> !row.evaluatedAt().isBefore(from)).orElse(true)
                && filter.to().map(to -> row.evaluatedAt().isBefore(to)).orElse(true)
                && filter.text().map(text::contains).orElse(true);
    }

    private static boolean fits(RolloutRow row, RolloutFilter filter) {
        String text = String.join(
                        "\n",
                        row.rolloutId(),
                        row.service(),
                        row.canary(),
                        row.baseline(),
                        row.policyName(),
                        row.reason())
                .toLowerCase(Locale.ROOT);
        return is(filter.live(), row.live())
                && is(filter.service(), row.service())
                && is(filter.phase(), row.phase())
                && is(filter.mode(), row.mode())
                && filter.text().map(text::contains).orElse(true);
    }

    private static <T> boolean is(Optional<T> wanted, T found) {
        return wanted.map(found::equals).orElse(true);
    }

    private static <T> T drawn(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static <T> Optional<T> maybe(T value, SplittableRandom random) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static <T> List<T> paged(Function<Page, Slice<T>> question, SplittableRandom random) {
        List<T> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Slice<T> slice = question.apply(new Page(5 + random.nextInt(60), cursor));
            all.addAll(slice.items());
            cursor = slice.next();
        } while (cursor.isPresent());
        return all;
    }
}
