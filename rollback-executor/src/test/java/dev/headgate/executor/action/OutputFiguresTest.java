package dev.headgate.executor.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputFiguresTest {

    private final OutputFigures figures = new OutputFigures();

    @Test
    void joinsTheNamesOfNestedFieldsByDots() {
        assertThat(of("{\"validation_metadata\":{\"overall_passed\":true,\"took\":{\"p95\":18.5}},\"id\":\"b-7\"}"))
                .isEqualTo(Map.of(
                        "validation_metadata.overall_passed",
                        "true",
                        "validation_metadata.took.p95",
                        "18.5",
                        "id",
                        "b-7",
                        "exitCode",
                        "0"));
    }

    @Test
    void readsTheLastLineThatIsAnObjectAmongOtherOutput() {
        assertThat(of("starting\n{\"p95\":1}\nagain\n{\"p95\":2}\nbye")).containsEntry("p95", "2");
    }

    @Test
    void readsAnObjectOverSeveralLinesBehindOtherOutput() {
        assertThat(of("checking {a}\n{\n  \"upsert\": {\n    \"p95\": 20\n  }\n}\n"))
                .containsEntry("upsert.p95", "20");
    }

    @Test
    void ofOutputWithoutAnObjectOnlyTheExitCodeIsLeft() {
        for (String output : new String[] {"", "ok", "[1,2]", "{ not: json }", "\"text\"", "{\"a\":"}) {
            assertThat(figures.of(output, OptionalInt.of(3))).as(output).isEqualTo(Map.of("exitCode", "3"));
        }
    }

    @Test
    void leavesOutListsNullsAndWhatIsTooLong() {
        String json = "{\"list\":[1],\"nothing\":null,\"long\":\"" + "x".repeat(501) + "\",\"" + "n".repeat(101)
                + "\":1,\"a b\":1,\"exitCode\":7,\"line\":\"a\\nb\"}";

        assertThat(of(json)).isEqualTo(Map.of("exitCode", "0", "line", "a?b"));
    }

    @Test
    void keepsAtMost64() {
        String json =
                IntStream.range(0, 100).mapToObj(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));

        assertThat(of(json)).hasSize(64).containsEntry("f62", "62").doesNotContainKey("f63");
    }

    @Test
    void aHostileDepthIsNoHarm() {
        assertThat(of("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000))).isEqualTo(Map.of("exitCode", "0"));
        assertThat(of("{\"a\":".repeat(50) + "1" + "}".repeat(50))).isEqualTo(Map.of("exitCode", "0"));
    }

    private SortedMap<String, String> of(String output) {
        return figures.of(output, OptionalInt.of(0));
    }
}
