package dev.headgate.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a yes or no is about: without either of these about the one thing that waits for the role, if it is one. */
final class AboutOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--question",
            paramLabel = "ID",
            description = "Only to what this decision has asked; \"rollout show\" names it.")
    private @Nullable String question;

    @Mixin
    private StageOption stage;

    /** The decision that asked; empty where none was named. */
    Optional<String> question() {
        if (question != null && question.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--question must be a decision's id, as \"rollout show\" names it, found nothing");
        }
        if (question != null && stage.inForce().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--question and --stage exclude each other: an answer is about one of them");
        }
        return Optional.ofNullable(question);
    }

    /** The stage, counted from 0, −1 before the first; empty where none was named. */
    OptionalInt stage() {
        return stage.inForce();
    }
}
