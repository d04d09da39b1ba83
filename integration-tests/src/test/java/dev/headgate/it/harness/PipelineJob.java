package dev.headgate.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A job as a runner of GitHub Actions runs it: each step a Bash of its own, which is given the files that steps write for the steps
 * behind them. Not thread-safe.
 */
public final class PipelineJob {
    private static final String SHELL = "bash";

    private final Path workspace;
    private final Map<String, String> environment = new HashMap<>();
    private final Path log;

    /** In a workspace that is there. */
    public PipelineJob(Path workspace, Map<String, String> environment) throws IOException {
        this.workspace = workspace;
        this.environment.putAll(environment);
        log = workspace.resolve("log");
        for (String file : List.of("GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")) {
            this.environment.put(file, Files.createFile(workspace.resolve(file)).toString());
        }
        this.environment.put("GITHUB_WORKSPACE", workspace.toString());
        this.environment.put(
                "RUNNER_TEMP", Files.createDirectory(workspace.resolve("temp")).toString());
    }

    /** Runs a step; its exit code. */
    public int step(String script, Map<String, String> own) throws IOException, InterruptedException {
        Process shell = start(script, own);
        if (!shell.waitFor(Await.LONG.toSeconds(), TimeUnit.SECONDS)) {
            shell.destroyForcibly();
            throw new IllegalStateException(script + " is still running: " + log());
        }
        return shell.exitValue();
    }

    /** Begins a step. */
    public Process start(String script, Map<String, String> own) throws IOException {
        Path file = Files.writeString(workspace.resolve("step.sh"), script);
        // What a shell starts in the background ignores SIGINT, and so does all that it starts.
        ProcessBuilder builder = new ProcessBuilder(
                        "env", "--default-signal=INT", SHELL, "--noprofile", "--norc", "-e", file.toString())
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        for (String line : Files.readAllLines(workspace.resolve("GITHUB_ENV"))) {
            int equals = line.indexOf('=');
            builder.environment().put(line.substring(0, equals), line.substring(equals + 1));
        }
        String more = String.join(":", Files.readAllLines(workspace.resolve("GITHUB_PATH")));
        builder.environment().put("PATH", (more.isEmpty() ? "" : more + ":") + System.getenv("PATH"));
        builder.environment().putAll(own);
        return builder.start();
    }

    /** What all steps have written so far. */
    public String log() throws IOException {
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    }

    /** The Markdown below the job. */
    public String summary() throws IOException {
        return Files.readString(workspace.resolve("GITHUB_STEP_SUMMARY"), StandardCharsets.UTF_8);
    }
}
