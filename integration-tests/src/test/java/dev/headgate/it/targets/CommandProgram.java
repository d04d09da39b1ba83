package dev.headgate.it.targets;

import dev.headgate.it.harness.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that is given version and weight, keeps the weight in a file, and prints what it reads back from it. */
public final class CommandProgram implements Target {

    private static final String PROGRAM = """
            printf '%s' "$2" > "$3.new" && mv "$3.new" "$3" && printf '{"weight": %s}\\n' "$(cat "$3")"
            """;
    private static final String RUNBOOK = """
            runbook: shift-%1$s
            budget: 20s
            parameters: { canary: version, weight: weight }
            steps:
              - name: weight
                command: { arguments: [ /bin/sh, "%2$s", "${canary}", "${weight}", "%3$s" ], inherit: [ PATH ] }
                budget: 15s
                recovery: rerun
                confirms: weight
            """;

    private final String service;
    private final Path state;

    /** Writes it. */
    public CommandProgram(Installation headgate, String service) {
        this.service = service;
        state = headgate.run().path().resolve("weight-" + service);
        Path program = headgate.run().write("shift-" + service + ".sh", PROGRAM);
        headgate.run().write("runbooks/shift-" + service + ".yaml", RUNBOOK.formatted(service, program, state));
    }

    @Override
    public String name() {
        return "a command (/bin/sh)";
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public boolean hasInForce(int percent) {
        try {
            return Files.exists(state) && Files.readString(state).equals(Integer.toString(percent));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
