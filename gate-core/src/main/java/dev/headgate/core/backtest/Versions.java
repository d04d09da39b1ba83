package dev.headgate.core.backtest;

import dev.headgate.schemas.model.SeriesSecond;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out which version is the canary and which the baseline while seconds come in: as told, otherwise the version
 * that was there first is the baseline and the next one the canary. Where both are there from the first second on, the
 * one with fewer requests in it is taken for the canary. Not thread-safe.
 */
final class Versions {

    private Optional<String> canary;
    private Optional<String> baseline;
    private final boolean told;
    private boolean atOnce;
    private boolean canarySeen;

    Versions(Optional<String> canary, Optional<String> baseline) {
        this.canary = canary;
        this.baseline = baseline;
        told = canary.isPresent() && baseline.isPresent();
    }

    void see(List<SeriesSecond> parts) {
        if (canarySeen && baseline.isPresent()) {
            return;
        }
        Map<String, Long> requests = new TreeMap<>();
        parts.forEach(part -> requests.merge(part.series().version(), part.requests(), Long::sum));
        boolean beginning = baseline.isEmpty() && canary.isEmpty();
        if (baseline.isEmpty()) {
            baseline = mostOf(requests, canary);
        }
        if (canary.isEmpty()) {
            canary = mostOf(requests, baseline);
            atOnce = beginning && canary.isPresent();
        }
        canarySeen |= canary.map(requests::containsKey).orElse(false);
    }

    /** Whether a request of the canary was seen. */
    boolean canarySeen() {
        return canarySeen;
    }

    Optional<String> canary() {
        return canary;
    }

    Optional<String> baseline() {
        return baseline;
    }

    /** How they were chosen, for people. */
    String why() {
        if (told) {
            return "canary and baseline as told";
        }
        return atOnce
                ? "both versions are there from the first second on: the one with fewer requests in it is taken for the"
                        + " canary; --canary and --baseline tell otherwise"
                : "the version that came later is taken for the canary; --canary and --baseline tell otherwise";
    }

    private static Optional<String> mostOf(Map<String, Long> requests, Optional<String> butNot) {
        return requests.entrySet().stream()
                .filter(each -> !butNot.equals(Optional.of(each.getKey())))
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }
}
