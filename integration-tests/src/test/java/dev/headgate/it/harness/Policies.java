package dev.headgate.it.harness;

/** Policies with short times, as a person would write them. */
public final class Policies {

    private Policies() {}

    /** Three stages: 10 %, 50 %, 100 %, in about ten seconds when all is well. */
    public static String threeStages(String service) {
        return threeStages(service, "enforce");
    }

    /** The same, but it stays at 10 % for minutes, so that whatever is done to it there meets it there. */
    public static String staying(String service, String mode) {
        return threeStages(service, mode).replaceFirst("hold: 2s", "hold: 5m");
    }

    /** The same as {@link #threeStages}, but whatever is well stays at 50 % for a minute. */
    public static String longAtHalf(String service) {
        return threeStages(service, "enforce").replaceFirst("(weight: 50%\\s+)hold: 2s", "$1hold: 1m");
    }

    private static String threeStages(String service, String mode) {
        return """
                policy: it-%1$s
                mode: %2$s
                window: 5s
                minRequests: 20
                runbooks:
                  shift: shift-%1$s
                  rollback: shift-%1$s
                stop:
                  - errorRate > 10%%          -> rollback critical
                  - p99 > 500ms min 100      -> rollback critical
                  - p95 > 150ms min 100      -> rollback critical
                  - no success for 4s        -> rollback critical
                stages:
                  - weight: 10%%
                    hold: 2s .. 10m
                    settle: 500ms
                    advance:
                      - errorRate <= 1%%
                      - p95 < 100ms
                  - weight: 50%%
                    hold: 2s .. 10m
                    settle: 500ms
                    advance:
                      - errorRate <= 1%%
                      - p95 < 100ms
                  - weight: 100%%
                    watch: 2s
                """.formatted(service, mode);
    }

    /** Two shifts for whose first nobody has sent enough requests until they have sent 1 000; it may wait for a year. */
    public static String patient(String service) {
        return """
                policy: it-patient
                window: 5s
                minRequests: 20
                runbooks:
                  shift: shift-%1$s
                  rollback: shift-%1$s
                stop:
                  - errorRate > 10%% for 1s   -> rollback critical
                  - p95 > 150ms min 100      -> rollback critical
                stages:
                  - weight: 10%%
                    hold: 1s .. 365d
                    advance:
                      - errorRate <= 1%% min 1000
                      - p95 < 100ms min 1000
                      - p95(checkout) < 100ms
                      - mean < 100ms over 30s min 1000
                  - weight: 50%%
                    hold: 1s .. 365d
                    advance:
                      - errorRate <= 1%%
                  - weight: 100%%
                    watch: 1s
                """.formatted(service);
    }
}
