package dev.headgate.cli.demo;

import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;

/**
 * What a demo does.
 *
 * @param scenario what the new version does
 * @param policy the policy as written
 * @param policyName its name
 * @param stages the weights of its stages
 * @param requestsPerSecond load on the service
 * @param splitter what divides the traffic
 * @param byProxy whether the splitter's access log is the telemetry, and the services tell nothing
 * @param withConsole whether a console shows it on a page, too
 * @param timeout how long all may take, from the first process to the last request
 * @param seed of latencies, failures and load
 */
public record DemoPlan(
        DemoScenario scenario,
        PolicyText policy,
        String policyName,
        List<Weight> stages,
        int requestsPerSecond,
        SplitterKind splitter,
        boolean byProxy,
        boolean withConsole,
        Duration timeout,
        long seed) {
    static final String SERVICE = "shop";
    static final String BASELINE = "2.4.0";
    static final String CANARY = "2.4.1";

    /** Copies the list. */
    public DemoPlan {
        stages = List.copyOf(stages);
    }

    DemoState.Cast cast() {
        return new DemoState.Cast(scenario, SERVICE, CANARY, BASELINE, policyName, stages);
    }
}
