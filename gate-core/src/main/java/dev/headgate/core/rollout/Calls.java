package dev.headgate.core.rollout;

import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runbooks as decisions call them: what they are given beside what the policy gives them. */
final class Calls {

    /** Longest text parameter that a runbook takes. */
    private static final int LONGEST_REASON = 500;

    private Calls() {}

    /**
     * One that shifts traffic.
     *
     * @param more what the policy gives it, for example a cohort
     */
    static RunbookCall shift(
            String runbook, Rollout rollout, String decisionId, Weight to, String why, Map<String, String> more) {
        SortedMap<String, String> parameters = usual(rollout, decisionId, why, more);
        parameters.put("weight", percent(to));
        return new RunbookCall(runbook, parameters);
    }

    /**
     * One that moves no traffic: nothing is called weight in it, so that it cannot be taken for one to be set.
     *
     * @param more what it is given for its purpose
     */
    static RunbookCall run(String runbook, Rollout rollout, String decisionId, String why, Map<String, String> more) {
        SortedMap<String, String> parameters = usual(rollout, decisionId, why, more);
        parameters.put("current", percent(rollout.confirmedWeight().orElse(Weight.NONE)));
        parameters.put("stage", String.valueOf(rollout.stage() + 1));
        return new RunbookCall(runbook, parameters);
    }

    private static SortedMap<String, String> usual(
            Rollout rollout, String decisionId, String why, Map<String, String> more) {
        RolloutIdentity identity = rollout.identity();
        TreeMap<String, String> parameters = new TreeMap<>(more);
        parameters.put("service", identity.service());
        parameters.put("canary", identity.canary());
        parameters.put("baseline", identity.baseline());
        parameters.put("rollout", identity.rolloutId());
        parameters.put("decision", decisionId);
        parameters.put("reason", asParameter(why));
        return parameters;
    }

    private static String percent(Weight weight) {
        return BigDecimal.valueOf(weight.percent()).stripTrailingZeros().toPlainString();
    }

    private static String asParameter(String why) {
        String oneLine = why.replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= LONGEST_REASON ? oneLine : oneLine.substring(0, LONGEST_REASON - 1) + "…";
    }
}
