package dev.headgate.cli;

import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.PolicyText;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout change-policy}. */
@Command(
        name = "change-policy",
        description = {
            "Replaces a running rollout's policy.",
            "The stage in force must be in it with the same weight; windows begin anew. \"headgate "
                    + "policy diff\" says beforehand what it means."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:changed", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout change-policy checkout.yaml --service checkout \\",
            "      --signing-key keys/alice.private.pem --reason \"p95 was too strict\""
        })
final class RolloutChangePolicy implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RolloutOptions rollout;

    @Parameters(paramLabel = "FILE", description = "The new policy.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        PolicyText policy = Documents.policyText(file, spec.commandLine().getErr())
                .orElseThrow(
                        () -> new CommandFailure("the policy cannot be used; nothing was sent", "Mend " + file + "."));
        return rollout.send(header -> new ChangePolicy(header, policy), Set.of());
    }
}
