package dev.headgate.cli;

import dev.headgate.cli.follow.JsonWaitDisplay;
import dev.headgate.cli.follow.PlainWaitDisplay;
import dev.headgate.cli.follow.RolloutWaiting.Patience;
import dev.headgate.cli.follow.StatusLine;
import dev.headgate.cli.follow.StepSummary;
import dev.headgate.cli.follow.WaitDisplay;
import dev.headgate.cli.follow.WaitLines;
import dev.headgate.cli.follow.WaitResult;
import dev.headgate.cli.terminal.TerminalSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long to wait for a rollout's end, and where it is told. */
final class WaitOptions {
    /** Where GitHub's runners take Markdown that is shown below a job. */
    private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            converter = ProbeOptions.Every.class,
            description = "How long to wait for the end at most, as 45m; the rollout goes on by itself then"
                    + " (default: as long as it takes).")
    private @Nullable Duration longest;

    @Option(
            names = "--silence",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = ProbeOptions.Every.class,
            description = "How long the gate may be silent or the brokers away meanwhile (default: ${DEFAULT-VALUE}).")
    private Duration silence = Duration.ZERO;

    private StatusLine status = StatusLine.none();

    /** How long. */
    Patience patience() {
        return new Patience(Optional.ofNullable(longest), silence);
    }

    /** Whether anything was said that only makes sense with waiting. */
    boolean given() {
        return longest != null;
    }

    /** Shows the waiting, as documents or as lines. */
    WaitDisplay display(boolean json, boolean several) {
        PrintWriter out = spec.commandLine().getOut();
        WaitLines lines = lines(several);
        if (json) {
            return new JsonWaitDisplay(out, spec.commandLine().getErr(), lines);
        }
        status = Terminal.isWatched() ? StatusLine.on(out, TerminalSize::ask) : StatusLine.none();
        return new PlainWaitDisplay(out, lines, status);
    }

    /** What the lines say. */
    WaitLines lines(boolean several) {
        return new WaitLines(several, Terminal.palette());
    }

    /** Takes what is drawn again and again away. */
    void wipe() {
        status.wipe();
    }

    /** Leaves a summary where the pipeline wants one; that it cannot is said and changes nothing. */
    void summarise(List<WaitResult> results) {
        String file = System.getenv(STEP_SUMMARY);
        if (file == null || file.isBlank()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    StepSummary.of(results),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine()
                    .getErr()
                    .println("the summary cannot be written to " + STEP_SUMMARY + ": " + Documents.why(e));
        }
    }
}
