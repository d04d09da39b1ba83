package dev.headgate.core.judge;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What measurements say about a line, as a sentence that a person understands. */
final class MeasurementSentences {

    private MeasurementSentences() {}

    static String decided(Finding finding, Note.Measured note) {
        Measure measure = finding.line().criterion().measure();
        return subject(measure) + " was "
                + figure(measure, finding.observed().orElseThrow()) + when(finding, note) + " (" + limit(finding, note)
                + ")" + details(measure, note);
    }

    static String undecided(Finding finding, Note.Measured note) {
        Measure measure = finding.line().criterion().measure();
        return subject(measure) + ": not decided, " + why(finding, note) + leftOut(note);
    }

    /** Whose figure it is, for example {@code p75 of web.lcp}. */
    static String subject(Measure measure) {
        if (measure instanceof Measure.Gauge gauge) {
            return reading(gauge.reading()) + "gauge " + name(gauge.metric());
        }
        if (measure instanceof Measure.ValueQuantile value) {
            return Numbers.quantile(value.quantile()) + " of " + name(value.metric());
        }
        if (measure instanceof Measure.ValueMean value) {
            return "the mean of " + name(value.metric());
        }
        if (measure instanceof Measure.Ratio ratio) {
            return "the ratio " + name(ratio.metric())
                    + ratio.divisor().map(divisor -> " / " + name(divisor)).orElse("");
        }
        if (measure instanceof Measure.Count count) {
            return "the count " + name(count.metric());
        }
        if (measure instanceof Measure.Growth growth) {
            return "the growth of " + name(growth.metric());
        }
        return measure instanceof Measure.Probe probe
                ? "the share of successful probes " + name(probe.metric())
                : alerts((Measure.Alerts) measure);
    }

    /** A figure in the measure's unit. */
    static String figure(Measure measure, double value) {
        if (measure instanceof Measure.Gauge gauge) {
            return inUnit(gauge.unit(), value);
        }
        if (measure instanceof Measure.ValueQuantile quantile) {
            return inUnit(quantile.unit(), value);
        }
        if (measure instanceof Measure.ValueMean mean) {
            return inUnit(mean.unit(), value);
        }
        if (measure instanceof Measure.Ratio || measure instanceof Measure.Probe) {
            return Numbers.percent(value);
        }
        return measure instanceof Measure.Growth growth
                ? (growth.relative() ? Numbers.percent(value) : Numbers.rounded(value)) + "/h"
                : Numbers.rounded(value);
    }

    static String inUnit(Measure.Unit unit, double value) {
        return switch (unit) {
            case NUMBER -> Numbers.rounded(value);
            case RATIO -> Numbers.percent(value);
            case TIME -> Numbers.micros(value);
            case BYTES -> Numbers.bytes(value);
        };
    }

    /** The limit, for people. */
    static String limit(Finding finding, Note.Measured note) {
        Criterion criterion = finding.line().criterion();
        if (note.limit().isPresent() && criterion.claim() instanceof Claim.AgainstPast past) {
            return "limit " + Sentences.figure(criterion.measure(), note.limit().getAsDouble()) + ", from "
                    + (past.past() == Past.PREVIOUS_STAGE ? "the previous stage's" : "its own past's");
        }
        return criterion
                .limit()
                .map(limit -> {
                    String figure = Sentences.figure(criterion.measure(), limit.limit());
                    return finding.line().list() == CriterionList.STOP
                            ? "limit " + figure
                            : "must be " + limit.operator().wireName() + " " + figure;
                })
                .orElse("no limit");
    }

    static String decided(Finding finding, Note.Alerted note) {
        Measure.Alerts alerts = (Measure.Alerts) finding.line().criterion().measure();
        String whose = alerts(alerts);
        boolean now = alerts.since() == Since.NOW;
        if (note.names().isEmpty()) {
            return "no " + whose + (now ? " is active" : " was raised" + since(alerts.since()))
                    + ", their source was heard of " + ago(finding, note.heardAt());
        }
        return whose
                + (now ? " is active: " : " was raised" + since(alerts.since()) + ": ")
                + String.join(", ", note.names());
    }

    static String undecided(Finding finding, Note.Alerted note) {
        Measure.Alerts alerts = (Measure.Alerts) finding.line().criterion().measure();
        String why = switch (finding.cause()) {
            case NO_MEASUREMENT -> "no source of alerts has ever been heard of, neither an alert nor a heartbeat";
            case MEASUREMENT_TOO_OLD -> "the source of alerts was last heard of " + ago(finding, note.heardAt());
            default -> Sentences.why(finding);
        };
        return alerts(alerts) + ": not decided, " + why;
    }

    private static String alerts(Measure.Alerts alerts) {
        return "alert" + alerts.name().map(name -> " " + name).orElse("")
                + alerts.severity().map(severity -> " of severity " + severity).orElse("");
    }

    private static String why(Finding finding, Note.Measured note) {
        Measure measure = finding.line().criterion().measure();
        UndecidedCause cause = finding.cause();
        return switch (cause) {
            case NO_MEASUREMENT ->
                note.series() == 0
                        ? "nothing was ever measured of it"
                        : "nothing was measured of it" + when(finding, note);
            case MEASUREMENT_TOO_OLD ->
                "it was measured last " + ago(finding, note.latestAt()) + ", which is too old to speak of now";
            case TOO_FEW_REQUESTS ->
                note.measurements() + " of at least " + finding.minRequests() + " " + events(measure)
                        + when(finding, note)
                        + finding.observed().stream()
                                .mapToObj(value -> " (" + figure(measure, value) + ")")
                                .findFirst()
                                .orElse("");
            case NOT_YET_SIGNIFICANT -> "it needs five points that span half of its window, above 0 on the mean";
            case NO_PAST -> "too little was measured of the past that it is compared with";
            case NO_BASELINE -> "measurements are not compared with the baseline's";
            default -> Sentences.why(finding);
        };
    }

    private static String when(Finding finding, Note.Measured note) {
        Measure measure = finding.line().criterion().measure();
        if (measure instanceof Measure.Gauge gauge && gauge.reading() == GaugeReading.LAST) {
            return " " + ago(finding, note.latestAt());
        }
        if (measure instanceof Measure.Count count && count.since() != Since.NOW) {
            return since(count.since());
        }
        boolean growing = finding.line().ofWholeStage()
                && finding.line().criterion().over().isEmpty();
        Duration length = Duration.ofSeconds(Math.max(1, finding.toSecond() - finding.fromSecond() - 1));
        return growing
                ? " over the " + Numbers.time(length) + " since the stage settled"
                : " over the last " + Numbers.time(length);
    }

    private static String since(Since since) {
        return switch (since) {
            case NOW -> "";
            case STAGE -> " since the stage began";
            case START -> " since the rollout began";
        };
    }

    private static String details(Measure measure, Note.Measured note) {
        boolean events = measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean
                || measure instanceof Measure.Ratio
                || measure instanceof Measure.Probe;
        String of = events ? ", " + note.measurements() + " " + events(measure) : "";
        String worst = note.labels().isEmpty() ? "" : ", the worst of " + note.series() + " series: " + note.labels();
        String old = note.tooOld() > 0 ? ", " + note.tooOld() + " of them too old to speak" : "";
        return of + worst + old + leftOut(note);
    }

    private static String leftOut(Note.Measured note) {
        return note.leftOut() > 0 ? "; " + note.leftOut() + " measurements of too many series were left out" : "";
    }

    private static String events(Measure measure) {
        if (measure instanceof Measure.Ratio) {
            return "events";
        }
        return measure instanceof Measure.Probe ? "probes" : "values";
    }

    private static String ago(Finding finding, Optional<Instant> at) {
        return at.map(instant ->
                        Numbers.time(Duration.ofSeconds(Math.max(0, finding.toSecond() - 1 - instant.getEpochSecond())))
                                + " ago")
                .orElse("never");
    }

    private static String reading(GaugeReading reading) {
        return switch (reading) {
            case LAST -> "";
            case MEAN -> "the mean of ";
            case MINIMUM -> "the smallest value of ";
            case MAXIMUM -> "the largest value of ";
        };
    }

    private static String name(Metric metric) {
        return metric.name() + labels(metric.labels());
    }

    /** Labels as a policy writes them. */
    static String labels(SortedMap<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
