package dev.headgate.documents;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads numbers with their units. */
final class Quantities {

    /** The longest duration that means anything here. */
    static final Duration LONGEST = Duration.ofDays(365);

    /** The largest first, as durations are written. */
    private static final List<Unit> UNITS = List.of(
            new Unit("d", new BigDecimal("86400000000000")),
            new Unit("h", new BigDecimal("3600000000000")),
            new Unit("m", new BigDecimal("60000000000")),
            new Unit("s", new BigDecimal("1000000000")),
            new Unit("ms", new BigDecimal("1000000")),
            new Unit("us", new BigDecimal("1000")));

    /** The names of the units of time. */
    static final List<String> TIMES = UNITS.stream().map(Unit::name).toList();

    private static final Map<String, String> LONG_UNITS = Map.ofEntries(
            Map.entry("µs", "us"),
            Map.entry("μs", "us"),
            Map.entry("usec", "us"),
            Map.entry("micros", "us"),
            Map.entry("msec", "ms"),
            Map.entry("millis", "ms"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("min", "m"),
            Map.entry("mins", "m"),
            Map.entry("minute", "m"),
            Map.entry("minutes", "m"),
            Map.entry("hr", "h"),
            Map.entry("hrs", "h"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("S", "s"),
            Map.entry("M", "m"),
            Map.entry("H", "h"),
            Map.entry("D", "d"),
            Map.entry("MS", "ms"));

    private static final List<String> CLAUSES = List.of("for", "over", "min", "and", "or", "by", "with");
    private static final List<String> POINTS = List.of("points", "point");
    private static final int LONGEST_NUMBER = 15;
    private static final String ONE_UNIT = "a duration is one number and one unit, as 90m for an hour and a half";

    private Quantities() {}

    /**
     * A number and its unit.
     *
     * @param number not negative
     * @param unit as written; empty if there is none
     * @param place both of them
     */
    record Quantity(BigDecimal number, String unit, Place place) {

        String written() {
            return number.toPlainString() + (isPoints() ? " " : "") + unit;
        }

        boolean isPoints() {
            return POINTS.contains(unit);
        }
    }

    /** Reads a number and the unit behind it, whatever unit that is. */
    static Quantity quantity(Tokens tokens, String expected) throws Refusal {
        Token number = tokens.next();
        if (!number.is(Token.Kind.NUMBER)) {
            boolean negative = number.text().equals("-") && tokens.peek().is(Token.Kind.NUMBER);
            throw new Refusal(tokens.problem(number, negative ? "this cannot be negative" : "a number is missing")
                    .expected(expected));
        }
        if (number.text().length() > LONGEST_NUMBER
                || number.text().indexOf('.') != number.text().lastIndexOf('.')) {
            throw new Refusal(
                    tokens.problem(number, "this is no number that can be used").expected(expected));
        }
        refuseDecimalComma(tokens, number, expected);
        Token unit = tokens.peek();
        boolean hasUnit = isUnit(unit, number);
        if (hasUnit) {
            tokens.next();
        }
        Place place = tokens.place(number, hasUnit ? unit : number);
        return new Quantity(new BigDecimal(number.text()), hasUnit ? unit.text() : "", place);
    }

    /** Three digits behind a comma may be thousands as well: what was meant is not guessed then. */
    private static void refuseDecimalComma(Tokens tokens, Token number, String expected) throws Refusal {
        Token comma = tokens.peek();
        if (!comma.text().equals(",") || !comma.touches(number)) {
            return;
        }
        tokens.next();
        Token fraction = tokens.next();
        if (!fraction.is(Token.Kind.NUMBER) || !fraction.touches(comma)) {
            throw new Refusal(
                    tokens.problem(comma, "this is more than belongs here").expected(expected));
        }
        Token unit = tokens.peek();
        boolean hasUnit = isUnit(unit, fraction);
        boolean clear = fraction.text().matches("[0-9]+")
                && fraction.text().length() != 3
                && !number.text().contains(".");
        String meant = number.text() + "." + fraction.text()
                + (hasUnit ? tokens.value().substring(fraction.end(), unit.end()) : "");
        Token last = hasUnit ? unit : fraction;
        throw new Refusal(Problem.error(tokens.place(number, last), "a number is written with a point, not a comma")
                .found("`" + tokens.value().substring(number.start(), last.end()) + "`")
                .expected(expected)
                .suggest(clear ? Optional.of(meant) : Optional.empty()));
    }

    /** Of a number without a unit, the percentage that was meant: a share below one is one hundredth of it. */
    static String percentMeant(BigDecimal number) {
        boolean share = number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0;
        BigDecimal percent = share ? number.movePointRight(2).stripTrailingZeros() : number;
        return percent.toPlainString() + "%";
    }

    private record Unit(String name, BigDecimal nanos) {}

    private static Optional<Unit> unit(String name) {
        return UNITS.stream().filter(unit -> unit.name().equals(name)).findFirst();
    }

    private static boolean isUnit(Token token, Token number) {
        if (token.is(Token.Kind.UNIT_SIGN)) {
            return true;
        }
        boolean unitOfTime = unit(token.text()).isPresent() || LONG_UNITS.containsKey(token.text());
        unitOfTime |= MeasuredLimits.sizes().contains(token.text());
        boolean clause = CLAUSES.contains(token.text());
        return token.is(Token.Kind.WORD)
                && (token.touches(number) || (unitOfTime && !clause) || POINTS.contains(token.text()));
    }

    /** Reads a duration out of the middle of a line. */
    static Located<Duration> duration(Tokens tokens) throws Refusal {
        String expected = "a duration, as 500ms, 10s, 5m, 2h or 1d";
        Quantity quantity = quantity(tokens, expected);
        Unit unit = unit(quantity.unit()).orElseThrow(() -> new Refusal(notOfTime(quantity, expected)));
        if (tokens.peek().is(Token.Kind.NUMBER)) {
            throw new Refusal(tokens.problem(tokens.peek(), ONE_UNIT).expected("for example `90m` instead of `1h30m`"));
        }
        BigDecimal total = quantity.number().multiply(unit.nanos());
        if (total.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw new Refusal(Problem.error(quantity.place(), "this duration is too long")
                    .found("`" + quantity.written() + "`")
                    .expected("at most 365d"));
        }
        return new Located<>(Duration.ofNanos(total.longValue()), quantity.place());
    }

    private static Problem notOfTime(Quantity quantity, String expected) {
        String message = "this is no unit of time";
        if (quantity.unit().isEmpty()) {
            message = "a duration needs a unit";
        } else if (isCompound(quantity.unit())) {
            message = ONE_UNIT;
        }
        return Problem.error(quantity.place(), message)
                .found("`" + quantity.written() + "`")
                .expected(expected)
                .suggest(durationMeant(quantity));
    }

    /** Of {@code 1h30m} the unit reads {@code h30m}. */
    private static boolean isCompound(String unit) {
        return unit.matches("[a-z]{1,2}[0-9].*");
    }

    private static Optional<String> durationMeant(Quantity quantity) {
        if (quantity.unit().isEmpty()) {
            return Optional.of(quantity.number().toPlainString() + "s");
        }
        return Optional.ofNullable(LONG_UNITS.get(quantity.unit()))
                .map(unit -> quantity.number().toPlainString() + unit);
    }

    /** The microseconds of a latency limit; empty if the unit is not one of time. */
    static Optional<Double> micros(Quantity quantity) {
        return unit(quantity.unit())
                .map(unit -> quantity.number()
                        .multiply(unit.nanos())
                        .movePointLeft(3)
                        .doubleValue());
    }

    /** A duration as people write it: the largest unit in which it is whole. */
    static String written(Duration duration) {
        BigDecimal nanos = BigDecimal.valueOf(duration.toNanos());
        if (nanos.signum() == 0) {
            return "0s";
        }
        return UNITS.stream()
                .filter(unit -> nanos.remainder(unit.nanos()).signum() == 0)
                .findFirst()
                .map(unit -> nanos.divide(unit.nanos()).toPlainString() + unit.name())
                .orElseGet(() -> nanos.movePointLeft(3).stripTrailingZeros().toPlainString() + "us");
    }
}
