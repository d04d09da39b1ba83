import dev.headgate.telemetry.TelemetryClient;
import java.time.Duration;

/** What an application adds: one client per version, one line per completed request. */
class PublishRequests {
    public static void main(String[] arguments) {
        try (TelemetryClient telemetry = TelemetryClient.builder("shop", "2.4.1")
                .bootstrapServers(System.getenv("HEADGATE_BOOTSTRAP_SERVERS"))
                .build()) {
            long begun = System.nanoTime();
            boolean success = serve();
            telemetry.record("checkout", Duration.ofNanos(System.nanoTime() - begun), success);
        }
    }

    private static boolean serve() {
        return true; // your service's work
    }
}
