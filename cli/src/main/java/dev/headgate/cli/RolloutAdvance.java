package dev.headgate.cli;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.DecisionKind;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate rollout advance}. */
@Command(
        name = "advance",
        description = {
            "Advances to the next stage now, whatever its lines say.",
            "It is refused while a line that rolls back has come true. The reason is part of the record."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:advances", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout advance --service checkout --reason \"seen by hand\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutAdvance implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Mixin
    private StageOption stage;

    @Override
    public Integer call() throws InterruptedException {
        rollout.requireReason();
        OptionalInt leaving = stage.inForce();
        return rollout.send(
                header -> new AdvanceRollout(header, leaving), EnumSet.of(DecisionKind.PROMOTE, DecisionKind.COMPLETE));
    }
}
