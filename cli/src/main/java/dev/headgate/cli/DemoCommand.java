package dev.headgate.cli;

import dev.headgate.cli.demo.DemoPlan;
import dev.headgate.cli.demo.DemoRun;
import dev.headgate.cli.demo.DemoScenario;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Screen;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate demo}. */
@Command(
        name = "demo",
        description = {
            "Gates a release in front of your eyes: a real broker, the gate, the executor, two versions of a small"
                    + " service behind a splitter, and a load; all on 127.0.0.1, all gone afterwards."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pipeline did what the scenario calls for",
            "1:it did not, or something could not be started",
            "2:not understood",
            "130:stopped by Ctrl-C"
        },
        footer = {
            "",
            "Scenarios (all but healthy must be rolled back):",
            "  healthy    as good as the old version: reaches 100 %%",
            "  errors     30 %% of the requests fail",
            "  slow       every request takes 8 times as long",
            "  slow-tail  10 %% of the requests take 20 times as long, about 700 ms",
            "  silent     publishes no telemetry although it has traffic",
            "",
            "Examples:",
            "  headgate demo --console",
            "  headgate demo --scenario errors --telemetry proxy"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String PROXY = "proxy";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "errors",
            converter = DemoScenario.Converter.class,
            description = "What the new version does: healthy, errors, slow, slow-tail or silent"
                    + " (default: ${DEFAULT-VALUE}).")
    private DemoScenario scenario = DemoScenario.ERRORS;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Another policy (default: examples/policies/demo.yaml).")
    private @Nullable Path policy;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Requests a second, 20 to 1000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--built-in-splitter", description = "Use the built-in proxy even where HAProxy is installed.")
    private boolean builtInSplitter;

    @Option(
            names = "--telemetry",
            paramLabel = "SOURCE",
            defaultValue = "client",
            description = "Who tells of requests: client, the services themselves, or proxy, HAProxy's access log"
                    + " (default: ${DEFAULT-VALUE}).")
    private String telemetry = "";

    @Option(
            names = "--console",
            description =
                    "Show it on a page, too: prints a link before the rollout starts, and on a terminal stays until"
                            + " Enter is pressed.")
    private boolean console;

    @Option(names = "--plain", description = "Print line by line, as when the output is not a terminal.")
    private boolean plain;

    @Option(names = "--keep", description = "Keep the directory with data, configuration and logs.")
    private boolean keep;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "When to give up (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            hidden = true,
            description = "Of all that is random.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = plan();
        boolean live = !plain && Terminal.isWatched();
        PrintWriter out = spec.commandLine().getOut();
        Palette palette = plain ? Palette.PLAIN : Terminal.palette();
        Screen screen = new Screen(out);
        try (Children children = Children.create(keep, out, screen)) {
            return children.explaining(() -> {
                boolean asExpected = new DemoRun(plan, children.run(), out, palette, screen, live).run();
                if (!asExpected) {
                    children.keep();
                }
                return asExpected ? ExitCode.DONE : ExitCode.FAILED;
            });
        }
    }

    private void requireSource(SplitterKind splitter) {
        if (!List.of("client", PROXY).contains(telemetry)) {
            throw new ParameterException(
                    spec.commandLine(), "--telemetry must be client or proxy, found '" + telemetry + "'");
        }
        if (telemetry.equals(PROXY) && splitter != SplitterKind.HAPROXY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--telemetry proxy needs HAProxy: install it, and leave --built-in-splitter out");
        }
        if (telemetry.equals(PROXY) && scenario == DemoScenario.SILENT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--scenario silent is about services that tell: a proxy tells of every request");
        }
    }

    private DemoPlan plan() {
        if (rate < 20 || rate > 1_000) {
            throw new ParameterException(spec.commandLine(), "--rate must be 20 to 1000, found " + rate);
        }
        SplitterKind splitter = builtInSplitter ? SplitterKind.WEIGHTED_PROXY : SplitterKind.best();
        requireSource(splitter);
        String name = Optional.ofNullable(policy).map(Path::toString).orElse("demo.yaml");
        String text = Optional.ofNullable(policy).map(Documents::read).orElseGet(Examples::demoPolicy);
        Parsed<Policy> parsed = PolicyReader.read(name, text);
        if (!(parsed instanceof Parsed.Valid<Policy> valid)) {
            spec.commandLine()
                    .getErr()
                    .println(Problem.render(
                            parsed.problems(), Terminal.errorPalette().colour()));
            throw new CommandFailure("the policy cannot be used", "Mend " + name + ".");
        }
        return new DemoPlan(
                scenario,
                PolicyHash.textOf(name, text),
                valid.value().name(),
                valid.value().stages().stream().map(Stage::weight).toList(),
                rate,
                splitter,
                telemetry.equals(PROXY),
                console,
                Duration.ofSeconds(timeoutSeconds),
                seed);
    }
}
