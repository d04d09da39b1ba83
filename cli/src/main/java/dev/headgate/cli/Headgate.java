package dev.headgate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code headgate} command: parses, runs a subcommand, ends with its {@link ExitCode}. */
@Command(
        name = "headgate",
        description = "Gates releases on their own telemetry: requests in, verdicts, decisions, traffic shifted.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            LocalCommand.class,
            GateCommand.class,
            ExecutorCommand.class,
            ConsoleCommand.class,
            TopicsCommand.class,
            KeysCommand.class,
            InitCommand.class,
            PolicyCommand.class,
            RunbookCommand.class,
            NoticesCommand.class,
            RolloutCommand.class,
            RollbackCommand.class,
            JudgeCommand.class,
            BacktestCommand.class,
            AssessCommand.class,
            MeasureCommand.class,
            ReceiveCommand.class,
            ScrapeCommand.class,
            ScenarioCommand.class,
            ReportCommand.class,
            DecisionsCommand.class,
            ExecutionsCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 not understood, 3 problems found (validate),",
            "130 after Ctrl-C.",
            "",
            "Examples:",
            "  headgate demo --scenario errors",
            "  headgate policy validate checkout.yaml",
            "  headgate COMMAND --help"
        })
public final class Headgate implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show logs and stack traces of what goes wrong.")
    private boolean debug;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var out = utf8(FileDescriptor.out);
        System.setOut(out);
        System.setErr(utf8(FileDescriptor.err));
        int code = commandLine()
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
        System.exit(code);
    }

    /** The command with its subcommands, its messages and its exit codes; writes to standard output and error. */
    public static CommandLine commandLine() {
        var headgate = new Headgate();
        var line = new CommandLine(headgate);
        line.setExecutionStrategy(parsed -> {
            if (!stays(parsed)) {
                Logging.quiet(headgate.debug);
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler(Failures::report);
        line.setParameterExceptionHandler(Misunderstandings::report);
        line.registerConverter(int.class, WholeNumbers::ofInt).registerConverter(short.class, WholeNumbers::ofShort);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.setAbbreviatedSubcommandsAllowed(false);
        return line;
    }

    @Override
    public void run() {
        throw new MissingCommand(spec.commandLine());
    }

    // These log as logback.xml says, the others answer in their own words.
    private static boolean stays(ParseResult parsed) {
        return parsed.hasSubcommand()
                && List.of("gate", "executor", "console", "receive")
                        .contains(parsed.subcommand().commandSpec().name());
    }

    // The words and marks are Unicode whatever the locale is; a terminal that shows anything else is rare.
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
