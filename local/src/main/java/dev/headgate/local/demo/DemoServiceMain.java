package dev.headgate.local.demo;

import dev.headgate.telemetry.PublishMode;
import dev.headgate.telemetry.TelemetryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/**
 * A version of the demo service as a process. Arguments: service, version, port, behaviour, seed, Kafka's bootstrap
 * servers, the topics' prefix. Listens on 127.0.0.1, or in a container on the address that the system property
 * {@code headgate.demo.address} names.
 */
final class DemoServiceMain {
    /** The demo shows how soon a decision follows a failed request: a second's wait for its summary would hide that. */
    private static final PublishMode MODE = PublishMode.EVENTS;

    /** System property: false for a service that publishes no telemetry. */
    static final String TELLING = "headgate.demo.telling";

    private static final Duration LINGER = Duration.ofMillis(10);

    private DemoServiceMain() {}

    public static void main(String[] arguments) throws IOException {
        String name = arguments[0];
        String version = arguments[1];
        var telemetry = TelemetryClient.builder(name, version)
                .bootstrapServers(arguments[5])
                .topicPrefix(arguments[6])
                .mode(MODE)
                .linger(LINGER)
                .build();
        int port = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[4]);
        var address = InetAddress.getByName(System.getProperty("headgate.demo.address", "127.0.0.1"));
        boolean telling = Boolean.parseBoolean(System.getProperty(TELLING, "true"));
        RequestTelemetry told = telling ? telemetry::record : (operation, latencyMicros, success, requestId) -> {};
        var service = DemoService.start(address, version, port, Behaviour.of(arguments[3]), seed, told);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, telemetry), "stop"));
        System.out.println("demo service ready http=" + address.getHostAddress() + ":" + service.port());
    }

    // The service first: what it completes until then is still published.
    private static void stop(DemoService service, TelemetryClient telemetry) {
        service.close();
        telemetry.close();
    }
}
