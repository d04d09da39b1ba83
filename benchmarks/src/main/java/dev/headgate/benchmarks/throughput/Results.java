package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.List;
import java.util.OptionalDouble;

/** What a run has measured. */
record Results(List<Result> all) {

    static final List<Contender> FLOOR = List.of(Contender.FLOOR);
    static final List<Contender> NAIVE = List.of(Contender.NAIVE, Contender.REPARTITION);
    static final List<Contender> FLINK = List.of(Contender.FLINK, Contender.FLINK_1S);

    Results {
        all = List.copyOf(all);
    }

    /**
     * The least CPU seconds per million requests that any of some contenders took: a rival is given its better variant.
     * Whose counts are wrong has not done the work.
     */
    OptionalDouble cpu(Input input, int series, List<Contender> of, int threads) {
        return all.stream()
                .filter(result -> result.cell().input() == input
                        && result.cell().series() == series
                        && result.cell().threads() == threads
                        && of.contains(result.cell().contender())
                        && result.wrong().isEmpty())
                .mapToDouble(Result::cpuPerMillion)
                .min();
    }
}
