package dev.headgate.local.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A load on 127.0.0.1 as a process, bounded by its time. Arguments: target, requests a second, minutes, seed. In
 * containers it shares the splitter's network, so that the target is 127.0.0.1 there too.
 */
final class LoadGeneratorMain {
    private LoadGeneratorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int requestsPerSecond = Integer.parseInt(arguments[1]);
        var time = Duration.ofMinutes(Integer.parseInt(arguments[2]));
        var plan = new LoadGenerator.Plan(
                URI.create(arguments[0]),
                List.of("checkout", "search", "cart"),
                requestsPerSecond,
                requestsPerSecond * time.toSeconds(),
                time,
                Long.parseLong(arguments[3]));
        try (var load = LoadGenerator.start(plan)) {
            System.out.println("load generator ready target=" + plan.target());
            Thread.sleep(time.toMillis());
            System.out.println(load.report());
        }
    }
}
