package dev.headgate.cli;

import dev.headgate.cli.executions.ExecutionJson;
import dev.headgate.cli.executions.ExecutionText;
import dev.headgate.cli.executions.Recorded;
import dev.headgate.schemas.model.ExecutionStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate executions list}. */
@Command(
        name = "list",
        description = {
            "Lists the attempts to carry decisions out: when, how they ended, how long they took, and why.",
            "An attempt that was tried again, or that a crash cut off, is \"retried\": the next one tells the end.",
            "One that asks a person is \"waiting\", and its reason is what it asks; below stands how it is answered."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed, also when there are none",
            "1:the topic could not be read",
            "2:not understood",
            "130:stopped by Ctrl-C (--follow)"
        },
        footer = {
            "",
            "Examples:",
            "  headgate executions list --service checkout --since 12h",
            "  headgate executions list --status waiting --follow",
            "  headgate executions list --status failed -o json | jq .decisionId"
        })
final class ExecutionsList implements Callable<Integer> {
    private static final List<String> STATUSES = Stream.concat(
                    Arrays.stream(ExecutionStatus.values())
                            .filter(status -> status != ExecutionStatus.UNKNOWN)
                            .map(ExecutionStatus::wireName),
                    Stream.of(Recorded.RETRIED, Recorded.WAITING))
            .toList();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExecutionsOptions options;

    @Mixin
    private OutputOption output;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service.")
    private @Nullable String service;

    @Option(
            names = "--status",
            paramLabel = "WORD",
            description = "Only those that are so: started, succeeded, failed, refused, expired, superseded, retried, "
                    + "waiting.")
    private @Nullable String status;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, the latest (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, a line each, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, found " + limit);
        }
        if (status != null && !STATUSES.contains(status)) {
            throw new ParameterException(
                    spec.commandLine(), "--status must be one of " + STATUSES + ", found '" + status + "'");
        }
        if (follow) {
            options.follow(
                    read -> print(read, Instant.now()),
                    this::printOne,
                    () -> spec.commandLine().getOut().checkError());
        } else {
            print(options.read(), Instant.now());
        }
        return ExitCode.DONE;
    }

    private boolean isAskedFor(Recorded one) {
        return (service == null || one.execution().service().equals(service))
                && (status == null || one.status().equals(status));
    }

    private void printOne(Recorded one) {
        if (isAskedFor(one)) {
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(ExecutionJson.of(one, Instant.now()));
            } else {
                out.println(ExecutionText.line(one, Terminal.palette()));
                ExecutionText.answers(List.of(one), Terminal.palette()).forEach(out::println);
            }
            out.flush();
        }
    }

    private void print(List<Recorded> read, Instant now) {
        List<Recorded> all = read.stream().filter(this::isAskedFor).toList();
        List<Recorded> latest = all.subList(Math.max(0, all.size() - limit), all.size());
        PrintWriter out = spec.commandLine().getOut();
        if (!output.json()) {
            ExecutionText.hold(options.holds(), Terminal.palette()).ifPresent(out::println);
        }
        if (output.json()) {
            latest.forEach(one -> out.println(ExecutionJson.of(one, now)));
        } else if (latest.isEmpty()) {
            out.println(read.isEmpty() ? "no executions" : "no executions like that; " + read.size() + " others");
        } else {
            ExecutionText.table(latest, now, Terminal.palette()).forEach(out::println);
            ExecutionText.answers(latest, Terminal.palette()).forEach(out::println);
            if (latest.size() < all.size()) {
                out.println("the latest " + latest.size() + " of " + all.size() + "; --limit shows more");
            }
        }
        out.flush();
    }
}
