package dev.headgate.cli;

import dev.headgate.schemas.model.ResumeRollout;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate rollout resume}. */
@Command(
        name = "resume",
        description = "Lets a paused rollout advance again.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:resumed", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout resume --service checkout \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutResume implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Override
    public Integer call() throws InterruptedException {
        return rollout.send(ResumeRollout::new, Set.of());
    }
}
