package dev.headgate.cli;

import dev.headgate.cli.kafka.MeasurementSender;
import dev.headgate.cli.receive.AlertmanagerReceiver;
import dev.headgate.schemas.model.Names;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate receive alertmanager}. */
@Command(
        name = "alertmanager",
        description = {
            "Receives webhooks of Prometheus' Alertmanager and publishes their alerts; stays until it is " + "stopped.",
            "Alertmanager is answered once Kafka has them. The service is the alert's label \"service\", "
                    + "or --service; the version its label \"version\". TLS is left to a proxy in front of it."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:could not begin, or go on", "2:not understood", "130:stopped by Ctrl-C; 143 by SIGTERM"},
        footer = {
            "",
            "Examples:",
            "  headgate receive alertmanager --port 9095 --token-file token.txt \\",
            "      --service shop --service cart",
            "  headgate receive alertmanager --port 9095 --token-file token.txt \\",
            "      --service shop --heartbeat-url http://127.0.0.1:9093/-/healthy"
        })
final class ReceiveAlertmanager implements Callable<Integer> {
    private static final Duration HEARTBEAT_EVERY = Duration.ofMinutes(1);
    private static final String SLOWEST_REQUEST_SECONDS = "30";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--port", paramLabel = "PORT", required = true, description = "Its port; 0 takes a free one.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "Tokens, one a line, of which a request must bring one as \"Authorization: Bearer\"; read"
                    + " again when it changes.")
    private Path tokenFile = Path.of("");

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "A service that alerts without the label \"service\" are about, and whose heartbeat is told;"
                    + " may be given several times.")
    private List<String> services = List.of();

    @Option(
            names = "--watchdog",
            paramLabel = "ALERT",
            defaultValue = "Watchdog",
            description = "The alert that is always raised: it says that alerts are being told (default:"
                    + " ${DEFAULT-VALUE}).")
    private String watchdog = "";

    @Option(
            names = "--heartbeat-url",
            paramLabel = "URL",
            description = "Asked each minute; an answer of 200 says that alerts are being told. For setups without a"
                    + " watchdog.")
    private @Nullable URI heartbeatUrl;

    @Override
    public Integer call() throws InterruptedException {
        requireNames();
        // What never finishes its request must not keep a thread; read once, by the JDK's server.
        System.setProperty("sun.net.httpserver.maxReqTime", SLOWEST_REQUEST_SECONDS);
        var options = new AlertmanagerReceiver.Options(
                host, port, tokenFile, services, watchdog, Optional.ofNullable(heartbeatUrl), HEARTBEAT_EVERY);
        MeasurementSender sender = new MeasurementSender(connection.client(), connection.catalogue());
        try (var receiver = new AlertmanagerReceiver(options, sender)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("receiving at " + receiver.url());
            if (!isLoopback()) {
                out.println("Everybody who reaches " + host + " can try; put a proxy with TLS in front of it.");
            }
            out.flush();
            receiver.serve();
        }
        return ExitCode.DONE;
    }

    private void requireNames() {
        services.stream().filter(name -> !Names.isName(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--service must be 1 to 100 of A-Z a-z 0-9 . _ - and begin with a letter or digit, found '" + name
                            + "'");
        });
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535, found " + port);
        }
        boolean http =
                heartbeatUrl == null || List.of("http", "https").contains(String.valueOf(heartbeatUrl.getScheme()));
        if (!http) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--heartbeat-url must begin with http:// or https://, found '" + heartbeatUrl + "'");
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
