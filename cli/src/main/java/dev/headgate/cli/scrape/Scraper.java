package dev.headgate.cli.scrape;

import dev.headgate.schemas.codec.MeasurementRules;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Makes measurements of page after page. Not thread-safe. */
public final class Scraper {

    private final String service;
    private final Optional<String> version;
    private final Optional<String> versionLabel;
    private final List<Figure> figures;
    private final Map<String, Increases> increases = new HashMap<>();

    /**
     * What a page gave.
     *
     * @param measurements what is to be published
     * @param problems figures that could not be taken, a sentence each
     */
    public record Result(List<Measurement> measurements, List<String> problems) {

        /** Copies both. */
        public Result {
            measurements = List.copyOf(measurements);
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param version the version that all figures belong to; empty for the service as a whole
     * @param versionLabel a label of the samples that tells it instead
     */
    public Scraper(String service, Optional<String> version, Optional<String> versionLabel, List<Figure> figures) {
        this.service = service;
        this.version = version;
        this.versionLabel = versionLabel;
        this.figures = List.copyOf(figures);
    }

    /**
     * Reads a page.
     *
     * @param openMetrics whether the page said that it is OpenMetrics
     * @param nowMillis when it was asked for
     */
    public Result read(String page, boolean openMetrics, long nowMillis) {
        List<Measurement> measurements = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            List<Sample> samples = Exposition.read(page, openMetrics);
            figures.forEach(figure -> take(figure, samples, nowMillis, measurements, problems));
        } catch (Exposition.Unreadable e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new Result(measurements, problems);
    }

    /** What the latest page gave is published; without this the next page's increases hold it, too. */
    public void taken() {
        increases.values().forEach(Increases::taken);
    }

    private void take(
            Figure figure, List<Sample> page, long now, List<Measurement> measurements, List<String> problems) {
        Map<Optional<String>, List<Sample>> byVersion = new HashMap<>();
        for (Sample sample : page) {
            Optional<String> of = version(sample);
            if (figure.fits(sample) && (versionLabel.isEmpty() || of.isPresent())) {
                byVersion.computeIfAbsent(of, key -> new ArrayList<>()).add(sample);
            }
        }
        if (byVersion.isEmpty()) {
            problems.add(figure.name() + ": no sample on the page is " + figure.metric() + " with these labels"
                    + versionLabel.map(label -> " and a label " + label).orElse(""));
        }
        new TreeMap<>(named(byVersion)).forEach((name, samples) -> {
            Optional<String> of = name.isEmpty() ? Optional.empty() : Optional.of(name);
            if (figure.of() == Figure.Of.ONE && samples.size() > 1) {
                problems.add(figure.name() + ": " + samples.size()
                        + " samples fit; choose one by its labels, or take sum," + " max, min or avg of them");
                return;
            }
            value(figure, name, samples).ifPresent(value -> {
                Measurement measurement = new Measurement(
                        figure.kind(),
                        service,
                        of,
                        figure.name(),
                        Labels.NONE,
                        time(figure, samples, now),
                        value * figure.factor(),
                        OptionalDouble.empty());
                MeasurementRules.problem(measurement)
                        .ifPresentOrElse(
                                problem -> problems.add(figure.name() + ": " + problem),
                                () -> measurements.add(measurement));
            });
        });
    }

    private OptionalDouble value(Figure figure, String version, List<Sample> samples) {
        return figure.kind() == Measurement.Kind.COUNT
                ? increases
                        .computeIfAbsent(figure.name() + " " + version, key -> new Increases())
                        .of(samples)
                : OptionalDouble.of(figure.of().figure(samples));
    }

    private static long time(Figure figure, List<Sample> samples, long now) {
        return figure.of() == Figure.Of.ONE ? samples.get(0).atMillis().orElse(now) : now;
    }

    private Optional<String> version(Sample sample) {
        return versionLabel.isPresent() ? Optional.ofNullable(sample.labels().get(versionLabel.get())) : version;
    }

    private static Map<String, List<Sample>> named(Map<Optional<String>, List<Sample>> byVersion) {
        Map<String, List<Sample>> named = new HashMap<>();
        byVersion.forEach((version, samples) -> named.put(version.orElse(""), samples));
        return named;
    }
}
