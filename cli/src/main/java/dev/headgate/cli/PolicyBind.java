package dev.headgate.cli;

import dev.headgate.schemas.model.PolicyText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate policy bind}. */
@Command(
        name = "bind",
        description = {
            "Binds a policy to a service, in place of an earlier one: the first requests of a version "
                    + "that was not seen before start a rollout by it.",
            "The policy says \"start: on new version\"."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:bound", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate policy bind checkout.yaml --service checkout \\",
            "      --signing-key keys/alice.private.pem"
        })
final class PolicyBind implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BindingOptions binding;

    @Parameters(paramLabel = "FILE", description = "The policy.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        PolicyText policy = Documents.policyText(file, spec.commandLine().getErr())
                .orElseThrow(
                        () -> new CommandFailure("the policy cannot be used; nothing was sent", "Mend " + file + "."));
        return binding.send(policy);
    }
}
