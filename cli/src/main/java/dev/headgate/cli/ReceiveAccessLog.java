package dev.headgate.cli;

import dev.headgate.cli.accesslog.FilePublisher;
import dev.headgate.cli.accesslog.FileReceiver;
import dev.headgate.cli.accesslog.LogFormat;
import dev.headgate.cli.accesslog.RequestMapping;
import dev.headgate.cli.accesslog.SyslogReceiver;
import dev.headgate.cli.accesslog.Tally;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate receive access-log}. */
@Command(
        name = "access-log",
        description = {
            "Publishes what HAProxy or NGINX log of each request, for services that cannot tell of themselves; stays until "
                    + "it is stopped.",
            "A file is followed over rotations and restarts, and counted exactly once. Syslog over UDP is counted at"
                    + " most once. docs/PROXY-LOGS.md has what the proxies must be configured with."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:could not begin, or go on", "2:not understood", "130:stopped by Ctrl-C; 143 by SIGTERM"},
        footer = {
            "",
            "Examples:",
            "  headgate receive access-log --syslog 5140 --format haproxy --service shop \\",
            "      --version-pattern 'shop-{version}' --operation 'order=GET /orders/{id}'",
            "  headgate receive access-log --file /var/log/nginx/headgate.log \\",
            "      --format nginx --service shop \\",
            "      --version-of 127.0.0.1:8080=2.4.0 --version-of 127.0.0.1:8081=2.4.1"
        })
final class ReceiveAccessLog implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private AccessLogOptions log;

    @Option(names = "--file", paramLabel = "FILE", description = "The log, which is followed as it is written.")
    private @Nullable Path file;

    @Option(
            names = "--syslog",
            paramLabel = "[HOST:]PORT",
            description = "Listen for syslog over UDP there; HOST is 127.0.0.1 unless given, port 0 takes a free one.")
    private @Nullable String syslog;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Under which a file's place is kept in Kafka; each file needs its own (default: the service).")
    private @Nullable String name;

    @Option(
            names = "--from-beginning",
            description = "Begin a file that was never read at its beginning, instead of at its end.")
    private boolean fromBeginning;

    @Override
    public Integer call() throws InterruptedException, IOException {
        RequestMapping mapping = log.mapping(spec.commandLine());
        LogFormat format = log.format();
        Tally tally = new Tally();
        if ((file == null) == (syslog == null)) {
            throw misunderstood("give either --file or --syslog");
        }
        try (AccessLogProgress progress =
                new AccessLogProgress(spec.commandLine().getErr(), Terminal.isWatched(), tally)) {
            if (file != null) {
                follow(file, mapping, format, tally, progress);
            } else if (syslog != null) {
                listen(address(syslog), mapping, format, tally, progress);
            }
        }
        return ExitCode.DONE;
    }

    private void follow(
            Path followed, RequestMapping mapping, LogFormat format, Tally tally, AccessLogProgress progress)
            throws InterruptedException {
        String known = Optional.ofNullable(name).orElse(mapping.service());
        if (!Names.isName(known)) {
            throw misunderstood("--name must be 1 to 100 of A-Z a-z 0-9 . _ -, found '" + known + "'");
        }
        Properties client = connection.client();
        TopicCatalogue catalogue = connection.catalogue();
        var receiver = new FileReceiver(followed, fromBeginning, format, mapping, tally, progress::tell);
        Runtime.getRuntime().addShutdownHook(new Thread(progress::close, "last-words"));
        try {
            receiver.run(
                    () -> new FilePublisher(client, catalogue, known, followed.toString()),
                    () -> say("following " + followed + " as " + known));
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + followed + ": " + Documents.why(e), "Give a file that may be read as --file.", e);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new CommandFailure(
                    "another receiver has begun under the name " + known,
                    "Give each file a --name of its own; what this one has published stands.",
                    e);
        }
    }

    private void listen(
            InetSocketAddress address,
            RequestMapping mapping,
            LogFormat format,
            Tally tally,
            AccessLogProgress progress)
            throws InterruptedException {
        if (name != null || fromBeginning) {
            throw misunderstood("--name and --from-beginning go with --file");
        }
        try (var receiver = new SyslogReceiver(
                address, format, mapping, tally, connection.client(), connection.catalogue(), progress::tell)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                receiver.close();
                                progress.close();
                            },
                            "publish-rest"));
            say("receiving syslog at " + address.getHostString() + ":" + receiver.port());
            if (!receiver.address().isLoopbackAddress()) {
                say("Everybody who reaches " + address.getHostString() + " can tell of requests.");
            }
            receiver.run();
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot listen at " + syslog + ": " + Documents.why(e), "Give another --syslog.", e);
        }
    }

    private InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535 || colon == 0) {
            throw misunderstood("--syslog must be PORT or HOST:PORT, found '" + text + "'");
        }
        return new InetSocketAddress(colon < 0 ? "127.0.0.1" : text.substring(0, colon), Integer.parseInt(port));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private ParameterException misunderstood(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
