package dev.headgate.documents.explain;

import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WeeklyHours;
import java.time.Duration;

/** How parts of a policy are said, so that others say them alike. */
public final class Phrases {
    private Phrases() {}

    /** A time: {@code 1m 30s}. */
    public static String time(Duration time) {
        return Words.time(time);
    }

    /** An estimated time: {@code 50m}. */
    public static String roughly(Duration time) {
        return Words.roughly(time);
    }

    /** How long after the start: {@code 30m}, {@code 1 d 3:30}. */
    public static String clock(Duration since) {
        return Words.after(since);
    }

    /** A share of 1: {@code 0.5 %}. */
    public static String percent(double share) {
        return Words.percent(share);
    }

    /** A number without needless digits. */
    public static String number(double number) {
        return Words.number(number);
    }

    /** What a response does, after "it". */
    public static String response(Response response) {
        return ResponseWords.of(response);
    }

    /** What a stage's failure does, after "it". */
    public static String failure(Response response) {
        return ResponseWords.ofFailure(response);
    }

    /** How grave an effect is: the gravest is 0. */
    public static int rank(Effect effect) {
        return StopSection.rank(effect);
    }

    /** A stage by its weight, or weights. */
    public static String stage(Stage stage) {
        return Timeline.name(stage);
    }

    /** Hours of a week. */
    public static String hours(WeeklyHours hours) {
        return Hours.words(hours);
    }

    /** How often figures are told, and to whom. */
    public static String digest(Digest digest) {
        return PeopleSection.digest(digest);
    }

    /** How long a rollout takes at least. */
    public static Duration shortest(Policy policy) {
        return CalendarSection.shortest(policy);
    }

    /** A limit in the unit in which its measure is compared. */
    public static String limit(double limit, Measure measure) {
        if (measure instanceof Measure.ErrorRate
                || measure instanceof Measure.Uptime
                || measure instanceof Measure.Ratio) {
            return Words.percent(limit);
        }
        boolean time = measure instanceof Measure.MeanLatency
                || measure instanceof Measure.LatencyQuantile
                || unit(measure) == Measure.Unit.TIME;
        if (time) {
            return Words.time(Duration.ofNanos(Math.round(limit * 1_000)));
        }
        return unit(measure) == Measure.Unit.RATIO || measure instanceof Measure.Probe
                ? Words.percent(limit)
                : Words.number(limit) + (measure instanceof Measure.Throughput ? "/s" : "");
    }

    private static Measure.Unit unit(Measure measure) {
        if (measure instanceof Measure.Gauge gauge) {
            return gauge.unit();
        }
        if (measure instanceof Measure.ValueQuantile quantile) {
            return quantile.unit();
        }
        if (measure instanceof Measure.ValueMean mean) {
            return mean.unit();
        }
        return measure instanceof Measure.Hook hook ? hook.unit() : Measure.Unit.NUMBER;
    }
}
