package dev.headgate.it.speed;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import java.util.List;

/** A policy as teams have it, that nothing here violates and that stays in its first stage. */
final class QuietPolicy {

    private static final String TEXT = """
            policy: quiet
            mode: observe
            window: 60s
            minRequests: 50
            stop:
              - errorRate > 5%          -> rollback   critical
              - p95 > 1s for 1m         -> rollback   critical
              - p99 > 5s                -> notify     warning
              - no success for 2m       -> rollback   critical
            stages:
              - weight: 10%
                hold: 1h .. 10h
                settle: 1s
                advance:
                  - errorRate < 1%
                  - p95 < 500ms
              - weight: 100%
                watch: 30m
            """;

    private QuietPolicy() {}

    /** Starts a rollout of 2.0 beside 1.0 by it in each service. */
    static void start(Installation headgate, List<String> services) {
        Operator operator = headgate.operator();
        services.forEach(service -> operator.start(service, service + "-1", "2.0", "1.0", TEXT));
    }
}
