package dev.headgate.cli;

import dev.headgate.cli.diff.Change;
import dev.headgate.cli.diff.PolicyDiff;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.schemas.model.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate policy diff}. */
@Command(
        name = "diff",
        description = {
            "Says what a change of a policy means: stricter or looser, faster or slower, more or fewer " + "people.",
            "Layout and comments do not count."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:both mean the same",
            "1:they differ",
            "2:not understood, or a file cannot be read",
            "3:one may not be used"
        },
        footer = {"", "Example:", "  headgate policy diff checkout-before.yaml checkout.yaml"})
final class PolicyDiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The policy before.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The policy after.")
    private Path after = Path.of("");

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Optional<Policy> old = policy(before);
        Optional<Policy> changed = policy(after);
        if (old.isEmpty() || changed.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        List<Change> changes = PolicyDiff.of(old.get(), changed.get());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(json(changes));
        } else {
            lines(changes).forEach(out::println);
        }
        return changes.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    // As diff has it: 1 means that they differ, and nothing else.
    private Optional<Policy> policy(Path file) {
        try {
            return Documents.policy(file, spec.commandLine().getErr());
        } catch (CommandFailure failure) {
            throw new ParameterException(spec.commandLine(), String.valueOf(failure.getMessage()), failure);
        }
    }

    private static List<String> lines(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of("both mean the same");
        }
        Palette palette = Terminal.palette();
        List<String> lines = new ArrayList<>();
        String where = "";
        for (Change change : changes) {
            if (!change.where().equals(where)) {
                where = change.where();
                lines.add(palette.bold(where));
            }
            lines.add("  " + mark(change, palette) + " " + Text.visible(change.sentence()) + sense(change));
        }
        return lines;
    }

    private static String mark(Change change, Palette palette) {
        return switch (change.sort()) {
            case ADDED -> palette.green(change.sort().mark());
            case REMOVED -> palette.red(change.sort().mark());
            case CHANGED -> palette.yellow(change.sort().mark());
        };
    }

    private static String sense(Change change) {
        return change.sense().words().isEmpty() ? "" : " (" + change.sense().words() + ")";
    }

    private static String json(List<Change> changes) {
        ObjectNode node = JsonMapper.shared().createObjectNode().put("same", changes.isEmpty());
        ArrayNode entries = node.putArray("changes");
        for (Change change : changes) {
            entries.addObject()
                    .put("where", change.where())
                    .put("sort", change.sort().mark())
                    .put("sentence", change.sentence())
                    .put("sense", change.sense().words());
        }
        return node.toString();
    }
}
