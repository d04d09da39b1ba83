package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Screen;
import dev.headgate.client.CommandSender;
import dev.headgate.local.demo.Behaviour;
import dev.headgate.local.demo.DemoStage;
import dev.headgate.local.demo.LoadGenerator;
import dev.headgate.local.demo.LocalConsole;
import dev.headgate.local.demo.LocalStack;
import dev.headgate.local.demo.RestartableProcess;
import dev.headgate.local.demo.StackOptions;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A demo from its first process to its last word. Its children end with the run directory. */
public final class DemoRun {
    private static final int WARM_UP_REQUESTS = 200;
    private static final Pattern RECEIVING = Pattern.compile("receiving syslog at \\S+:(\\d+)");
    private static final List<String> RECEIVER_JVM = List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC");

    private final DemoPlan plan;
    private final RunDirectory run;
    private final PrintWriter out;
    private final Palette palette;
    private final StartLines progress;
    private final Screen screen;
    private final boolean live;
    private final Instant startedAt = Instant.now();

    /**
     * A demo that is not begun yet.
     *
     * @param screen where the panel is drawn
     * @param live whether to draw the panel instead of printing lines
     */
    public DemoRun(DemoPlan plan, RunDirectory run, PrintWriter out, Palette palette, Screen screen, boolean live) {
        this.plan = plan;
        this.run = run;
        this.out = out;
        this.palette = palette;
        this.screen = screen;
        this.live = live;
        this.progress = new StartLines(out, palette, live);
    }

    /**
     * Starts everything, follows the rollout and tells how it ended.
     *
     * @return whether the pipeline did what the scenario calls for
     * @throws dev.headgate.local.process.ChildProcessException if a process does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public boolean run() throws InterruptedException {
        out.println(palette.bold("headgate demo") + ": " + DemoPlan.SERVICE + " goes from " + DemoPlan.BASELINE + " to "
                + DemoPlan.CANARY + "; the new version " + plan.scenario().behaviour());
        out.println();
        progress.waitingFor("broker");
        LocalStack stack = LocalStack.start(StackOptions.quick(), run, progress);
        Instant gateBegun = Instant.now();
        RestartableProcess gate = stack.startGate("gate");
        Optional<LocalConsole> console =
                plan.withConsole() ? Optional.of(stack.startConsole("console")) : Optional.empty();
        OptionalInt accessLog = plan.byProxy() ? OptionalInt.of(receiveAccessLog(stack)) : OptionalInt.empty();
        progress.waitingFor("services and splitter");
        DemoStage stage = DemoStage.start(stack, cast(), plan.splitter(), progress, accessLog);
        Instant executorBegun = Instant.now();
        RestartableProcess executor = stack.startExecutor("executor");
        await("gate", gate, gateBegun);
        await("executor", executor, executorBegun);
        List<String> page = new ArrayList<>();
        if (console.isPresent()) {
            page.addAll(ConsoleLines.await(console.get(), progress, palette, gateBegun));
        }
        try (LoadGenerator load = stage.startLoad(plan.requestsPerSecond(), plan.timeout());
                DemoRecords records = DemoRecords.open(client(stack), stack.topics())) {
            warmUp(stage, load);
            page.forEach(out::println);
            out.flush();
            DemoFollower follower =
                    new DemoFollower(records::poll, () -> traffic(stage, load), display(), InstantSource.system());
            send(stack);
            boolean asExpected = tell(follower);
            if (console.filter(LocalConsole::isAlive).isPresent() && live) {
                leaveThePageOpen();
            }
            return asExpected;
        } finally {
            screen.close();
        }
    }

    /** What the proxy logs is published by the command that anybody would use; its port. */
    private int receiveAccessLog(LocalStack stack) throws InterruptedException {
        Instant begun = Instant.now();
        progress.waitingFor("receiver of the proxy's log");
        var arguments = List.of(
                "receive",
                "access-log",
                "--syslog=0",
                "--format=haproxy",
                "--service=" + DemoPlan.SERVICE,
                "--otherwise=first-segment",
                "--bootstrap-servers=" + stack.broker().bootstrapServers(),
                "--topic-prefix=" + stack.topics().prefix());
        String classPath = System.getProperty("java.class.path");
        ChildProcess receiver = run.start(
                ChildCommand.java("access-log", classPath, "dev.headgate.cli.Headgate", RECEIVER_JVM, arguments));
        receiver.awaitReady(ReadyCondition.logLine(RECEIVING.pattern()), plan.timeout());
        int port = receiver.log()
                .find(RECEIVING)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElseThrow();
        progress.ready("receiver of HAProxy's log on udp://127.0.0.1:" + port, Duration.between(begun, Instant.now()));
        return port;
    }

    private boolean tell(DemoFollower follower) {
        Instant deadline = startedAt.plus(plan.timeout());
        DemoState end = follower.follow(DemoState.begin(plan.cast(), startedAt), deadline);
        Optional<Aftermath> aftermath =
                end.over() ? follower.afterwards(end, Instant.now().plusSeconds(30)) : Optional.empty();
        screen.close();
        DemoOutcome outcome = DemoOutcome.judge(end, aftermath);
        out.println();
        DemoSummary.lines(end, outcome, palette).forEach(out::println);
        return outcome.asExpected();
    }

    private void leaveThePageOpen() {
        out.println();
        out.println("The page shows it until you press Enter.");
        out.flush();
        try {
            // Also the end of the input: nobody is there to look.
            int key;
            do {
                key = System.in.read();
            } while (key >= 0 && key != '\n');
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot wait for Enter", unreadable);
        }
    }

    private DemoStage.Cast cast() {
        Behaviour behaviour = Behaviour.of(plan.scenario().word());
        return new DemoStage.Cast(DemoPlan.SERVICE, DemoPlan.BASELINE, DemoPlan.CANARY, behaviour, plan.seed());
    }

    private DemoDisplay display() {
        out.println();
        return live ? new LiveDisplay(screen, palette) : new PlainDisplay(out, palette);
    }

    private void await(String name, RestartableProcess process, Instant begun) throws InterruptedException {
        progress.waitingFor(name);
        process.awaitReady();
        progress.ready(name + " on " + process.http(), Duration.between(begun, Instant.now()));
    }

    // The first requests of a fresh JVM are slow whatever its version does: that is not what the demo is about.
    private void warmUp(DemoStage stage, LoadGenerator load) throws InterruptedException {
        Instant begun = Instant.now();
        progress.waitingFor("first answers of both versions");
        var direct = new LoadGenerator.Plan(
                stage.canary().http(), List.of("checkout"), 100, WARM_UP_REQUESTS, plan.timeout(), plan.seed());
        try (LoadGenerator ofCanary = LoadGenerator.start(direct)) {
            while (load.report().answered() < plan.requestsPerSecond()
                    || ofCanary.report().answered() < WARM_UP_REQUESTS) {
                if (Duration.between(begun, Instant.now()).compareTo(plan.timeout()) > 0) {
                    throw new IllegalStateException("the demo services do not answer");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        progress.ready(
                "load of " + plan.requestsPerSecond() + " requests a second", Duration.between(begun, Instant.now()));
    }

    private void send(LocalStack stack) throws InterruptedException {
        var header = new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                DemoPlan.SERVICE,
                "demo-" + plan.scenario(),
                "demo",
                Instant.now(),
                "headgate demo --scenario " + plan.scenario());
        SigningKey key = SigningKey.load(stack.operatorKey().privateKey());
        new CommandSender(client(stack), stack.topics(), key)
                .send(new StartRollout(header, DemoPlan.CANARY, DemoPlan.BASELINE, plan.policy()));
    }

    private static Traffic traffic(DemoStage stage, LoadGenerator load) {
        return new Traffic(
                Instant.now(),
                new Weight(stage.canaryPercent()),
                stage.requestsTo(DemoPlan.CANARY),
                stage.requestsTo(DemoPlan.BASELINE),
                load.report().of(DemoPlan.CANARY).firstBad());
    }

    private static Properties client(LocalStack stack) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", stack.broker().bootstrapServers());
        return properties;
    }
}
