package dev.headgate.console;

import dev.headgate.client.OpenLine;
import dev.headgate.console.access.OneTimeToken;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.access.TokenFile;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.ExecutorDesk;
import dev.headgate.console.command.ExecutorLine;
import dev.headgate.console.feed.LogFeed;
import dev.headgate.console.http.Console;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.settings.ConsoleSetting;
import dev.headgate.console.settings.ConsoleSettings;
import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.process.CommandLine;
import dev.headgate.process.ProcessMeters;
import dev.headgate.process.Program;
import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the console and runs it until the process is asked to end. */
final class ConsoleProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleProcess.class);
    private static final String REBUILD = "--rebuild";

    private static final String USAGE = """
            Usage: console [--config FILE] [--set KEY=VALUE]... [--rebuild]
              --config FILE     settings in YAML, or properties if the name ends in .properties
              --set KEY=VALUE   a single setting; overrides the file and the environment (HEADGATE_*)
              --rebuild         forget what data.directory holds, and read the log from its beginning
              --help            this text
            Settings and their defaults: docs/CONFIGURATION.md
            """;

    private final Program program;
    private final PrintStream out;
    private final Supplier<Instant> now = Instant::now;

    ConsoleProcess(PrintStream out, PrintStream err) {
        this.out = out;
        program = new Program("console", USAGE, out, err);
    }

    /** Runs and returns the exit code, one of {@link Program}'s. */
    int run(List<String> words, Map<String, String> environment) {
        List<String> others = new ArrayList<>(words);
        boolean rebuild = others.removeIf(REBUILD::equals);
        return program.run(CommandLine.parse(others, List.of()), line -> run(line, environment, rebuild));
    }

    private int run(CommandLine line, Map<String, String> environment, boolean rebuild) {
        if (!line.problems().isEmpty()) {
            throw new ConfigurationException(line.problems());
        }
        ConsoleSettings settings = ConsoleSettings.read(line.config(), environment, line.settings());
        TopicCatalogue topics = new TopicCatalogue(settings.topicPrefix());
        Optional<SigningKey> key = key(settings);
        Console.Ways ways = ways(settings);
        CountDownLatch over = new CountDownLatch(1);
        try (ProcessMeters meters = new ProcessMeters();
                ReadModel model = model(settings, key, rebuild);
                LogFeed feed = new LogFeed(settings.clients(), topics, model, now)) {
            meters.setting(ConsoleSetting.EVENTS_CLIENTS.key(), settings.eventsClients());
            Optional<OpenLine> gate = key.map(it -> new OpenLine(settings.clients(), topics, it, LOG::warn));
            Thread reading = new Thread(feed, "console-feed");
            Console.Work work = new Console.Work(
                    model,
                    new CommandDesk(
                            gate.map(it -> it::sendAndAwait),
                            model,
                            settings.answerTimeout(),
                            now,
                            () -> feed.status().commandsRead()),
                    new ExecutorDesk(
                            key.map(it -> ExecutorLine.of(settings.clients(), topics, it)),
                            model,
                            settings.answerTimeout(),
                            now,
                            () -> feed.status().wordsRead()),
                    settings.trustedKeys().isPresent(),
                    settings.eventsClients(),
                    settings.publicBadges());
            Console.Watched watched = new Console.Watched(
                    feed::status, reading::isAlive, meters.registry(), meters::scrape, settings.metricsToken());
            try (Console console = new Console(settings.address(), work, ways, watched, now)) {
                reading.start();
                meters.ready();
                tell(console, ways.oneTime());
                return awaitEnd(over);
            } finally {
                gate.ifPresent(OpenLine::close);
            }
        } finally {
            over.countDown();
        }
    }

    /** Holds the process until it is told to stop, and who told it until all is closed. */
    private int awaitEnd(CountDownLatch over) {
        CountDownLatch asked = new CountDownLatch(1);
        program.whenTold(asked::countDown, over::await);
        try {
            asked.await();
            return Program.STOPPED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Program.FAILED;
        }
    }

    private ReadModel model(ConsoleSettings settings, Optional<SigningKey> own, boolean rebuild) {
        Signatures signatures = new Signatures(
                settings.trustedKeys().map(directory -> keys("trusted.keys", directory)),
                settings.trustedOperatorKeys().map(directory -> keys("trusted.operator.keys", directory)),
                own.map(SigningKey::trusted));
        try {
            ReadModel model = settings.dataDirectory()
                    .map(directory -> ReadModel.open(directory, signatures, now))
                    .orElseGet(() -> ReadModel.inMemory(signatures, now));
            if (rebuild) {
                model.clear();
            }
            return model;
        } catch (IllegalStateException | UncheckedIOException unusable) {
            throw new ConfigurationException(List.of("data.directory: " + unusable.getMessage()));
        }
    }

    private static TrustedKeys keys(String setting, Path directory) {
        try {
            return TrustedKeys.following(directory, LOG::warn);
        } catch (KeyException unusable) {
            throw new ConfigurationException(List.of(setting + ": " + unusable.getMessage()));
        }
    }

    private static Optional<SigningKey> key(ConsoleSettings settings) {
        try {
            return settings.signingKey().map(SigningKey::load);
        } catch (KeyException unusable) {
            throw new ConfigurationException(List.of("signing.key: " + unusable.getMessage()));
        }
    }

    private Console.Ways ways(ConsoleSettings settings) {
        Optional<TokenFile> tokens =
                settings.tokensFile().map(file -> TokenFile.following(file, System::nanoTime, LOG::warn));
        boolean nobodyElse = tokens.isEmpty() && settings.oidc().isEmpty();
        Person whoStarted = new Person(
                Optional.of(System.getProperty("user.name", ""))
                        .filter(Person::isName)
                        .orElse("console"),
                EnumSet.allOf(Role.class),
                Person.Proof.ONE_TIME_TOKEN);
        return new Console.Ways(
                nobodyElse ? OneTimeToken.create(now) : OneTimeToken.none(),
                whoStarted,
                tokens,
                settings.oidc(),
                settings.sessionLifetime());
    }

    /** The link is printed and never logged: whoever has it first gives commands. */
    private void tell(Console console, OneTimeToken oneTime) {
        program.ready(console.authority());
        String link = oneTime.shown()
                .map(token -> console.url() + "/login?token=" + token + "   (once, within "
                        + OneTimeToken.LIFETIME.toMinutes() + " minutes)")
                .orElse(console.url());
        out.println("headgate console open " + link);
        out.flush();
    }
}
