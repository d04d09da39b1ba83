package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plain limits that miss what they are for, or act by chance. */
final class LimitTraps {
    /** Without a single failure among so many over the limit's share, 1 in 20 healthy looking canaries is above it. */
    private static final double RULE_OF_THREE = 3;

    /** How much worse than its limit a canary is in what is said about misses. */
    private static final double WORSE = 1.5;

    private static final Pattern OWN_MINIMUM = Pattern.compile(" min \\d+");
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    private final Traffic traffic;
    private final LineWords words;
    private final List<Trap> traps = new ArrayList<>();

    private LimitTraps(Policy policy, Traffic traffic) {
        this.traffic = traffic;
        this.words = new LineWords(policy.window(), policy.minRequests(), traffic);
    }

    static List<Trap> of(Policy policy, Traffic traffic) {
        LimitTraps limits = new LimitTraps(policy, traffic);
        Weight first = policy.stages().get(0).weight();
        policy.stop().forEach(line -> limits.stop(line.criterion(), first));
        for (Stage stage : policy.stages()) {
            stage.stop().forEach(line -> limits.stop(line.criterion(), stage.weight()));
            stage.advance().forEach(line -> Traps.parts(line).forEach(part -> limits.advance(part, stage)));
        }
        return limits.traps;
    }

    private void stop(Criterion line, Weight weight) {
        Traps.parts(line).forEach(part -> {
            plain(part, Operator.GREATER, Operator.GREATER_OR_EQUAL).ifPresent(limit -> {
                if (part.measure() instanceof Measure.ErrorRate) {
                    heldTooLong(line, part, limit, weight);
                    oneFailure(part, limit);
                }
                rareQuantile(part, weight);
            });
        });
    }

    private void advance(Criterion line, Stage stage) {
        plain(line, Operator.LESS, Operator.LESS_OR_EQUAL).ifPresent(limit -> {
            if (line.measure() instanceof Measure.ErrorRate) {
                momentary(line, limit);
                tooFewToShow(line, limit, stage);
            }
            rareQuantile(line, stage.weight());
        });
    }

    /** Short windows wander around the limit: {@code > 1% for 30m} is broken by chance again and again. */
    private void heldTooLong(Criterion whole, Criterion line, double limit, Weight weight) {
        Duration held = whole.holdFor();
        Duration window = words.window(line);
        if (held.compareTo(window.multipliedBy(2)) < 0 || limit * WORSE >= 1) {
            return;
        }
        double requests = traffic.canaryRate(weight)
                .map(rate -> Math.max(1, rate * window.toSeconds()))
                .orElse((double) words.minimum(line));
        double rate = limit * WORSE;
        double below = EvidenceTime.normal((limit - rate) / Math.sqrt(rate * (1 - rate) / requests));
        double missed = 1 - Math.pow(1 - below, 1 + held.toSeconds() / (double) window.toSeconds());
        if (missed > 0.5) {
            boolean fits = held.compareTo(LONGEST_WINDOW) <= 0;
            traps.add(new Trap(
                    whole.text(),
                    "A canary that fails " + Words.percent(rate) + " of its requests is missed by this in "
                            + nearly(missed) + ": of " + Math.round(requests) + " requests in "
                            + Words.time(window) + " it is below the limit by chance now and then, and each time the "
                            + Words.time(held) + " begin anew.",
                    fits
                            ? "errorRate > " + share(limit) + " over "
                                    + Words.time(held).replace(" ", "")
                                    + (joined(whole) ? ", in place of that part and of `for`" : "")
                            : "errorRate worse than baseline"));
        }
    }

    private static boolean joined(Criterion line) {
        return line.measure() instanceof Measure.All;
    }

    private void oneFailure(Criterion line, double limit) {
        int minimum = words.minimum(line);
        if (limit * minimum < 1) {
            traps.add(new Trap(
                    line.text(),
                    "One failed request of " + minimum + " is " + Words.percent(1.0 / minimum)
                            + ", above the limit: a single failure acts.",
                    withMinimum(line, RULE_OF_THREE / limit)));
        }
    }

    /** Judged at any instant by a short window, a bad canary passes sooner or later. */
    private void momentary(Criterion line, double limit) {
        line.over()
                .filter(over -> line.holdFor().compareTo(over) < 0)
                .ifPresent(over -> traps.add(new Trap(
                        line.text(),
                        "Only the last " + Words.time(over) + " count, at whichever instant they look good: a canary at"
                                + " twice the limit passes sooner or later in nearly every rollout.",
                        "errorRate < " + share(limit) + " (over the whole stage), or errorRate < " + share(limit)
                                + " with 95% confidence")));
    }

    private void tooFewToShow(Criterion line, double limit, Stage stage) {
        int minimum = words.minimum(line);
        double seen = traffic.canaryRate(stage.weight())
                .map(rate -> rate
                        * Math.max(0, stage.minimumHold().minus(stage.settle()).toSeconds()))
                .map(requests -> Math.max(requests, minimum))
                .orElse((double) minimum);
        if (limit * seen < RULE_OF_THREE) {
            traps.add(new Trap(
                    line.text(),
                    "It passes with " + Math.round(seen)
                            + " requests of which none failed, as 1 in 20 canaries show that" + " fail "
                            + Words.percent(Math.min(1, RULE_OF_THREE / seen)) + ".",
                    withMinimum(line, RULE_OF_THREE / limit) + ", or errorRate < " + share(limit)
                            + " with 95% confidence"));
        }
    }

    private void rareQuantile(Criterion line, Weight weight) {
        if (line.measure() instanceof Measure.LatencyQuantile quantile) {
            int minimum = words.minimum(line);
            double above = 1 - quantile.quantile();
            boolean enough = traffic.canaryRate(weight)
                    .map(rate -> rate * words.window(line).toSeconds() * above >= 1)
                    .orElse(false);
            if (minimum * above < 1 - 1e-9 && !enough) {
                traps.add(new Trap(
                        line.text(),
                        "Of " + minimum
                                + " requests less than one lies above this quantile: a single slow request is it.",
                        withMinimum(line, RULE_OF_THREE / above)));
            }
        }
    }

    private static Optional<Double> plain(Criterion line, Operator one, Operator other) {
        return line.limit()
                .filter(limit -> limit.confidence().isEmpty())
                .filter(limit -> limit.operator() == one || limit.operator() == other)
                .map(Claim.Limit::limit);
    }

    private static String withMinimum(Criterion line, double minimum) {
        return OWN_MINIMUM.matcher(line.text()).replaceAll("") + " min " + (long) Math.ceil(minimum - 1e-6);
    }

    private static String nearly(double share) {
        return share > 0.995 ? "practically every case" : "about " + Math.round(share * 100) + " of 100 cases";
    }

    private static String share(double share) {
        return Words.percent(share).replace(" ", "");
    }
}
