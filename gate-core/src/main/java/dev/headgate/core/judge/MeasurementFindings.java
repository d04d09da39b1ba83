package dev.headgate.core.judge;

import dev.headgate.core.measurement.Adding;
import dev.headgate.core.measurement.Course;
import dev.headgate.core.measurement.Latest;
import dev.headgate.core.measurement.Selection;
import dev.headgate.core.measurement.ServiceMeasurements;
import dev.headgate.core.measurement.Stretch;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Finds what measurements say about a line. Of several series of a gauge the worst speaks among those that are not too
 * old; ratios, counts, probes and distributions are added up. Reads the measurements, changes nothing.
 */
final class MeasurementFindings {

    private static final double MICROS = 1e6;

    private final Plan plan;
    private final ServiceMeasurements measurements;
    private final Instant now;

    MeasurementFindings(Plan plan, ServiceMeasurements measurements, Instant now) {
        this.plan = plan;
        this.measurements = measurements;
        this.now = now;
    }

    Finding of(Line line) {
        Measure measure = line.criterion().measure();
        Finding blank = blank(line);
        if (measure instanceof Measure.Alerts alerts) {
            return new AlertFindings(plan, measurements, now).of(blank, alerts);
        }
        if (measure instanceof Measure.Gauge gauge) {
            return gauge(blank, gauge);
        }
        return measure instanceof Measure.Growth growth ? growth(blank, growth) : summed(blank, measure);
    }

    private Finding blank(Line line) {
        long to = now.getEpochSecond() + 1;
        return Finding.blank(plan, line, now)
                .over(
                        MeasurementLines.stretch(plan, line)
                                .map(stretch -> stretch.fromSecond(measurements.runningSecond()))
                                .orElse(to),
                        to)
                .noting(Note.Measured.NOTHING);
    }

    private record OfSeries(MeasurementKey key, double value, Optional<Instant> latestAt) {}

    private Finding gauge(Finding blank, Measure.Gauge gauge) {
        List<MeasurementKey> series = series(blank.line());
        List<OfSeries> fresh = series.stream()
                .filter(key ->
                        latest(key).filter(latest -> !latest.tooOldAt(now)).isPresent())
                .map(key -> new OfSeries(
                        key,
                        Limits.inUnit(gauge.unit(), reading(blank.line(), gauge, key)),
                        latest(key).map(Latest::measuredAt)))
                .toList();
        return worst(blank, series, fresh);
    }

    private double reading(Line line, Measure.Gauge gauge, MeasurementKey key) {
        double latest = latest(key).orElseThrow().value();
        Optional<Stretch> stretch = MeasurementLines.stretch(plan, line);
        if (stretch.isEmpty()) {
            return latest;
        }
        Optional<MeasurementSum> sum = measurements.sum(key, stretch.get());
        return switch (gauge.reading()) {
            case LAST -> latest;
            case MEAN -> measurements.mean(key, stretch.get()).orElse(latest);
            case MINIMUM -> sum.map(MeasurementSum::minimum).orElse(latest);
            case MAXIMUM -> sum.map(MeasurementSum::maximum).orElse(latest);
        };
    }

    private Finding worst(Finding blank, List<MeasurementKey> series, List<OfSeries> fresh) {
        Note.Measured note = new Note.Measured(
                series.size(),
                series.size() - fresh.size(),
                leftOut(blank.line()),
                fresh.size(),
                latestOf(series),
                "",
                OptionalDouble.empty());
        if (series.isEmpty()) {
            return blank.noting(note).undecided(UndecidedCause.NO_MEASUREMENT);
        }
        Optional<OfSeries> worst =
                fresh.stream().max(Comparator.comparingDouble(each -> Limits.badness(blank.line(), each.value())));
        if (worst.isEmpty()) {
            return blank.noting(note).undecided(UndecidedCause.MEASUREMENT_TOO_OLD);
        }
        Note.Measured ofWorst = new Note.Measured(
                note.series(),
                note.tooOld(),
                note.leftOut(),
                note.measurements(),
                worst.get().latestAt(),
                series.size() > 1
                        ? MeasurementSentences.labels(worst.get().key().labels())
                        : "",
                OptionalDouble.empty());
        return decided(blank, ofWorst, worst.get().value());
    }

    private Finding growth(Finding blank, Measure.Growth growth) {
        Optional<Stretch> stretch = MeasurementLines.stretch(plan, blank.line());
        Optional<Selection> selection = MeasurementLines.selections(plan, blank.line()).stream()
                .filter(each -> !measurements.series(each).isEmpty())
                .findFirst();
        if (selection.isEmpty() || stretch.isEmpty()) {
            return worst(blank, List.of(), List.of());
        }
        List<MeasurementKey> series = measurements.series(selection.get());
        List<MeasurementKey> fresh = series.stream()
                .filter(key ->
                        latest(key).filter(latest -> !latest.tooOldAt(now)).isPresent())
                .toList();
        double span = stretch.get().growing()
                ? (double)
                        Math.max(0, measurements.runningSecond() - stretch.get().clipSecond())
                : stretch.get().lengthSeconds();
        List<OfSeries> shown = fresh.stream()
                .flatMap(key -> slope(measurements.course(key, stretch.get()), growth, span).stream()
                        .mapToObj(slope -> new OfSeries(key, slope, latest(key).map(Latest::measuredAt))))
                .toList();
        Finding found = worst(blank, series, shown);
        return !fresh.isEmpty() && shown.isEmpty() ? found.undecided(UndecidedCause.NOT_YET_SIGNIFICANT) : found;
    }

    /** Of at least five points that span half of the window. */
    private static OptionalDouble slope(Course course, Measure.Growth growth, double span) {
        boolean enough = course.points().size() >= Course.FEWEST && course.seconds() * 2 >= span;
        if (!enough) {
            return OptionalDouble.empty();
        }
        double slope = course.slopePerHour();
        if (!growth.relative() || slope == 0) {
            return OptionalDouble.of(slope);
        }
        double mean = Math.abs(course.mean());
        return mean > 0 ? OptionalDouble.of(slope / mean) : OptionalDouble.empty();
    }

    /** What is added up over all series. */
    private Finding summed(Finding blank, Measure measure) {
        Line line = blank.line();
        List<MeasurementKey> series = series(line);
        Optional<Stretch> stretch = MeasurementLines.stretch(plan, line);
        List<Optional<MeasurementSum>> sums = MeasurementLines.selections(plan, line).stream()
                .map(selection -> stretch.flatMap(each -> sum(selection, each)))
                .toList();
        Optional<Instant> latestAt = latestOf(series);
        Note.Measured note = new Note.Measured(
                series.size(),
                0,
                leftOut(line),
                sums.get(sums.size() - 1).map(sum -> events(measure, sum)).orElse(0L),
                latestAt,
                "",
                OptionalDouble.empty());
        Finding found = blank.noting(note);
        if (measure instanceof Measure.Count) {
            return count(found, note, sums.get(0), series);
        }
        if (sums.stream().anyMatch(Optional::isEmpty) || note.measurements() <= 0) {
            return found.undecided(UndecidedCause.NO_MEASUREMENT);
        }
        double value = value(
                measure, sums.get(0).orElseThrow(), sums.get(sums.size() - 1).orElseThrow());
        return note.measurements() < fewest(found, measure)
                ? found.observing(OptionalDouble.of(value)).undecided(UndecidedCause.TOO_FEW_REQUESTS)
                : decided(found, note, value);
    }

    private Optional<MeasurementSum> sum(Selection selection, Stretch stretch) {
        return Adding.all(measurements.series(selection).stream()
                .flatMap(key -> measurements.sum(key, stretch).stream())
                .toList());
    }

    /** A count of which nothing was reported in its time is 0 only while its source is known to speak. */
    private Finding count(
            Finding found, Note.Measured note, Optional<MeasurementSum> sum, List<MeasurementKey> series) {
        if (sum.isPresent()) {
            return decided(found, note, sum.get().sumMicros() / MICROS);
        }
        List<Latest> latest =
                series.stream().flatMap(key -> latest(key).stream()).toList();
        if (latest.isEmpty()) {
            return found.undecided(UndecidedCause.NO_MEASUREMENT);
        }
        return latest.stream().allMatch(each -> each.tooOldAt(now))
                ? found.undecided(UndecidedCause.MEASUREMENT_TOO_OLD)
                : decided(found, note, 0);
    }

    private static double value(Measure measure, MeasurementSum first, MeasurementSum last) {
        if (measure instanceof Measure.ValueQuantile quantile) {
            return Limits.inUnit(
                    quantile.unit(),
                    first.values().quantile(quantile.quantile()).orElseThrow());
        }
        if (measure instanceof Measure.ValueMean mean) {
            return Limits.inUnit(mean.unit(), first.sumMicros() / MICROS / first.count());
        }
        if (measure instanceof Measure.Ratio ratio) {
            return ratio.divisor().isPresent()
                    ? (double) first.sumMicros() / last.sumMicros()
                    : (double) first.sumMicros() / first.totalMicros();
        }
        return first.sumMicros() / MICROS / first.count();
    }

    /** How many events a figure is of. */
    private static long events(Measure measure, MeasurementSum sum) {
        if (measure instanceof Measure.Ratio ratio) {
            long micros = ratio.divisor().isPresent() ? sum.sumMicros() : sum.totalMicros();
            return micros > 0 ? Math.max(1, Math.round(micros / MICROS)) : 0;
        }
        return sum.count();
    }

    /** Values and events are as many as requests would have to be; of anything else the line's own minimum counts. */
    private static long fewest(Finding found, Measure measure) {
        boolean likeRequests = measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean
                || measure instanceof Measure.Ratio;
        OptionalInt own = found.line().criterion().minRequests();
        return likeRequests ? found.minRequests() : own.orElse(1);
    }

    private Finding decided(Finding found, Note.Measured note, double value) {
        Finding seen = found.noting(note).observing(OptionalDouble.of(value));
        Claim claim = found.line().criterion().claim();
        if (claim instanceof Claim.Limit limit) {
            return seen.decided(Limits.holds(limit, value), false);
        }
        if (claim instanceof Claim.AgainstPast past) {
            return againstPast(seen, note, past, value);
        }
        return seen.undecided(UndecidedCause.NO_BASELINE);
    }

    private Finding againstPast(Finding seen, Note.Measured note, Claim.AgainstPast claim, double value) {
        int stage = plan.clock().map(StageClock::stage).orElse(0);
        OptionalDouble past = MeasurementLines.past(plan, seen.line()).stream()
                .flatMapToDouble(ask -> measurements.past(ask, stage).stream())
                .findFirst();
        if (past.isEmpty()) {
            return seen.undecided(UndecidedCause.NO_PAST);
        }
        double limit = Limits.ofPast(inUnit(seen.line(), past.getAsDouble()), claim.margin());
        return seen.noting(note.withLimit(limit)).decided(claim.worse() == value > limit, false);
    }

    private static double inUnit(Line line, double value) {
        Measure measure = line.criterion().measure();
        if (measure instanceof Measure.Gauge gauge) {
            return Limits.inUnit(gauge.unit(), value);
        }
        if (measure instanceof Measure.ValueQuantile quantile) {
            return Limits.inUnit(quantile.unit(), value);
        }
        return measure instanceof Measure.ValueMean mean ? Limits.inUnit(mean.unit(), value) : value;
    }

    private List<MeasurementKey> series(Line line) {
        return MeasurementLines.selections(plan, line).stream()
                .flatMap(selection -> measurements.series(selection).stream())
                .toList();
    }

    private Optional<Latest> latest(MeasurementKey key) {
        return measurements.latest(key);
    }

    private Optional<Instant> latestOf(List<MeasurementKey> series) {
        return series.stream()
                .flatMap(key -> latest(key).stream())
                .map(Latest::measuredAt)
                .max(Comparator.naturalOrder());
    }

    private long leftOut(Line line) {
        return MeasurementLines.selections(plan, line).stream()
                .filter(selection -> selection.kind() != Measurement.Kind.UNKNOWN)
                .map(Selection::name)
                .distinct()
                .mapToLong(measurements::leftOut)
                .sum();
    }
}
