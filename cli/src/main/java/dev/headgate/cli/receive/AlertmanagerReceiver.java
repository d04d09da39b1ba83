package dev.headgate.cli.receive;

import dev.headgate.cli.kafka.MeasurementSender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The receiver as a whole: it serves until it is closed. */
public final class AlertmanagerReceiver implements AutoCloseable {

    private final MeasurementSender sender;
    private final AlertReceiver receiver;
    private final WebhookServer server;
    private final Optional<HeartbeatPoll> poll;
    private final Duration heartbeatEvery;

    /**
     * What shapes it.
     *
     * @param host where it listens
     * @param port its port, 0 for any free one
     * @param tokenFile tokens of which a request must bring one
     * @param services services of alerts that name none, and whose heartbeats are told from the beginning
     * @param watchdog name of the alert that is always raised
     * @param heartbeatUrl asked whether Alertmanager is there; empty if only the watchdog says so
     * @param heartbeatEvery how often
     */
    public record Options(
            String host,
            int port,
            Path tokenFile,
            List<String> services,
            String watchdog,
            Optional<URI> heartbeatUrl,
            Duration heartbeatEvery) {

        /** Copies the list. */
        public Options {
            services = List.copyOf(services);
        }
    }

    /**
     * Begins to serve.
     *
     * @param sender publishes; closed with this
     * @throws dev.headgate.cli.CommandFailure if the tokens or the address cannot be used
     */
    public AlertmanagerReceiver(Options options, MeasurementSender sender) {
        this.sender = sender;
        receiver = new AlertReceiver(options.services(), options.watchdog(), sender::send, InstantSource.system());
        server = new WebhookServer(
                options.host(), options.port(), new BearerTokens(options.tokenFile()), receiver::receive);
        poll = options.heartbeatUrl().map(HeartbeatPoll::new);
        heartbeatEvery = options.heartbeatEvery();
    }

    /** Where Alertmanager posts. */
    public String url() {
        return server.address() + WebhookServer.PATH;
    }

    /** Tells heartbeats, and returns when the thread is interrupted. */
    public void serve() throws InterruptedException {
        while (true) {
            if (poll.isPresent() && poll.get().answers()) {
                receiver.heartbeat();
            }
            Thread.sleep(heartbeatEvery.toMillis());
        }
    }

    @Override
    public void close() {
        server.close();
        sender.close();
    }
}
