package dev.headgate.cli;

import dev.headgate.cli.completion.Shell;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that makes a shell complete headgate's commands and options.",
            "Write it to a file once: it is made of this release's commands. It holds for ./headgate, too."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate completion bash | tee ~/.headgate.bash     # source it in ~/.bashrc",
            "  headgate completion zsh | tee ~/.headgate.zsh       # source it in ~/.zshrc",
            "  headgate completion fish | tee ~/.config/fish/completions/headgate.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            converter = Shell.Converter.class,
            completionCandidates = Shell.Words.class,
            description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell.script("headgate", Headgate.commandLine()));
        out.flush();
        return ExitCode.DONE;
    }
}
