package dev.headgate.local.demo;

import java.io.IOException;

/**
 * A version of the demo service as a process. Arguments: service, version, port, behaviour, seed, Kafka's bootstrap
 * servers, the topic of request events.
 */
final class DemoServiceMain {
    private DemoServiceMain() {}

    public static void main(String[] arguments) throws IOException {
        var telemetry = new KafkaTelemetry(arguments[5], arguments[6]);
        telemetry.warmUp();
        var service = DemoService.start(
                arguments[0],
                arguments[1],
                Integer.parseInt(arguments[2]),
                Behaviour.of(arguments[3]),
                Long.parseLong(arguments[4]),
                telemetry);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, telemetry), "stop"));
        System.out.println("demo service ready http=127.0.0.1:" + service.port());
    }

    // The service first: what it completes until then is still published.
    private static void stop(DemoService service, KafkaTelemetry telemetry) {
        service.close();
        telemetry.close();
    }
}
