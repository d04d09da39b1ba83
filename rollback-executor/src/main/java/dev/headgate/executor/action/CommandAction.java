package dev.headgate.executor.action;

import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.Command;
import dev.headgate.schemas.model.Labels;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program with an argument list, without a shell.
 *
 * <p>Its environment holds only what the runbook sets or inherits by name, and {@code HEADGATE_DECISION_ID}, {@code
 * HEADGATE_CORRELATION_ID} and {@code HEADGATE_ATTEMPT}. Standard input is empty; both outputs are kept together, the
 * last {@link OutputTail#LIMIT} bytes of them, and the figures of the JSON object that they may hold. At the end of its budget the program is killed with everything it
 * started: its process group where {@code setsid} exists, and all its descendants. Thread-safe.
 */
public final class CommandAction {

    private static final Duration OUTPUT_GRACE = Duration.ofMillis(300);

    private final OutputFigures figures = new OutputFigures();
    private final Map<String, String> environment;

    /**
     * Runs commands.
     *
     * @param environment what runbooks may inherit from, by name
     */
    public CommandAction(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs the program to its end.
     *
     * @return done for exit code 0
     * @throws InterruptedException if the process gives the work up; the program was killed then
     */
    public StepOutcome run(Command command, Effect effect, Permission permission) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ProcessGroup.ownGroup(command.arguments()))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        fill(builder.environment(), command, effect);
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before it was begun");
        }
        Optional<String> missing = permission.missing();
        if (missing.isPresent()) {
            return new StepOutcome.NotBegun(missing.get());
        }
        try {
            return await(builder.start(), effect.budget());
        } catch (IOException notStarted) {
            return new StepOutcome.Failed(
                    FailureCategory.NOT_STARTED, "could not be started: " + notStarted.getMessage());
        }
    }

    private void fill(Map<String, String> variables, Command command, Effect effect) {
        variables.clear();
        for (String name : command.inherit()) {
            String value = environment.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(command.environment());
        variables.put("HEADGATE_DECISION_ID", effect.decisionId());
        variables.put("HEADGATE_CORRELATION_ID", effect.correlationId());
        variables.put("HEADGATE_ATTEMPT", Integer.toString(effect.attempt()));
    }

    private StepOutcome await(Process process, Duration budget) throws InterruptedException {
        OutputTail output = OutputTail.of(process.getInputStream());
        try {
            if (!process.waitFor(budget.toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessGroup.kill(process);
                return new StepOutcome.Failed(
                        FailureCategory.TIME_OUT,
                        "killed after " + budget.toMillis() + " ms, with all it had started",
                        OptionalInt.empty(),
                        output.text(OUTPUT_GRACE),
                        Labels.NONE);
            }
        } catch (InterruptedException givenUp) {
            ProcessGroup.kill(process);
            throw givenUp;
        }
        int exitCode = process.exitValue();
        String text = output.text(OUTPUT_GRACE);
        OptionalInt code = OptionalInt.of(exitCode);
        SortedMap<String, String> found = figures.of(output.textToRead(), code);
        return exitCode == 0
                ? new StepOutcome.Done(Optional.empty(), code, text, found)
                : new StepOutcome.Failed(FailureCategory.EXIT_CODE, "exit code " + exitCode, code, text, found);
    }
}
