package dev.headgate.documents;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The words of the policy language that this release does not build: they are refused by name, with what to do instead. */
final class UnsupportedWords {

    private static final String REQUESTS = "criteria on requests: errorRate, uptime, throughput, mean, pNN, no success";
    private static final String STOP_LINE = "one of the effects rollback, step back, hold, notify";
    private static final String HOOK = "remove it, and run it before you start the rollout or from your pipeline";

    /** Fields of a policy or stage that are not built yet, each with what to do instead. */
    static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("calendar", "remove it, and start the rollout inside the hours that are allowed"),
            Map.entry("train", "remove it, and start each service's rollout on its own"),
            Map.entry("enter", HOOK),
            Map.entry("during", HOOK),
            Map.entry("exit", HOOK),
            Map.entry("hook", HOOK),
            Map.entry("hooks", HOOK),
            Map.entry("onRollback", "remove it, and add a step to the runbook named under `runbooks: rollback`"),
            Map.entry("onComplete", HOOK),
            Map.entry("checklist", "remove it, and go through the list before you start the rollout"),
            Map.entry("approval", "remove it, and approve before you start the rollout; `hold` keeps a stage"),
            Map.entry("afterRollback", "remove it; the rollout ends when the rollback is confirmed"),
            Map.entry("mitigate", "remove it, and use " + STOP_LINE),
            Map.entry("ask", "remove it, and use rollback, step back or hold"),
            Map.entry("score", "remove it, and list the criteria that must pass under `advance`"),
            Map.entry("decideBy", "remove it, and give the stage a maximum: `hold: 30m .. 2h`"),
            Map.entry("onDeadline", "remove it; at the maximum hold an undecided stage holds and tells people"),
            Map.entry("report", "remove it, and follow `headgate decisions tail` or the dashboard"),
            Map.entry("start", "remove it, and start the rollout with `headgate rollout start`"),
            Map.entry("slo", "remove it, and put `slo 99.9% burns > 14.4x over 1h and 5m` under `stop`"),
            Map.entry("baseline", "remove it; the baseline is named when the rollout is started"));

    private static final Map<String, String> WORDS = words();

    private UnsupportedWords() {}

    /** What to do instead of this word of a criterion, or of an effect, if it is one that is not built. */
    static Optional<String> word(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    /** What to do instead of this word of an effect. */
    static Optional<String> wordOfEffect(String word) {
        return word.equals("with") ? Optional.of(STOP_LINE) : word(word);
    }

    private static Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        words.put("and", "one criterion a line; in `stop` any line acts, in `advance` all must pass");
        words.put("or", "one criterion a line; in `stop` any line acts, in `advance` all must pass");
        for (String measure : new String[] {"gauge", "growth", "count", "alert", "ratio", "of", "since", "within"}) {
            words.put(measure, REQUESTS);
        }
        words.put("approval", "remove it, and approve before you start the rollout");
        words.put("score", "remove it, and list the criteria that must pass under `advance`");
        for (String effect : new String[] {"mitigate", "ask", "page", "else", "undo"}) {
            words.put(effect, STOP_LINE);
        }
        for (String severity : new String[] {"P0", "P1", "P2", "P3", "P4"}) {
            words.put(severity, "one of the severities critical, warning, info");
        }
        return Map.copyOf(words);
    }
}
