package dev.headgate.cli;

import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate keys rotate}. */
@Command(
        name = "rotate",
        description = {
            "Makes a new key beside one that is in use, and tells in order what is to be done with it.",
            "Nothing else changes yet: the old key signs and is trusted until you withdraw it."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:made",
            "1:not made: there is no such key, or the new name is taken; keys are never overwritten",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate keys rotate --of gate --directory keys/gate --name gate",
            "  headgate keys rotate --of operator --directory keys/operators --name alice"
        })
final class KeysRotate implements Callable<Integer> {
    private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,6})");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--of",
            paramLabel = "gate|operator",
            required = true,
            description = "Whose key it is: a gate's, which signs decisions, or an operator's, which signs commands.")
    private String of = "";

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "Where the old key's files are, and the new ones go (default: the current one).")
    private Path directory = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "How the old key's files are called.")
    private String name = "";

    @Option(
            names = "--new-name",
            paramLabel = "NAME",
            description = "How the new ones are called (default: the next number, gate-2 after gate).")
    private @Nullable String newName;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if (!of.equals("gate") && !of.equals("operator")) {
            throw new ParameterException(spec.commandLine(), "--of must be gate or operator, found '" + of + "'");
        }
        Path oldPrivate = directory.resolve(name + ".private.pem");
        String oldId = SigningKey.load(oldPrivate).keyId();
        KeyFiles made = create();
        List<String> steps = of.equals("gate") ? gateSteps(oldId, made) : operatorSteps(oldId, made);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(json(oldId, made, steps));
        } else {
            out.println("old key  " + oldId + "  " + oldPrivate);
            out.println("new key  " + made.keyId() + "  " + made.privateKey());
            out.println();
            out.println("Now, in this order:");
            for (int i = 0; i < steps.size(); i++) {
                out.println("  " + (i + 1) + ". " + steps.get(i));
            }
        }
        return ExitCode.DONE;
    }

    private KeyFiles create() {
        try {
            return KeyFiles.create(directory, newName == null ? nextName() : newName);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give another --new-name.", e);
        }
    }

    private String nextName() {
        Matcher numbered = NUMBERED.matcher(name);
        String base = numbered.matches() ? numbered.group(1) : name;
        int next = numbered.matches() ? Integer.parseInt(numbered.group(2)) + 1 : 2;
        while (isTaken(base + "-" + next)) {
            next++;
        }
        return base + "-" + next;
    }

    private boolean isTaken(String candidate) {
        return Files.exists(directory.resolve(candidate + ".private.pem"))
                || Files.exists(directory.resolve(candidate + ".public.pem"));
    }

    private List<String> gateSteps(String oldId, KeyFiles made) {
        String file = made.publicKey().getFileName().toString();
        return List.of(
                "Copy " + made.publicKey() + " into trusted.keys of every executor, and into trusted.gate.keys of every"
                        + " gate that has keys of others, beside the old one. They follow within a second and log the new"
                        + " id " + made.keyId() + "; nothing is restarted.",
                "When all have logged it: set signing.key=" + made.privateKey()
                        + " for every gate and restart the gates"
                        + " one after another. A signing key is read at start only.",
                "When every gate has restarted and \"headgate executions list --status started\" shows nothing that was"
                        + " begun before: take " + name + ".public.pem (" + oldId
                        + ") out of the same directories. Within"
                        + " a second it is not trusted any more; only " + file + " stays.",
                "Destroy " + directory.resolve(name + ".private.pem") + ".");
    }

    private List<String> operatorSteps(String oldId, KeyFiles made) {
        return List.of(
                "Copy " + made.publicKey() + " into trusted.keys of every gate, and into trusted.operator.keys of every"
                        + " executor where this operator may roll back directly, beside the old one. They follow within a"
                        + " second and log the new id " + made.keyId() + "; nothing is restarted.",
                "When all have logged it, sign with the new one: export HEADGATE_OPERATOR_KEY=" + made.privateKey(),
                "Take " + name + ".public.pem (" + oldId + ") out of the same directories. Within a second it is not"
                        + " trusted any more.",
                "Destroy " + directory.resolve(name + ".private.pem") + ".");
    }

    private static ObjectNode json(String oldId, KeyFiles made, List<String> steps) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("oldKeyId", oldId)
                .put("keyId", made.keyId())
                .put("privateKey", made.privateKey().toString())
                .put("publicKey", made.publicKey().toString());
        ArrayNode all = node.putArray("steps");
        steps.forEach(all::add);
        return node;
    }
}
