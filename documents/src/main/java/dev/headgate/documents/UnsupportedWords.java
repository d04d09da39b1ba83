package dev.headgate.documents;

import java.util.Map;
import java.util.Optional;

/** The words of the policy language that this release does not build: they are refused by name, with what to do instead. */
final class UnsupportedWords {

    private static final String LINES =
            "one criterion a line: under `stop` any line acts, under `advance` all must pass";

    /** Fields of a policy or stage that are not built, each with what to do instead. */
    static final Map<String, String> FIELDS =
            Map.of("baseline", "remove it; the baseline is named when the rollout is started");

    /** What people write as a field and is a line, an effect or another field. */
    static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("hook", "a line under `enter`, `during` or `exit`, as `enter: [ hook smoke-tests ]`"),
            Map.entry("hooks", "lines under `enter`, `during` or `exit`, as `enter: [ hook smoke-tests ]`"),
            Map.entry("checklist", "`checklists` of the policy, and `enter: [ checklist go-live ]` of a stage"),
            Map.entry("approval", "a line, as `enter: [ approval of release-managers ]`"),
            Map.entry("approvals", "lines, as `enter: [ approval of release-managers ]`"),
            Map.entry("mitigate", "an effect, as `p95 > 2s for 1m -> mitigate lower-concurrency` under `stop`"),
            Map.entry("ask", "`onFailure: ask release-manager 10m else rollback`, or an effect of a stop line"),
            Map.entry("slo", "a line, as `slo 99.9% burns > 14.4x over 1h and 5m` under `stop`"),
            Map.entry("ramp", "`weight: 10% .. 50% over 2d`"),
            Map.entry("gauge", "a line, as `advance: [ gauge db.pool.utilisation < 80% ]`"));

    private static final Map<String, String> WORDS =
            Map.of("or", LINES, "else", "the comparison alone, and a line of its own with `own past`");

    private UnsupportedWords() {}

    /** What to do instead of this word of a criterion, if it is one that is not built. */
    static Optional<String> word(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }
}
