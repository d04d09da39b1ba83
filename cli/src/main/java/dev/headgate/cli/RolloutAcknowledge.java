package dev.headgate.cli;

import dev.headgate.schemas.model.Acknowledge;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headgate rollout acknowledge}. */
@Command(
        name = "acknowledge",
        description = "Says that you take care of what people were told of: nobody else is told then.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:acknowledged", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate rollout acknowledge --service checkout \\",
            "      --signing-key keys/alice.private.pem",
            "  headgate rollout acknowledge checkout-2.4.1-5f0c2a17/4 --service checkout \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutAcknowledge implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Parameters(
            arity = "0..1",
            paramLabel = "DECISION",
            defaultValue = "",
            description = "The decision that told it (default: all that are open).")
    private String decision = "";

    @Override
    public Integer call() throws InterruptedException {
        return rollout.send(header -> new Acknowledge(header, decision), Set.of());
    }
}
