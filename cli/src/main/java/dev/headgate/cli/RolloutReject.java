package dev.headgate.cli;

import dev.headgate.schemas.model.Reject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate rollout reject}. */
@Command(
        name = "reject",
        description = {
            "Says no for a role: to an approval, which fails the stage, or to a question, which does at "
                    + "once what the policy says it does without an answer.",
            "Where it may be meant for a stage and for a question it is refused unless it says which."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout reject --service checkout --role release-managers \\",
            "      --stage 2 --signing-key keys/alice.private.pem --reason \"tickets rise\""
        })
final class RolloutReject implements Callable<Integer> {
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
        return rollout.send(header -> new Reject(header, role, question, stage), Set.of());
    }
}
