package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is measured.
 *
 * @param events requests of a pass, for contenders and inputs of ordinary cost
 * @param repetitions measured passes, after those that warm up
 * @param cells each thing to measure, the floor before what is compared with it
 */
record Plan(long events, int repetitions, List<Cell> cells) {

    private static final List<Integer> SERIES = List.of(1, 100, 10_000);
    private static final List<Integer> THREADS = List.of(1, 2);
    private static final int USUAL_SERIES = 100;

    Plan {
        cells = List.copyOf(cells);
    }

    /**
     * What the options ask for, each empty list standing for everything. Unless series, threads or contenders are chosen,
     * everybody is measured in one thread where the series are a hundred, the gate of single events in two as well; at
     * every number of series only the floor and the gate are, and of single events combine.
     */
    static Plan of(
            long events,
            int repetitions,
            List<Input> inputs,
            List<Integer> series,
            List<Integer> threads,
            List<Contender> contenders) {
        boolean chosen = !series.isEmpty() || !threads.isEmpty() || !contenders.isEmpty();
        List<Cell> cells = new ArrayList<>();
        boolean backwards = false;
        for (Input input : orAll(inputs, List.of(Input.values()))) {
            for (int count : orAll(series, SERIES)) {
                List<Cell> block = block(input, count, orAll(threads, THREADS), contenders, chosen);
                if (backwards) {
                    Collections.reverse(block.subList(1, block.size()));
                }
                backwards = !backwards;
                cells.addAll(block);
            }
        }
        return new Plan(events, repetitions, cells);
    }

    /** Requests in one pass of a cell. */
    long requests(Cell cell) {
        return Math.max(1, events * cell.input().factor() / cell.contender().divisor());
    }

    private static List<Cell> block(
            Input input, int series, List<Integer> threads, List<Contender> contenders, boolean chosen) {
        List<Cell> block = new ArrayList<>(List.of(new Cell(input, series, Contender.FLOOR, 1)));
        for (Contender contender : orAll(contenders, List.of(Contender.values()))) {
            boolean single = contender == Contender.RAW || contender == Contender.FLOOR;
            for (int count : single ? List.of(1) : threads) {
                Cell cell = new Cell(input, series, contender, count);
                if (contender != Contender.FLOOR && contender.takes(input, series, count) && (chosen || usual(cell))) {
                    block.add(cell);
                }
            }
        }
        return block;
    }

    private static boolean usual(Cell cell) {
        boolean events = cell.input() == Input.EVENTS;
        if (cell.threads() > 1 || cell.contender() == Contender.TWO_GATES) {
            return events && cell.series() == USUAL_SERIES && cell.contender().isJudging() && sharesWork(cell);
        }
        return cell.series() == USUAL_SERIES
                || cell.contender() == Contender.GATE
                || (events && cell.contender() == Contender.COMBINE);
    }

    /** Two threads, or two processes of one. */
    private static boolean sharesWork(Cell cell) {
        return (cell.contender() == Contender.TWO_GATES) == (cell.threads() == 1);
    }

    private static <T> List<T> orAll(List<T> chosen, List<T> all) {
        return chosen.isEmpty() ? all : chosen;
    }
}
