package dev.headgate.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table says what was measured, and nothing else. */
class ResultTableTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void dividesTheMedianOfThePassesByTheFloors() {
        List<Result> results = List.of(
                result(Contender.FLOOR, "", pass(1), pass(2), pass(3)),
                result(Contender.GATE, "", pass(4), pass(9), pass(3)),
                result(Contender.NAIVE, "", pass(80)));

        List<String> lines = ResultTable.of(results).lines();

        assertThat(lines.get(0)).startsWith("input ").contains("CPU s per M", "to floor");
        assertThat(lines.get(2)).contains("gate", "1 000 000", "4.00", "2.00", "20.0", "exact");
        assertThat(lines.get(1)).contains("floor", "2.00", "1.00", "40.0");
    }

    @Test
    void saysWhatIsWrongWithTheCounts() {
        List<Result> results = List.of(result(Contender.FLINK, "sent 3 requests, counted 4", pass(1)));

        assertThat(ResultTable.of(results).lines().get(1)).endsWith("WRONG: sent 3 requests, counted 4");
        assertThat(ResultJson.of(results)).contains("\"wrong\" : \"sent 3 requests, counted 4\"");
    }

    @Test
    void measuresEveryCombinationOfWhatIsChosenThatThereCanBe() {
        Plan plan = Plan.of(
                1_000,
                3,
                List.of(Input.BATCHES),
                List.of(1, 100),
                List.of(2),
                List.of(Contender.NAIVE, Contender.GATE));

        assertThat(plan.cells().stream().map(Cell::toString).toList())
                .containsExactly(
                        "batches, 1 series, floor, 1 thread",
                        "batches, 1 series, gate, 2 threads",
                        "batches, 100 series, floor, 1 thread",
                        "batches, 100 series, gate, 2 threads");
        assertThat(plan.requests(plan.cells().get(0))).isEqualTo(3_000);
    }

    @Test
    void measuresEveryContenderWhenNothingIsChosen() {
        Set<Contender> measured = new TreeSet<>();
        Plan.of(1_000, 3, List.of(), List.of(), List.of(), List.of())
                .cells()
                .forEach(cell -> measured.add(cell.contender()));

        assertThat(measured).containsExactly(Contender.values());
    }

    @Test
    void isMarkdownToo() {
        List<String> lines =
                ResultTable.of(List.of(result(Contender.FLOOR, "", pass(2)))).markdown();

        assertThat(lines.get(0)).startsWith("| input ").endsWith("| counts |");
        assertThat(lines.get(1)).startsWith("|---|---:|");
        assertThat(lines.get(2)).contains("| floor ", " 2.00 |", "| exact ");
    }

    private static Result result(Contender contender, String wrong, Result.Pass... passes) {
        return new Result(new Cell(Input.EVENTS, 100, contender, 1), List.of(passes), wrong, 180, 60, 50, 0);
    }

    /** A million events in a second that took so many seconds of CPU time. */
    private static Result.Pass pass(long cpuSeconds) {
        return new Result.Pass(1_000_000, SECOND, cpuSeconds * SECOND);
    }
}
