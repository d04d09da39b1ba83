package dev.headgate.it.harness;

/** Runbooks as a person would write them. */
public final class Runbooks {

    private Runbooks() {}

    /** Shifts traffic between the servers of a HAProxy backend that is named like the service. */
    public static String shift(String service, String runtimeApiAddress) {
        return """
                runbook: shift-%1$s
                budget: 10s
                parameters:
                  canary: version
                  baseline: version
                  weight: weight
                steps:
                  - name: weight
                    haproxy:
                      address: "%2$s"
                      backend: %1$s
                      canaryServer: "${canary}"
                      baselineServer: "${baseline}"
                      weight: "${weight}"
                    budget: 5s
                    recovery: rerun
                """.formatted(service, runtimeApiAddress);
    }

    /** Runs a program with two arguments. A crash in what must not run twice fails it: nobody is waited for. */
    public static String command(String name, String program, String first, String second, String recovery) {
        String waits = recovery.equals("ask") ? "answerWithin: 0s" : "";
        return """
                runbook: %s
                budget: 60s
                steps:
                  - name: effect
                    command: { arguments: [ "/bin/sh", "%s", "%s", "%s" ], inherit: [ PATH ] }
                    budget: 50s
                    recovery: %s
                    %s
                """.formatted(name, program, first, second, recovery, waits);
    }
}
