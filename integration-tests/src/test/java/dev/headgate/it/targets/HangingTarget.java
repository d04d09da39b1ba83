package dev.headgate.it.targets;

import dev.headgate.it.harness.Installation;

/** A target that takes what it is asked and does not come back, each with a runbook that any service may use. */
public enum HangingTarget {
    /** A Runtime API that takes the connection and never answers. */
    HAPROXY(
            "haproxy: { address: \"%1$s\", backend: any, canaryServer: a, baselineServer: b, weight: \"${weight}\" }",
            ""),
    /** A program that does not end. */
    COMMAND("command: { arguments: [ sleep, \"600\" ], inherit: [ PATH ] }", "confirms: weight"),
    /** An endpoint that takes the request and never answers. */
    HTTP("http: { url: \"http://%1$s/weight\", json: { weight: \"${weight}\" } }", "confirms: weight"),
    /** An API server that never answers. */
    KUBERNETES(
            "httpRoute: { namespace: prod, name: any, canaryService: a, baselineService: b, weight: \"${weight}\" }",
            "");

    private static final String RUNBOOK = """
            runbook: %s
            budget: 20m
            parameters: { weight: weight }
            steps:
              - name: hangs
                %s
                budget: 10m
                recovery: rerun
                %s
            """;

    private final String action;
    private final String more;

    HangingTarget(String action, String more) {
        this.action = action;
        this.more = more;
    }

    /** The runbook's name. */
    public String runbook() {
        return "hang-" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Writes the runbook; a Kubernetes cluster is wherever the executor's kubeconfig says. */
    public void writeRunbook(Installation headgate, MuteServer mute) {
        headgate.run()
                .write(
                        "runbooks/" + runbook() + ".yaml",
                        RUNBOOK.formatted(runbook(), action.formatted(mute.address()), more));
    }
}
