package dev.headgate.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What was reached is computed from the run's own figures. */
class AimsTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void theUsualSelectionMeasuresEveryAim() {
        List<Result> results = Plan.of(1_000, 3, List.of(), List.of(), List.of(), List.of()).cells().stream()
                .map(cell -> result(cell, 1))
                .toList();

        Set<String> verdicts = Aims.of(results).stream().map(Aims.Aim::verdict).collect(Collectors.toSet());

        assertThat(verdicts).doesNotContain("not measured");
    }

    @Test
    void saysWhatIsMetMissedAndNotMeasured() {
        List<String> lines = Aims.table(List.of(
                        result(cell(Input.EVENTS, 100, Contender.FLOOR, 1), 1),
                        result(cell(Input.EVENTS, 100, Contender.GATE, 1), 3),
                        result(cell(Input.EVENTS, 100, Contender.GATE, 2), 3.3),
                        result(cell(Input.EVENTS, 100, Contender.NAIVE, 1), 150),
                        result(cell(Input.EVENTS, 100, Contender.REPARTITION, 1), 120),
                        result(cell(Input.SUMMARIES, 100, Contender.GATE, 1), 0.02)))
                .lines();

        assertThat(line(lines, "one event per record: gate over floor"))
                .contains("≤ 2 ×", "3.00 ×")
                .endsWith("missed");
        assertThat(line(lines, "one event per record: naive job"))
                .contains("≥ 40 ×", "40.00 ×")
                .endsWith("met");
        assertThat(line(lines, "events: CPU each grows from one thread"))
                .contains("10.00 %")
                .endsWith("met");
        assertThat(line(lines, "summaries:")).contains("≥ 20 M", "50.00 M").endsWith("met");
        assertThat(line(lines, "20 events per record: Flink")).endsWith("not measured");
    }

    @Test
    void comparesTheDearestNumberOfSeriesWithTheCheapest() {
        List<String> lines = Aims.table(List.of(
                        result(cell(Input.EVENTS, 1, Contender.GATE, 1), 3),
                        result(cell(Input.EVENTS, 100, Contender.GATE, 1), 2),
                        result(cell(Input.EVENTS, 10_000, Contender.GATE, 1), 2.5)))
                .lines();

        assertThat(line(lines, "events: CPU each, dearest")).contains("50.00 %").endsWith("missed");
    }

    @Test
    void reachesNothingWithWrongCounts() {
        Result wrong = new Result(
                cell(Input.SUMMARIES, 100, Contender.GATE, 1), List.of(pass(0.01)), "sent 2, counted 1", 1, 1, 1, 1);

        assertThat(line(Aims.table(List.of(wrong)).lines(), "summaries:")).endsWith("not measured");
    }

    private static String line(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static Cell cell(Input input, int series, Contender contender, int threads) {
        return new Cell(input, series, contender, threads);
    }

    private static Result result(Cell cell, double cpuSeconds) {
        return new Result(cell, List.of(pass(cpuSeconds)), "", 180, 60, 50, 0);
    }

    private static Result.Pass pass(double cpuSeconds) {
        return new Result.Pass(1_000_000, SECOND, Math.round(cpuSeconds * SECOND));
    }
}
