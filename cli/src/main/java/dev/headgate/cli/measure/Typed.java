package dev.headgate.cli.measure;

import dev.headgate.schemas.codec.MeasurementRules;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A measurement as a person types it.
 *
 * @param kind its word, or {@code heartbeat}
 * @param name the figure's name; of a heartbeat what is there, {@code alerts}
 * @param value the figure, or a word for 1 and 0 of a probe and an alert
 * @param service the service
 * @param version the version, if the figure belongs to one
 * @param total all events of a ratio
 * @param labels further dimensions
 * @param at when it was measured, ISO 8601; now without
 */
public record Typed(
        String kind,
        String name,
        Optional<String> value,
        String service,
        Optional<String> version,
        Optional<String> total,
        Map<String, String> labels,
        Optional<String> at) {

    private static final String HEARTBEAT = "heartbeat";
    private static final String ALERTS = "alerts";
    private static final Map<String, Double> PROBE_WORDS = Map.of("success", 1.0, "failure", 0.0);
    private static final Map<String, Double> ALERT_WORDS = Map.of("firing", 1.0, "resolved", 0.0);

    /** Copies the labels. */
    public Typed {
        labels = Labels.copy(labels);
    }

    /** A mistake in what was typed, in one sentence. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String what) {
            super(what);
        }
    }

    /**
     * The measurement that is meant.
     *
     * @param now when it was measured, unless said otherwise
     * @throws Mistake if it is none
     */
    public Measurement measurement(Instant now) throws Mistake {
        if (kind.equals(HEARTBEAT)) {
            return heartbeat(now);
        }
        Measurement.Kind known = Arrays.stream(Measurement.Kind.values())
                .filter(each ->
                        each != Measurement.Kind.UNKNOWN && each.wireName().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new Mistake("the KIND must be " + kinds() + " or " + HEARTBEAT + ", found '" + kind + "'"));
        String typed = value.orElseThrow(() -> new Mistake("the VALUE is missing behind " + kind + " " + name));
        return checked(
                known,
                name,
                number("the VALUE", typed, words(known)),
                total.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number("--total", total.get(), Map.of())),
                now);
    }

    private Measurement heartbeat(Instant now) throws Mistake {
        if (!name.equals(ALERTS) || value.isPresent() || total.isPresent()) {
            throw new Mistake("a heartbeat is \"" + HEARTBEAT + " " + ALERTS
                    + "\" and nothing else: it says that whoever" + " tells of alerts is there");
        }
        return checked(Measurement.Kind.GAUGE, MeasurementRules.ALERTS_HEARTBEAT, 1, OptionalDouble.empty(), now);
    }

    private Measurement checked(Measurement.Kind known, String figure, double number, OptionalDouble of, Instant now)
            throws Mistake {
        Instant measured = at.isEmpty() ? now : instant(at.get());
        var measurement = new Measurement(
                known, service, version, figure, Labels.copy(labels), measured.toEpochMilli(), number, of);
        Optional<String> problem = MeasurementRules.problem(measurement);
        if (problem.isPresent()) {
            throw new Mistake(problem.get());
        }
        return measurement;
    }

    private static double number(String what, String typed, Map<String, Double> words) throws Mistake {
        Double known = words.get(typed);
        if (known != null) {
            return known;
        }
        try {
            return new BigDecimal(typed).doubleValue();
        } catch (NumberFormatException none) {
            String also = words.isEmpty()
                    ? ""
                    : ", or "
                            + String.join(
                                    " or ", words.keySet().stream().sorted().toList());
            throw new Mistake(what + " must be a number such as 0.42" + also + ", found '" + typed + "'");
        }
    }

    private static Instant instant(String typed) throws Mistake {
        try {
            return Instant.parse(typed);
        } catch (DateTimeParseException none) {
            throw new Mistake("--at must be an instant such as 2026-11-28T12:00:00Z, found '" + typed + "'");
        }
    }

    private static Map<String, Double> words(Measurement.Kind kind) {
        return switch (kind) {
            case PROBE -> PROBE_WORDS;
            case ALERT -> ALERT_WORDS;
            case GAUGE, RATIO, COUNT, VALUE, UNKNOWN -> Map.of();
        };
    }

    private static String kinds() {
        return Arrays.stream(Measurement.Kind.values())
                .filter(kind -> kind != Measurement.Kind.UNKNOWN)
                .map(Measurement.Kind::wireName)
                .collect(Collectors.joining(", "));
    }
}
