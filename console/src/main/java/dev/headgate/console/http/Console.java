package dev.headgate.console.http;

import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Identities;
import dev.headgate.console.access.Oidc;
import dev.headgate.console.access.OneTimeToken;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Places;
import dev.headgate.console.access.Sessions;
import dev.headgate.console.access.TokenFile;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.ExecutorDesk;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.settings.OidcSettings;
import dev.headgate.console.settings.ServedAddress;
import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.process.AccessToken;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The console over HTTP, put together: serves until it is closed. Thread-safe. */
public final class Console implements AutoCloseable {

    private final ServedAddress address;
    private final AtomicInteger port = new AtomicInteger();
    private final List<Route> routes;
    private final Board board;
    private final ConsoleServer server;

    /**
     * How people are known.
     *
     * @param oneTime what was printed at start
     * @param whoStarted who is let in by it
     * @param tokens of people and pipelines
     * @param oidc a provider
     * @param lifetime of sessions
     */
    public record Ways(
            OneTimeToken oneTime,
            Person whoStarted,
            Optional<TokenFile> tokens,
            Optional<OidcSettings> oidc,
            Duration lifetime) {}

    /**
     * How it is watched.
     *
     * @param feed how far it is behind the log
     * @param live whether the log is still being read
     * @param registry where it registers its meters
     * @param scrape all meters in Prometheus' text format
     * @param token what readers of metrics must show; empty if nothing is asked of them
     */
    public record Watched(
            Supplier<FeedStatus> feed,
            Supplier<Boolean> live,
            MeterRegistry registry,
            Supplier<String> scrape,
            Optional<AccessToken> token) {}

    /**
     * What it shows and does.
     *
     * @param model what the log says
     * @param desk takes commands
     * @param executors takes what is said to executors
     * @param signaturesChecked whether decisions' signatures are checked
     * @param eventsClients how many pages are kept up to date at once
     * @param publicBadges whether everybody sees badges
     */
    public record Work(
            ReadModel model,
            CommandDesk desk,
            ExecutorDesk executors,
            boolean signaturesChecked,
            int eventsClients,
            boolean publicBadges) {}

    /**
     * Starts to serve.
     *
     * @throws ConfigurationException if the address is taken or not ours
     */
    public Console(ServedAddress address, Work work, Ways ways, Watched watched, Supplier<Instant> now) {
        this.address = address;
        Optional<Oidc> oidc = ways.oidc().map(settings -> new Oidc(settings, this::callback, now));
        Sessions sessions = new Sessions(ways.lifetime(), now);
        Identities identities = new Identities(ways.oneTime(), ways.whoStarted(), ways.tokens(), oidc, sessions);
        Guard guard = new Guard(this::places, identities, System::nanoTime);
        ConsoleMeters meters = new ConsoleMeters(watched.registry(), watched.feed());
        Entry entry = new Entry(guard, new Visits(address.behindProxy()), meters);
        Status status = new Status(work.model(), watched.feed(), work.desk(), work.signaturesChecked(), now);
        Commanding commanding = new Commanding(work.desk(), entry, meters, now);
        PageFiles page = new PageFiles();
        this.board = new Board(work.model());
        this.routes = Stream.of(
                        new ReadRoutes(work.model(), status, now).all(),
                        new ExplainRoutes(now).all(),
                        new ReportRoutes(work.model(), work.publicBadges(), now).all(),
                        new CommandRoutes(work.model(), work.desk(), watched.feed(), entry, commanding, now).all(),
                        new ExecutorRoutes(work.model(), work.executors(), watched.feed(), commanding).all(),
                        new EventRoutes(board, work.model(), status, guard, meters.clients(), work.eventsClients())
                                .all(),
                        new DocumentRoutes().all(),
                        new SignInRoutes(guard, entry, oidc, sessions, address.secure()).all(),
                        new MonitoringRoutes(
                                        watched.feed(),
                                        watched.live(),
                                        watched.scrape(),
                                        watched.token(),
                                        address.loopback() || address.forwardedHere())
                                .all(),
                        page.all())
                .flatMap(List::stream)
                .toList();
        try {
            this.server = new ConsoleServer(address, routes, entry, page, work.eventsClients());
        } catch (RuntimeException taken) {
            board.close();
            throw taken;
        }
        port.set(server.port());
    }

    /** Where this machine's browsers find it. */
    public String localUrl() {
        return (address.tls().isPresent() ? "https://" : "http://") + authority();
    }

    /** {@code host:port} in use. */
    public String authority() {
        return address.host() + ":" + port.get();
    }

    /** Where browsers find it. */
    public String url() {
        return address.publicUrl().orElseGet(this::localUrl);
    }

    /** All there is to be asked for. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        board.close();
        server.close();
    }

    private Places places() {
        return Places.of(address.tls().isPresent(), port.get(), address.publicUrl());
    }

    private URI callback() {
        return URI.create(url() + "/oidc/callback");
    }
}
