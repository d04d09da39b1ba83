package dev.headgate.cli;

import dev.headgate.schemas.model.Approve;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate rollout approve}. */
@Command(
        name = "approve",
        description = {
            "Says yes for a role: to an approval that a stage waits for, or to a question.",
            "A question that is answered with yes lets the rollout go on as it is.",
            "Where it may mean more than one thing it is refused unless it says which."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout approve --service checkout --role release-managers \\",
            "      --stage 2 --signing-key keys/alice.private.pem"
        })
final class RolloutApprove implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "The role for which it is said.")
    private String role = "";

    @Mixin
    private AboutOptions about;

    @Override
    public Integer call() throws InterruptedException {
        rollout.requireName("--role", role);
        Optional<String> question = about.question();
        OptionalInt stage = about.stage();
        return rollout.send(header -> new Approve(header, role, question, stage), Set.of());
    }
}
