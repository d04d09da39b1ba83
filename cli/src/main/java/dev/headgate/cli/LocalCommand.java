package dev.headgate.cli;

import dev.headgate.cli.demo.ConsoleLines;
import dev.headgate.cli.demo.StartLines;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Screen;
import dev.headgate.executor.runbook.RunbookDirectory;
import dev.headgate.local.demo.LocalConsole;
import dev.headgate.local.demo.LocalStack;
import dev.headgate.local.demo.RestartableProcess;
import dev.headgate.local.demo.StackOptions;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.local.proxy.Backend;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.local.proxy.TrafficSplitter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate local}. */
@Command(
        name = "local",
        description = {
            "Starts the stack for services of your own: broker, topics, keys, gate and console; with --version-at a"
                    + " splitter in front of your versions and an executor. Prints their addresses and a link to the"
                    + " console's page, and stays until Ctrl-C.",
            "All on 127.0.0.1; nothing is left behind."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:something but the page could not be started, or ended by itself",
            "2:not understood",
            "130:stopped by Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  headgate local",
            "  headgate local --service shop --version-at 2.4.0=8080 --version-at 2.4.1=8081",
            "  headgate local --gate-setting otlp.spans.topic=otlp_spans",
            "  headgate local --runbooks hooks --version-at 1.0=8080 --version-at 1.1=8081"
        })
final class LocalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "shop",
            description = "What the splitter's backend is called (default: ${DEFAULT-VALUE}).")
    private String service = "";

    @Option(
            names = "--version-at",
            paramLabel = "VERSION=PORT",
            description =
                    "A version and its port on 127.0.0.1; at least two start a splitter, whose traffic goes to the"
                            + " first until a rollout shifts it.")
    private Map<String, Integer> versions = new LinkedHashMap<>();

    @Option(
            names = "--runbooks",
            paramLabel = "DIRECTORY",
            description =
                    "The executor's runbooks. Beside a splitter that is started shift-traffic for it is added, if none"
                            + " has that name.")
    private @Nullable Path runbooks;

    @Option(
            names = "--gate-setting",
            paramLabel = "KEY=VALUE",
            description = "A setting of the gate, as of its configuration file; may be given several times. Topics of"
                    + " OpenTelemetry that are named so are made.")
    private Map<String, String> gateSettings = new LinkedHashMap<>();

    @Option(names = "--no-console", description = "Start no console.")
    private boolean withoutConsole;

    @Option(names = "--keep", description = "Keep the directory with data, configuration and logs.")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException {
        if (versions.size() == 1) {
            throw new ParameterException(spec.commandLine(), "a splitter needs two versions: give --version-at twice");
        }
        requireUsableRunbooks();
        PrintWriter out = spec.commandLine().getOut();
        try (Children children = Children.create(keep, out, new Screen(out))) {
            return children.explaining(() -> stay(children.run(), out));
        }
    }

    private int stay(RunDirectory run, PrintWriter out) throws InterruptedException {
        Palette palette = Terminal.palette();
        StartLines progress = new StartLines(out, palette, Terminal.isWatched());
        progress.waitingFor("broker");
        LocalStack stack = LocalStack.start(options(), run, progress);
        createOtlpTopics(stack);
        Instant begun = Instant.now();
        RestartableProcess gate = stack.startGate("gate");
        Optional<LocalConsole> console = withoutConsole ? Optional.empty() : Optional.of(stack.startConsole("console"));
        Optional<TrafficSplitter> splitter = splitter(stack, progress);
        // An executor without a runbook does not start: it could do nothing.
        Optional<RestartableProcess> executor = splitter.isPresent() || runbooks != null
                ? Optional.of(stack.startExecutor("executor"))
                : Optional.empty();
        await(progress, "gate", gate, begun);
        if (executor.isPresent()) {
            await(progress, "executor", executor.get(), begun);
        }
        List<String> page = new ArrayList<>();
        if (console.isPresent()) {
            page.addAll(ConsoleLines.await(console.get(), progress, palette, begun));
        }
        addresses(stack, splitter, palette, page).forEach(out::println);
        out.flush();
        Optional<LocalConsole> served = console.filter(LocalConsole::isAlive);
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            Stream.concat(Stream.of(gate), executor.stream()).forEach(LocalCommand::requireAlive);
            // After Ctrl-C the console goes like everything else.
            if (served.isPresent() && !served.get().isAlive() && !Stopping.hasBegun()) {
                ConsoleLines.ended(served.get()).forEach(out::println);
                out.flush();
                served = Optional.empty();
            }
        }
    }

    // The executor would say the same, but a broker and a gate later and in its log.
    private void requireUsableRunbooks() {
        List<String> problems = Optional.ofNullable(runbooks)
                .map(directory -> RunbookDirectory.read(directory).problems())
                .orElse(List.of());
        if (!problems.isEmpty()) {
            problems.forEach(spec.commandLine().getErr()::println);
            throw new CommandFailure(
                    "the runbooks in " + runbooks + " cannot be used; nothing was started",
                    "Give a directory of runbooks as --runbooks; \"headgate runbook validate\" looks at each.");
        }
    }

    private static void requireAlive(RestartableProcess process) {
        if (!process.process().isAlive()) {
            throw new IllegalStateException(process.process() + " has ended");
        }
    }

    // Nobody else can before the gate wants to read them.
    private void createOtlpTopics(LocalStack stack) throws InterruptedException {
        List<NewTopic> topics = Stream.of("otlp.spans.topic", "otlp.metrics.topic")
                .flatMap(key -> Optional.ofNullable(gateSettings.get(key)).stream())
                .map(name -> new NewTopic(name, 4, (short) 1))
                .toList();
        if (topics.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", stack.broker().bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "the topics of OpenTelemetry cannot be made: " + Failures.message(e),
                    "Give whole names of topics, such as otlp_spans, as --gate-setting otlp.spans.topic=otlp_spans.",
                    e);
        }
    }

    private StackOptions options() {
        StackOptions all = withRunbooks();
        for (Map.Entry<String, String> setting : gateSettings.entrySet()) {
            all = all.withGate(setting.getKey(), setting.getValue());
        }
        return all;
    }

    private StackOptions withRunbooks() {
        return Optional.ofNullable(runbooks)
                .filter(own -> !gathers(own))
                .map(StackOptions.quick()::withRunbooks)
                .orElseGet(StackOptions::quick);
    }

    private boolean gathers(Path own) {
        return !versions.isEmpty() && !LocalRunbooks.shiftTraffic(own);
    }

    private Optional<TrafficSplitter> splitter(LocalStack stack, StartLines progress) throws InterruptedException {
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Instant begun = Instant.now();
        List<Backend.Server> servers = new ArrayList<>();
        versions.forEach(
                (version, port) -> servers.add(new Backend.Server(version, port, servers.isEmpty() ? 100 : 0)));
        SplitterKind kind = SplitterKind.best();
        TrafficSplitter splitter = TrafficSplitter.start(kind, new Backend(service, servers), stack.run());
        String shiftTraffic = Examples.shiftTraffic(splitter.runtimeApiAddress(), service);
        if (runbooks == null) {
            stack.run().write("runbooks/shift-traffic.yaml", shiftTraffic);
        } else if (gathers(runbooks)) {
            LocalRunbooks.gather(runbooks, stack.runbooks(), shiftTraffic);
        }
        progress.ready(kind.words() + " on " + splitter.frontend(), Duration.between(begun, Instant.now()));
        return Optional.of(splitter);
    }

    private static void await(StartLines progress, String name, RestartableProcess process, Instant begun)
            throws InterruptedException {
        progress.waitingFor(name);
        process.awaitReady();
        progress.ready(name + " on " + process.http(), Duration.between(begun, Instant.now()));
    }

    private List<String> addresses(
            LocalStack stack, Optional<TrafficSplitter> splitter, Palette palette, List<String> page) {
        List<String> lines = new ArrayList<>(page);
        lines.add("");
        lines.add(palette.bold("In another terminal"));
        lines.add("  export HEADGATE_BOOTSTRAP_SERVERS=" + stack.broker().bootstrapServers());
        lines.add("  export HEADGATE_TOPIC_PREFIX=" + stack.topics().prefix());
        lines.add("  export HEADGATE_OPERATOR_KEY=" + stack.operatorKey().privateKey());
        lines.add("  headgate rollout status");
        lines.add("");
        splitter.ifPresent(started -> {
            lines.add("requests to   " + started.frontend());
            lines.add("Runtime API   " + started.runtimeApiAddress());
        });
        if (splitter.isPresent() || runbooks != null) {
            lines.add("runbooks      " + stack.runbooks());
        } else {
            lines.add("executor      none, nothing can be shifted: right for policies with mode: observe.");
            lines.add("              --version-at twice starts a splitter with one, --runbooks one for your own.");
        }
        lines.add("gate          " + stack.configurationOf("gate") + ", for rollout replay --config");
        lines.add("logs          " + stack.run().path().resolve("logs"));
        lines.add("");
        lines.add("Ctrl-C stops everything.");
        return lines;
    }
}
