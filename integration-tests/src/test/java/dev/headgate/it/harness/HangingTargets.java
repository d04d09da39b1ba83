package dev.headgate.it.harness;

import dev.headgate.it.targets.HangingTarget;
import dev.headgate.it.targets.HaproxyProxies;
import dev.headgate.it.targets.MuteServer;
import dev.headgate.it.targets.NginxServer;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * Shifts and rollbacks of one service at a HAProxy that is well, while targets of other services hang: in one partition, at
 * one executor.
 */
public final class HangingTargets {

    private static final String WELL = "shop";
    private static final String RELOADS = "reload";
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [ { name: here, cluster: { server: "http://%s" } } ]
            users: [ { name: executor, user: { token: secret } } ]
            contexts: [ { name: here, context: { cluster: here, user: executor } } ]
            """;

    private final Installation headgate;
    private final Release.Site site;
    private final Operator gate;
    private final Executor executor;
    private final HaproxyProxies well;
    private final String reloads;
    private final Collected<Execution> executions;
    private final List<Decision> hanging = new ArrayList<>();
    private int rollouts;

    /** Starts the executor; the installation must be running. */
    public HangingTargets(Installation headgate) throws Exception {
        this.headgate = headgate;
        site = new Release.Site(headgate, "2.0", "1.0");
        well = new HaproxyProxies(headgate, WELL, 1);
        MuteServer mute = headgate.keep(new MuteServer());
        for (HangingTarget target : HangingTarget.values()) {
            target.writeRunbook(headgate, mute);
        }
        reloads = ServiceNames.besides(headgate, WELL, RELOADS, 1).get(0);
        var unused = new NginxServer(headgate, reloads, "$request_id", "sleep, '600'", "20m");
        gate = headgate.operator();
        executions = headgate.readers().executions();
        executor = headgate.executor("one")
                .with("session.timeout", "6s")
                .with("lease", "4500ms")
                .with("kubernetes.kubeconfig", headgate.run().write("kubeconfig", KUBECONFIG.formatted(mute.address())))
                .start();
    }

    /** The executor. */
    public Executor executor() {
        return executor;
    }

    /** Lets so many services, new ones, hang at such a target. Returns when the executor waits for all of them. */
    public void hang(HangingTarget target, int services) {
        String beginning = target.runbook() + "-" + hanging.size();
        List<Decision> begun = ServiceNames.besides(headgate, WELL, beginning, services).stream()
                .map(service -> shift(service, target.runbook()))
                .toList();
        awaitBegun(begun);
    }

    /** Lets a service hang whose NGINX is never done with its reload. */
    public void hangAtReload() {
        awaitBegun(List.of(shift(reloads, "shift-" + reloads)));
    }

    /** How many were told to hang. */
    public int all() {
        return hanging.size();
    }

    /** How many hang, as far as anything was recorded of them. */
    public long hanging() {
        return hanging.stream().filter(decision -> !isRecorded(decision, true)).count();
    }

    /** So many shifts and as many rollbacks of the service whose target is well, one after the other. */
    public ShiftTimes rollBack(int rollbacks) {
        ShiftTimes times = new ShiftTimes(headgate, well, rollouts + 1);
        rollouts += rollbacks;
        for (int i = 0; i < rollbacks; i++) {
            times.shift(false);
            times.shift(true);
        }
        return times;
    }

    private Decision shift(String service, String runbook) {
        Decision decision = site.decision(service, service + "-1", 1, DecisionKind.PROMOTE, 1, 0, 20, runbook);
        gate.decide(decision);
        hanging.add(decision);
        return decision;
    }

    private void awaitBegun(List<Decision> decisions) {
        Await.until(
                decisions.size() + " decisions are begun",
                () -> decisions.stream().allMatch(decision -> isRecorded(decision, false)));
    }

    private boolean isRecorded(Decision decision, boolean over) {
        return executions.values().stream()
                .anyMatch(execution -> execution.decisionId().equals(decision.decisionId())
                        && execution.finishedAt().isPresent() == over);
    }
}
