package dev.headgate.documents.explain;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a line waits for, or is counted over: what its text alone does not say. */
final class LineWords {
    /** Below so many requests the gate decides nothing, whatever became of them. */
    private static final int FEWEST_FAILURES = 5;

    private final Duration window;
    private final int minRequests;
    private final Traffic traffic;

    LineWords(Duration window, int minRequests, Traffic traffic) {
        this.window = window;
        this.minRequests = minRequests;
        this.traffic = traffic;
    }

    /** A line under {@code advance}: of what it is judged, and how long that takes. */
    String advance(Criterion line, Weight weight) {
        List<String> words = new ArrayList<>();
        if (onRequests(line.measure())) {
            if (line.byEvidence()) {
                words.add("speaks once the evidence suffices"
                        + EvidenceTime.of(line, weight, traffic)
                                .map(time -> ", about " + Words.roughly(time) + " if all is well")
                                .orElse(""));
            } else {
                words.add(line.over()
                        .map(over -> "over the last " + Words.time(over))
                        .orElse("over the whole stage since it settled"));
            }
            fewest(line, Optional.of(weight)).ifPresent(words::add);
        } else {
            words.addAll(other(line));
        }
        held(line).ifPresent(words::add);
        return Words.quoted(line.text()) + join(words);
    }

    /** A line of the stop list: how fast it is. */
    String speed(Criterion line, Optional<Weight> weight) {
        List<String> words = new ArrayList<>();
        Measure measure = line.measure();
        if (measure instanceof Measure.NoSuccess silence) {
            words.add("at the earliest after " + Words.time(silence.duration())
                    + " without a successful request, while others succeed or requests fail");
        } else if (measure instanceof Measure.All all) {
            words.add("when all parts are true at once: "
                    + Words.and(all.parts().stream()
                            .map(part -> Words.quoted(part.text()))
                            .toList()));
        } else if (line.claim() instanceof Claim.BurnRate burn) {
            words.add(burn(line, burn));
        } else if (line.byEvidence()) {
            words.add(evidence(line));
        } else if (onRequests(measure)) {
            words.add(limit(line, weight));
        } else {
            words.addAll(other(line));
        }
        if (!line.holdFor().isZero()) {
            words.add("at the earliest " + Words.time(line.holdFor()) + " after it has come true, without a break");
        }
        return String.join("; ", words);
    }

    /** How many requests a line needs. */
    int minimum(Criterion line) {
        return line.minRequests().orElse(minRequests);
    }

    /** Over what time a stop line is counted. */
    Duration window(Criterion line) {
        return line.over().orElse(window);
    }

    /** Whether it is about requests rather than about other figures, people or runbooks. */
    static boolean onRequests(Measure measure) {
        return measure instanceof Measure.ErrorRate
                || measure instanceof Measure.Uptime
                || measure instanceof Measure.Throughput
                || measure instanceof Measure.MeanLatency
                || measure instanceof Measure.LatencyQuantile
                || measure instanceof Measure.Latency
                || measure instanceof Measure.NoSuccess;
    }

    private String limit(Criterion line, Optional<Weight> weight) {
        String words = "over the last " + Words.time(window(line))
                + fewest(line, weight).map(fewest -> ", " + fewest).orElse("");
        boolean errors = line.measure() instanceof Measure.ErrorRate;
        return errors && line.limit().isPresent()
                ? words + "; a release that fails every request is noticed after at least "
                        + Words.time(whenAllFail(line, line.limit().get().limit(), weight))
                : words;
    }

    /** So many must have failed at least, whatever the minimum: before that it may be chance. */
    private Duration whenAllFail(Criterion line, double limit, Optional<Weight> weight) {
        long seconds = (long) Math.ceil(window(line).toSeconds() * limit);
        Duration share = Duration.ofSeconds(Math.max(1, seconds));
        Duration few = weight.flatMap(each -> traffic.timeFor(Math.min(FEWEST_FAILURES, minimum(line)), each))
                .orElse(Duration.ZERO);
        return (few.compareTo(share) > 0 ? few : share).plus(line.holdFor());
    }

    private String burn(Criterion line, Claim.BurnRate burn) {
        return "when more than " + Words.percent(burn.errorRate()) + " fail over the last "
                + Words.time(window(line))
                + burn.andOver()
                        .map(shorter -> " and over the last " + Words.time(shorter))
                        .orElse("")
                + ", or over the time so far while the canary has had traffic for less";
    }

    private static String evidence(Criterion line) {
        if (line.claim() instanceof Claim.AgainstBaseline) {
            return "the moment the evidence suffices: seconds where the difference is large, minutes or hours where it is"
                    + " small; silent at 100%";
        }
        return line.claim() instanceof Claim.AgainstPast
                ? "the moment the evidence suffices, against the past, for which a rollout must have been judged before"
                : "the moment one can be so sure";
    }

    // Slices and requests a second are judged from the first request on.
    private Optional<String> fewest(Criterion line, Optional<Weight> weight) {
        if (line.measure() instanceof Measure.Uptime || line.measure() instanceof Measure.Throughput) {
            return Optional.empty();
        }
        return Optional.of("from " + Words.count(minimum(line), "request") + " on"
                + weight.flatMap(each -> traffic.timeFor(minimum(line), each))
                        .map(time -> " (" + Words.time(time) + " at this rate)")
                        .orElse(""));
    }

    private static List<String> other(Criterion line) {
        Measure measure = line.measure();
        List<String> words = new ArrayList<>();
        if (measure instanceof Measure.Approval approval) {
            words.add("somebody says yes for " + approval.role());
        } else if (measure instanceof Measure.ChecklistDone) {
            words.add("every item is ticked");
        } else if (measure instanceof Measure.Hook hook) {
            boolean failed = line.claim() instanceof Claim.Done done && !done.done();
            words.add(hook.field()
                    .map(field -> "the figure " + field + " of what the runbook " + hook.runbook() + " prints")
                    .orElse("the runbook " + hook.runbook()
                            + (failed ? " has failed when it was run last" : " is run by the executor")));
        } else if (measure instanceof Measure.Alerts alerts) {
            words.add(
                    switch (alerts.since()) {
                        case NOW -> "of the alerts that are active at that moment";
                        case STAGE -> "of those raised since the stage began";
                        case START -> "of those raised since the rollout began";
                    });
        } else if (measure instanceof Measure.Count count && count.since() != Since.NOW) {
            words.add(
                    count.since() == Since.START ? "counted since the rollout began" : "counted since the stage began");
        } else if (measure instanceof Measure.All all) {
            words.add("all of "
                    + Words.and(all.parts().stream()
                            .map(part -> Words.quoted(part.text()))
                            .toList()));
        } else {
            words.add("as it is measured"
                    + line.over()
                            .map(over -> ", over the last " + Words.time(over))
                            .orElse(""));
        }
        return words;
    }

    private static Optional<String> held(Criterion line) {
        return line.holdFor().isZero()
                ? Optional.empty()
                : Optional.of("true for " + Words.time(line.holdFor()) + " without a break");
    }

    private static String join(List<String> words) {
        return words.isEmpty() ? "" : ": " + String.join(", ", words);
    }
}
