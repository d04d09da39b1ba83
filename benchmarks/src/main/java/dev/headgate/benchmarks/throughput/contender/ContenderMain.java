package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.schemas.process.ParentWatch;
import java.util.Arrays;
import java.util.List;

/** A contender as a program: its name, then the {@link ContenderSettings}. It runs until it is told to stop. */
public final class ContenderMain {

    private ContenderMain() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments see {@link ContenderSettings#arguments}
     */
    public static void main(String[] arguments) {
        ParentWatch.startIfAsked();
        List<String> words = Arrays.asList(arguments);
        try {
            run(words);
        } catch (IllegalStateException failed) {
            System.err.println(
                    "The contender " + words.get(0) + " failed: " + sentence(failed) + ". Its figures do not count.");
            System.exit(1);
        }
    }

    private static String sentence(Throwable failed) {
        String own = String.valueOf(failed.getMessage());
        return failed.getCause() == null ? own : own + ", " + sentence(failed.getCause());
    }

    private static void run(List<String> words) {
        ContenderSettings settings = ContenderSettings.of(words.subList(1, words.size()));
        switch (words.get(0)) {
            case "raw" -> PlainConsumer.run(settings, new RawBytes());
            case "floor" -> PlainConsumer.run(settings, Floor.of(settings.input()));
            case "plain" -> PlainCombine.run(settings);
            case "naive" -> NaiveJob.run(settings, false);
            case "repartition" -> NaiveJob.run(settings, true);
            default -> throw new IllegalArgumentException("There is no contender " + words.get(0));
        }
    }
}
