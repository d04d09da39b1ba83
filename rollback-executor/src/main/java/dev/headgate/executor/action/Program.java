package dev.headgate.executor.action;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A program that an action needs for itself, without a shell and with an empty environment but for {@code PATH}. At the end
 * of its time it is killed with everything it started.
 */
public final class Program {

    private static final Duration OUTPUT_GRACE = Duration.ofMillis(300);

    private Program() {}

    /**
     * How it ended.
     *
     * @param exitCode empty if it was killed
     * @param output the end of both its outputs, bounded
     */
    public record Ended(OptionalInt exitCode, String output) {

        /** Whether it ended by itself, with 0. */
        public boolean succeeded() {
            return exitCode.equals(OptionalInt.of(0));
        }

        /** For people: {@code exit code 1: no such file}. */
        public String description() {
            String how = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "killed, it took too long";
            return output.isBlank() ? how : how + ": " + output.strip();
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the process gives the work up; the program was killed then
     */
    public static Ended run(List<String> arguments, Duration longest) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ProcessGroup.ownGroup(arguments))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        Optional<String> path = Optional.ofNullable(System.getenv("PATH"));
        builder.environment().clear();
        path.ifPresent(value -> builder.environment().put("PATH", value));
        Process process = builder.start();
        OutputTail output = OutputTail.of(process.getInputStream());
        try {
            if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Ended(OptionalInt.of(process.exitValue()), output.text(OUTPUT_GRACE));
            }
        } catch (InterruptedException givenUp) {
            ProcessGroup.kill(process);
            throw givenUp;
        }
        ProcessGroup.kill(process);
        return new Ended(OptionalInt.empty(), output.text(OUTPUT_GRACE));
    }
}
