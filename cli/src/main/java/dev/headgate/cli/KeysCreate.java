package dev.headgate.cli;

import dev.headgate.schemas.signing.KeyFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code headgate keys create}. */
@Command(
        name = "create",
        description = {
            "Makes an Ed25519 key pair: NAME.private.pem signs, NAME.public.pem goes to whoever checks.",
            "Operators sign commands, which the gate checks; the gate signs decisions, which executors check."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:made", "1:not made; keys are never overwritten", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate keys create --directory keys/gate --name gate",
            "  headgate keys create --directory keys/operators --name alice"
        })
final class KeysCreate implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "Where the files go; made if missing (default: the current one).")
    private Path directory = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "How the files are called.")
    private String name = "";

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        KeyFiles files = create();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonMapper.shared()
                    .createObjectNode()
                    .put("keyId", files.keyId())
                    .put("privateKey", files.privateKey().toString())
                    .put("publicKey", files.publicKey().toString()));
        } else {
            out.println("key      " + files.keyId());
            out.println("private  " + files.privateKey() + "  keep it where it is used, and nowhere else");
            out.println("public   " + files.publicKey() + "  give it to whoever checks");
        }
        return ExitCode.DONE;
    }

    private KeyFiles create() {
        try {
            return KeyFiles.create(directory, name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give another --name.", e);
        }
    }
}
