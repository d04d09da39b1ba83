package dev.headgate.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which stage a command is meant: in another one it is refused. */
final class StageOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--stage",
            paramLabel = "NUMBER",
            description =
                    "Only while this stage is in force, counted from 1 as \"rollout show\" does; 0 before the first.")
    private @Nullable Integer stage;

    /** Counted from 0, −1 before the first; empty where none was named. */
    OptionalInt inForce() {
        if (stage == null) {
            return OptionalInt.empty();
        }
        if (stage < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--stage must be a stage's number from 1, or 0 before the first, found " + stage);
        }
        return OptionalInt.of(stage - 1);
    }
}
