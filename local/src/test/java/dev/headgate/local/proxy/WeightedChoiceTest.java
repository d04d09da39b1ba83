package dev.headgate.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightedChoiceTest {
    @Test
    void spreadsTheRareServerEvenly() {
        var choice = choice(4, 1);

        String chosen = IntStream.range(0, 10)
                .mapToObj(i -> choice.next().orElseThrow().name())
                .collect(Collectors.joining());

        assertThat(chosen).isEqualTo("0010000100");
    }

    @Test
    void choosesNobodyWhenNobodyHasAWeight() {
        assertThat(choice(0, 0).next()).isEqualTo(Optional.empty());
    }

    @Test
    void aServerThatComesBackOwesNothingForTheTimeItWasOut() {
        var servers = servers(50, 50);
        var choice = new WeightedChoice(servers);
        choice.next();
        choice.weigh(servers.get(0), 0);
        IntStream.range(0, 1_000).forEach(i -> choice.next());

        choice.weigh(servers.get(0), 50);

        assertThat(count(choice, 100)).isEqualTo(Map.of("0", 50, "1", 50));
    }

    static Stream<Long> seeds() {
        return new Random(20261122).longs(50).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachServerIsTakenExactlyAsOftenAsItsWeightSaysInEveryRound(long seed) {
        var random = new Random(seed);
        int[] weights = random.ints(1 + random.nextInt(4), 0, 257).toArray();
        weights[0] = Math.max(1, weights[0]);
        var choice = choice(weights);

        for (int round = 0; round < 3; round++) {
            var counts = count(choice, IntStream.of(weights).sum());

            for (int i = 0; i < weights.length; i++) {
                assertThat(counts.getOrDefault(Integer.toString(i), 0)).isEqualTo(weights[i]);
            }
        }
    }

    private static Map<String, Integer> count(WeightedChoice choice, int choices) {
        Map<String, Integer> counts = new TreeMap<>();
        IntStream.range(0, choices)
                .forEach(i -> counts.merge(choice.next().orElseThrow().name(), 1, Integer::sum));
        return counts;
    }

    private static WeightedChoice choice(int... weights) {
        return new WeightedChoice(servers(weights));
    }

    private static List<WeightedServer> servers(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new WeightedServer(new Backend.Server(Integer.toString(i), 1, weights[i])))
                .toList();
    }
}
