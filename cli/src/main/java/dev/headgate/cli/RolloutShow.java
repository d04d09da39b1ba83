package dev.headgate.cli;

import dev.headgate.cli.show.Shown;
import dev.headgate.cli.show.ShownJson;
import dev.headgate.cli.show.ShownText;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout show}. */
@Command(
        name = "show",
        description = {
            "Shows everything of one rollout: where it stands, what it waits for and until when, its "
                    + "checklists, its verdicts and decisions, and the command to type next."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:there is no such rollout, or it could not be asked", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate rollout show --service checkout",
            "  headgate rollout show checkout-2.4.1-5f0c2a17 -o json | jq .next"
        })
final class RolloutShow implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "The rollout's id (default: the latest one of the service, or of all).")
    private @Nullable String rollout;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service's.")
    private @Nullable String service;

    @Override
    public Integer call() {
        RolloutState state = latest();
        Shown shown = new Shown(
                state,
                policy(state),
                RolloutRecords.decisions(connection, state),
                RolloutRecords.evaluation(connection, state));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(ShownJson.of(shown));
        } else {
            ShownText.lines(shown, Instant.now(), Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    // Of each service its latest rollout is kept, and that one's shadow.
    private RolloutState latest() {
        return RolloutStatus.read(connection).stream()
                .filter(state -> service == null || state.service().equals(service))
                .filter(state -> rollout == null || state.rolloutId().equals(rollout))
                .max((one, other) -> one.updatedAt().compareTo(other.updatedAt()))
                .orElseThrow(() -> new CommandFailure(
                        (rollout == null ? "no rollout" : "no rollout " + rollout)
                                + (service == null ? "" : " of " + service) + " is known",
                        "\"headgate rollout status\" shows the latest one of each service; earlier ones are in"
                                + " \"headgate decisions tail --from-beginning\"."));
    }

    private Optional<Policy> policy(RolloutState state) {
        return PolicyTopic.text(connection, state.policyHash())
                .map(text -> PolicyReader.read(state.policyName(), text))
                .flatMap(parsed ->
                        parsed instanceof Parsed.Valid<Policy> valid ? Optional.of(valid.value()) : Optional.empty());
    }
}
