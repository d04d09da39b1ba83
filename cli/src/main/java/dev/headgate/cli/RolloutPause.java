package dev.headgate.cli;

import dev.headgate.schemas.model.PauseRollout;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate rollout pause}. */
@Command(
        name = "pause",
        description = {
            "Keeps a rollout from advancing until it is resumed; it is judged, stopped and rolled back " + "as ever."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:paused", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout pause --service checkout --reason \"incident elsewhere\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutPause implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Override
    public Integer call() throws InterruptedException {
        return rollout.send(PauseRollout::new, Set.of());
    }
}
