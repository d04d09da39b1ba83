package dev.headgate.it.targets;

import dev.headgate.it.harness.Installation;
import dev.headgate.local.proxy.RuntimeApiClient;
import dev.headgate.local.proxy.TrafficSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Some real HAProxies that share one service's traffic. */
public final class HaproxyProxies implements Target {

    private static final Pattern WEIGHT = Pattern.compile("(?m)^([0-9]+) \\(");
    private static final String RUNBOOK = """
            runbook: shift-%1$s
            budget: 20s
            parameters: { canary: version, baseline: version, weight: weight }
            steps:
              - name: weight
                haproxy:
                  addresses: [ %2$s ]
                  backend: %1$s
                  canaryServer: "${canary}"
                  baselineServer: "${baseline}"
                  weight: "${weight}"
                budget: 15s
                recovery: rerun
            """;

    private final String service;
    private final String addresses;
    private final List<RuntimeApiClient> proxies = new ArrayList<>();

    /** Starts so many. */
    public HaproxyProxies(Installation headgate, String service, int count) throws InterruptedException {
        this.service = service;
        List<String> each = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TrafficSplitter proxy = headgate.haproxy(service, "2.0", "1.0");
            proxies.add(proxy.runtimeApi());
            each.add(proxy.runtimeApiAddress());
        }
        addresses = each.stream().map(one -> '"' + one + '"').collect(Collectors.joining(", "));
        headgate.run().write("runbooks/shift-" + service + ".yaml", RUNBOOK.formatted(service, addresses));
    }

    /** Where their Runtime APIs are, as a runbook lists them. */
    public String addresses() {
        return addresses;
    }

    @Override
    public String name() {
        return proxies.size() == 1 ? "HAProxy, Runtime API" : proxies.size() + " HAProxies at once";
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public boolean hasInForce(int percent) {
        return proxies.stream().allMatch(proxy -> Math.abs(share(proxy) - percent) < 0.5);
    }

    private double share(RuntimeApiClient proxy) {
        String servers = proxy.ask("get weight " + service + "/2.0; get weight " + service + "/1.0");
        Matcher weights = WEIGHT.matcher(servers);
        List<Double> found =
                weights.results().map(each -> Double.parseDouble(each.group(1))).toList();
        return 100 * found.get(0) / (found.get(0) + found.get(1));
    }
}
