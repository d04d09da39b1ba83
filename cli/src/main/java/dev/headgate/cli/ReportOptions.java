package dev.headgate.cli;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.feed.LogFeed;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.Signatures;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.TrustedKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a report comes from, and where it goes. */
final class ReportOptions {
    private static final Duration ASK = Duration.ofMillis(100);

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--trusted-keys",
            paramLabel = "DIR",
            description =
                    "Check signatures of decisions by the gate's public keys there; nothing is concluded from a decision"
                            + " that none of them has signed.")
    private @Nullable Path trustedKeys;

    @Option(
            names = "--operator-keys",
            paramLabel = "DIR",
            description = "Check signatures of commands and direct rollbacks by the operators' public keys there.")
    private @Nullable Path operatorKeys;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write it there, and print a JSON object that says so (default: print it).")
    private @Nullable Path output;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long the log may be read (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    /** Asks a read model that knows all that the log holds now. */
    <T> T ask(Function<ReadModel, T> question) {
        try (ReadModel model = ReadModel.inMemory(signatures(), Instant::now);
                LogFeed feed = new LogFeed(connection.client(), connection.catalogue(), model, Instant::now)) {
            Thread reading = new Thread(feed, "report-feed");
            reading.setDaemon(true);
            reading.start();
            awaitAll(feed);
            return question.apply(model);
        }
    }

    /**
     * Prints it, or writes it to the file and tells so as a JSON object: an executor keeps that as a step's results.
     *
     * @param told what else the object says
     */
    void give(byte[] report, Map<String, String> told, PrintWriter out) {
        give(report, told, output, out);
    }

    /** The same to another file; to the one of {@code --output}, if there is none. */
    void giveTo(Path file, byte[] report, Map<String, String> told, PrintWriter out) {
        give(report, told, Optional.ofNullable(output).orElse(file), out);
    }

    private static void give(byte[] report, Map<String, String> told, @Nullable Path file, PrintWriter out) {
        if (file == null) {
            out.print(new String(report, StandardCharsets.UTF_8));
            out.println();
            return;
        }
        try {
            Path whole = file.toAbsolutePath();
            Files.createDirectories(Optional.ofNullable(whole.getParent()).orElse(whole));
            Path beside = whole.resolveSibling(whole.getFileName() + ".part");
            Files.write(beside, report);
            Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
            Map<String, Object> object = new TreeMap<>(told);
            object.put("report", whole.toString());
            object.put("bytes", report.length);
            out.println(new String(new RecordJson().write(object), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot write " + file + ": " + Documents.why(e), "Give another file as --output.", e);
        }
    }

    private Signatures signatures() {
        return new Signatures(
                keys(trustedKeys, "Give the directory of the gate's public keys as --trusted-keys."),
                keys(operatorKeys, "Give the directory of the operators' public keys as --operator-keys."));
    }

    private static Optional<TrustedKeys> keys(@Nullable Path directory, String remedy) {
        try {
            return Optional.ofNullable(directory).map(TrustedKeys::load);
        } catch (KeyException e) {
            throw new CommandFailure("cannot use the keys in " + directory + ": " + e.getMessage(), remedy, e);
        }
    }

    private void awaitAll(LogFeed feed) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (feed.status().state() != FeedStatus.State.CURRENT) {
                if (System.nanoTime() >= until) {
                    throw new CommandFailure(
                            "the log was not read within " + timeoutSeconds + " s: "
                                    + feed.status().sentence(),
                            "Give more time as --timeout, or ask a console that runs.");
                }
                if (never.await(ASK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("the log was not read to its end", "Ask again.", e);
        }
    }
}
