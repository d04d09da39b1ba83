package dev.headgate.cli;

import dev.headgate.cli.doctor.Examination;
import dev.headgate.cli.doctor.Finding;
import dev.headgate.cli.doctor.FindingText;
import dev.headgate.cli.doctor.Part;
import dev.headgate.cli.doctor.Questions;
import dev.headgate.cli.terminal.Palette;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate doctor}. */
@Command(
        name = "doctor",
        description = {
            "Examines an installation: brokers, topics, rights, transactions that hang, lag, clocks, keys, versions; says"
                    + " what is wrong and what to do about it.",
            "It changes nothing and writes nothing."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong; something may be doubtful", "1:something is wrong", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate doctor --bootstrap-servers kafka:9092",
            "  headgate doctor --as executor --kafka-config executor.properties",
            "  headgate doctor --signing-key keys/alice.private.pem \\",
            "      --operator-keys keys/operators --trusted-keys keys/gates -o json"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--as",
            paramLabel = "PART",
            converter = Part.Converter.class,
            completionCandidates = Part.Words.class,
            description = "Say which rights are missing to be that: ${COMPLETION-CANDIDATES}.")
    private @Nullable Part part;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "One more consumer group to look at, as of an executor beside others; may be repeated.")
    private List<String> groups = List.of();

    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            defaultValue = "${env:HEADGATE_OPERATOR_KEY}",
            description = "Your private key, also as HEADGATE_OPERATOR_KEY: whether it can be used and is yours alone.")
    private @Nullable Path signingKey;

    @Option(
            names = "--operator-keys",
            paramLabel = "DIRECTORY",
            description = "The keys whose commands the gate obeys (its trusted.keys): whether yours is among them.")
    private @Nullable Path operatorKeys;

    @Option(
            names = "--trusted-keys",
            paramLabel = "DIRECTORY",
            description = "The gate's public keys: whether they have signed the last day's decisions.")
    private @Nullable Path trustedKeys;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Palette palette = Terminal.palette();
        List<Finding> findings = new Examination(questions(), finding -> {
                    if (output.json()) {
                        out.println(FindingText.json(finding));
                    } else {
                        FindingText.lines(finding, palette).forEach(out::println);
                    }
                    out.flush();
                })
                .run();
        if (!output.json()) {
            out.println(FindingText.sum(findings, palette));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.WRONG)
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }

    private Questions questions() {
        return new Questions(
                connection.bootstrapServers(),
                connection.properties(),
                connection.catalogue(),
                Optional.ofNullable(part),
                groups,
                Optional.ofNullable(signingKey).filter(file -> !file.toString().isEmpty()),
                Optional.ofNullable(operatorKeys),
                Optional.ofNullable(trustedKeys),
                String.join(", ", new Versions().getVersion()));
    }
}
