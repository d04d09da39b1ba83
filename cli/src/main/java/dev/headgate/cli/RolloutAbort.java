package dev.headgate.cli;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.DecisionKind;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate rollout abort}. */
@Command(
        name = "abort",
        description = "Rolls a service's live rollout back, whatever its policy says, and waits for the decision.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:rolls back", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout abort --service checkout \\",
            "      --signing-key keys/alice.private.pem --reason \"wrong build\""
        })
final class RolloutAbort implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Override
    public Integer call() throws InterruptedException {
        return rollout.send(AbortRollout::new, EnumSet.of(DecisionKind.ROLLBACK, DecisionKind.RECORD));
    }
}
