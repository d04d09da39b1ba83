package dev.headgate.cli;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.signing.KeyInventory;
import dev.headgate.schemas.signing.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate keys list}. */
@Command(
        name = "list",
        description = {
            "Lists the keys in a directory: id, which half is there, since when, and the fingerprint.",
            "Of a directory of trusted keys these are the keys that are trusted."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed, also when there are none",
            "1:a file is no key, or the directory could not be read",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate keys list --directory keys/gate --in-use keys/gate/gate.private.pem",
            "  headgate keys list --directory /etc/headgate/trusted -o json"
        })
final class KeysList implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "Where the files are (default: the current one).")
    private Path directory = Path.of(".");

    @Option(
            names = "--in-use",
            paramLabel = "FILE",
            defaultValue = "${env:HEADGATE_OPERATOR_KEY}",
            description = "The private key that is signed with, also as HEADGATE_OPERATOR_KEY: it is marked.")
    private @Nullable Path inUse;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        KeyInventory inventory = KeyInventory.of(directory);
        Optional<String> signing =
                Optional.ofNullable(inUse).map(SigningKey::load).map(SigningKey::keyId);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            inventory.keys().forEach(key -> out.println(json(key, signing)));
        } else if (inventory.keys().isEmpty()) {
            out.println("no keys in " + directory);
        } else {
            table(inventory.keys(), signing, Terminal.palette()).forEach(out::println);
        }
        out.flush();
        if (!inventory.problems().isEmpty()) {
            throw new CommandFailure(
                    String.join("; ", inventory.problems()),
                    "Take such files away: with one among trusted keys no gate and no executor starts.");
        }
        return ExitCode.DONE;
    }

    /** A row for each key. */
    static List<String> table(List<KeyInventory.Held> keys, Optional<String> signing, Palette palette) {
        var table = new TextTable("name", "id", "kind", "signs", "since", "fingerprint (SHA-256)");
        for (KeyInventory.Held key : keys) {
            table.row(
                    Text.visible(key.name()),
                    key.keyId(),
                    key.kind(),
                    signs(key, signing) ? palette.green("yes") : Figures.NONE,
                    key.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    key.fingerprint());
        }
        return table.lines(palette);
    }

    private static boolean signs(KeyInventory.Held key, Optional<String> signing) {
        return signing.filter(key.keyId()::equals).isPresent();
    }

    private static String json(KeyInventory.Held key, Optional<String> signing) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("name", key.name())
                .put("keyId", key.keyId())
                .put("kind", key.kind())
                .put("signs", signs(key, signing))
                .put("since", key.since().toString())
                .put("fingerprint", key.fingerprint());
        key.privateKey().ifPresent(file -> node.put("privateKey", file.toString()));
        key.publicKey().ifPresent(file -> node.put("publicKey", file.toString()));
        return node.toString();
    }
}
