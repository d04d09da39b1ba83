package dev.headgate.cli;

import dev.headgate.schemas.model.TickItem;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headgate rollout tick}. */
@Command(
        name = "tick",
        description =
                "Ticks an item of a checklist: it is done, for a role, with evidence where the item asks for some.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ticked", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout tick go-live audit --service checkout --role security \\",
            "      --evidence https://wiki/audit-17 --signing-key keys/alice.private.pem"
        })
final class RolloutTick implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Parameters(index = "0", paramLabel = "CHECKLIST", description = "The checklist's name.")
    private String checklist = "";

    @Parameters(index = "1", paramLabel = "ITEM", description = "The item's name in it.")
    private String item = "";

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "The role for which it is ticked.")
    private String role = "";

    @Option(names = "--evidence", paramLabel = "TEXT", defaultValue = "", description = "A link or a note.")
    private String evidence = "";

    @Override
    public Integer call() throws InterruptedException {
        rollout.requireName("CHECKLIST", checklist);
        rollout.requireName("ITEM", item);
        rollout.requireName("--role", role);
        return rollout.send(header -> new TickItem(header, checklist, item, role, evidence), Set.of());
    }
}
