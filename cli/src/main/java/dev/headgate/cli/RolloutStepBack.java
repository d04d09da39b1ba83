package dev.headgate.cli;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.StepBackRollout;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate rollout step-back}. */
@Command(
        name = "step-back",
        description = "Steps back to the stage before, which begins anew. The reason is part of the record.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:steps back", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout step-back --service checkout --reason \"database slow\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutStepBack implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Mixin
    private StageOption stage;

    @Override
    public Integer call() throws InterruptedException {
        rollout.requireReason();
        OptionalInt leaving = stage.inForce();
        return rollout.send(header -> new StepBackRollout(header, leaving), EnumSet.of(DecisionKind.STEP_BACK));
    }
}
