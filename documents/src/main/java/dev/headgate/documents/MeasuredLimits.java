package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits on measurements: the unit in which one is written says in what the values are. */
final class MeasuredLimits {

    static final String ANY = "a limit, as 5, 80%, 2.5s or 100MB";

    private static final Map<String, BigDecimal> BYTES = bytes();
    private static final Map<String, BigDecimal> PER_HOUR =
            Map.of("/s", BigDecimal.valueOf(3600), "/m", BigDecimal.valueOf(60), "/h", BigDecimal.ONE);
    private static final BigDecimal HOURS_OF_A_DAY = BigDecimal.valueOf(24);
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private MeasuredLimits() {}

    private static Map<String, BigDecimal> bytes() {
        Map<String, BigDecimal> bytes = new LinkedHashMap<>();
        BigDecimal size = BigDecimal.ONE;
        for (String unit : List.of("B", "kB", "MB", "GB", "TB")) {
            bytes.put(unit, size);
            size = size.movePointRight(3);
        }
        return bytes;
    }

    /** The names of the units of size. */
    static List<String> sizes() {
        return List.copyOf(BYTES.keySet());
    }

    /**
     * A limit and the measure in whose unit it is.
     *
     * @param value in that unit
     */
    record Limited(Measure measure, double value, Place place) {

        Claim.Limit claim(Operator operator) {
            return Claim.Limit.plain(operator, value);
        }
    }

    /** Reads the limit on a measurement. */
    static Limited read(Tokens tokens, Measure measure) throws Refusal {
        Token sign = tokens.peek();
        boolean negative = sign.text().equals("-")
                && tokens.peekBehind().is(Token.Kind.NUMBER)
                && tokens.peekBehind().touches(sign);
        if (negative && !(isShareOfAll(measure) || measure instanceof Measure.Count)) {
            tokens.next();
        } else {
            negative = false;
        }
        Quantities.Quantity quantity = Quantities.quantity(tokens, expected(measure));
        BigDecimal signed = negative ? quantity.number().negate() : quantity.number();
        return measure instanceof Measure.Growth growth
                ? growth(tokens, growth, quantity, signed)
                : limit(measure, quantity, signed);
    }

    /** What a limit on this measure looks like. */
    static String expected(Measure measure) {
        if (measure instanceof Measure.Growth) {
            return "a growth, as 2%/h or 100/h";
        }
        if (measure instanceof Measure.Count) {
            return "a number, as 0 or 5";
        }
        return isShareOfAll(measure) ? "a percentage, as 99.5%" : ANY;
    }

    private static boolean isShareOfAll(Measure measure) {
        return measure instanceof Measure.Ratio || measure instanceof Measure.Probe;
    }

    private static Limited limit(Measure measure, Quantities.Quantity quantity, BigDecimal number) throws Refusal {
        boolean percent = quantity.unit().equals("%");
        if (isShareOfAll(measure)) {
            return share(measure, quantity, percent);
        }
        if (measure instanceof Measure.Count) {
            return count(measure, quantity, percent);
        }
        if (quantity.unit().isEmpty()) {
            return new Limited(measure, number.doubleValue(), quantity.place());
        }
        if (percent) {
            return new Limited(
                    in(measure, Measure.Unit.RATIO), number.movePointLeft(2).doubleValue(), quantity.place());
        }
        if (BYTES.containsKey(quantity.unit())) {
            double value = number.multiply(BYTES.get(quantity.unit())).doubleValue();
            return new Limited(in(measure, Measure.Unit.BYTES), value, quantity.place());
        }
        double micros = Quantities.micros(quantity)
                .orElseThrow(() -> new Refusal(Problem.error(quantity.place(), "this unit is not known")
                        .found("`" + quantity.written() + "`")
                        .expected(ANY + "; times are us, ms, s, m, h, d, sizes B, kB, MB, GB, TB")
                        .suggest(unitMeant(quantity))));
        return new Limited(in(measure, Measure.Unit.TIME), Math.copySign(micros, number.signum()), quantity.place());
    }

    private static Optional<String> unitMeant(Quantities.Quantity quantity) {
        return BYTES.keySet().stream()
                .filter(unit -> unit.equalsIgnoreCase(quantity.unit())
                        || quantity.unit().equalsIgnoreCase(unit.charAt(0) + "i" + unit.substring(1)))
                .findFirst()
                .map(unit -> quantity.number().toPlainString() + unit);
    }

    private static Limited share(Measure measure, Quantities.Quantity quantity, boolean percent) throws Refusal {
        if (!percent) {
            Problem problem = Problem.error(
                            quantity.place(), "the limit of " + Measures.name(measure) + " is a percentage")
                    .found("`" + quantity.written() + "`")
                    .expected(expected(measure));
            throw new Refusal(
                    quantity.unit().isEmpty() ? problem.suggest(Quantities.percentMeant(quantity.number())) : problem);
        }
        boolean ofCounts =
                measure instanceof Measure.Ratio ratio && ratio.divisor().isPresent();
        if (!ofCounts && quantity.number().compareTo(ALL) > 0) {
            throw new Refusal(Problem.error(quantity.place(), Measures.name(measure) + " is a share of at most 100%")
                    .found("`" + quantity.written() + "`")
                    .expected("0% to 100%"));
        }
        return new Limited(measure, quantity.number().movePointLeft(2).doubleValue(), quantity.place());
    }

    private static Limited count(Measure measure, Quantities.Quantity quantity, boolean percent) throws Refusal {
        if (!quantity.unit().isEmpty()) {
            throw new Refusal(Problem.error(quantity.place(), "a count is a bare number")
                    .found("`" + quantity.written() + "`")
                    .expected(
                            percent ? "a number, as 5, or `ratio orders.failed / orders.all < 1%`" : expected(measure))
                    .suggest(quantity.number().toPlainString()));
        }
        return new Limited(measure, quantity.number().doubleValue(), quantity.place());
    }

    private static Limited growth(Tokens tokens, Measure.Growth growth, Quantities.Quantity quantity, BigDecimal number)
            throws Refusal {
        boolean relative = quantity.unit().equals("%");
        Token per = tokens.peek();
        boolean apart = relative && per.is(Token.Kind.UNIT_SIGN);
        String unit = apart ? tokens.next().text() : quantity.unit();
        Optional<BigDecimal> perHour = perHour(number, unit);
        if (perHour.isEmpty()) {
            String written = quantity.number().toPlainString() + (relative ? "%" : "");
            throw new Refusal(Problem.error(quantity.place(), "a growth is so much in a time")
                    .found("`" + written + (apart ? unit : relative ? "" : quantity.unit()) + "`")
                    .expected(expected(growth) + ", of /s, /m, /h, /d")
                    .suggest(written + "/h"));
        }
        double value = (relative ? perHour.orElseThrow().movePointLeft(2) : perHour.orElseThrow()).doubleValue();
        return new Limited(new Measure.Growth(growth.metric(), relative), value, quantity.place());
    }

    private static Optional<BigDecimal> perHour(BigDecimal number, String unit) {
        return unit.equals("/d")
                ? Optional.of(number.divide(HOURS_OF_A_DAY, MathContext.DECIMAL64))
                : Optional.ofNullable(PER_HOUR.get(unit)).map(number::multiply);
    }

    private static Measure in(Measure measure, Measure.Unit unit) {
        if (measure instanceof Measure.Gauge gauge) {
            return new Measure.Gauge(gauge.metric(), gauge.reading(), unit);
        }
        if (measure instanceof Measure.ValueQuantile quantile) {
            return new Measure.ValueQuantile(quantile.metric(), quantile.quantile(), unit);
        }
        if (measure instanceof Measure.ValueMean mean) {
            return new Measure.ValueMean(mean.metric(), unit);
        }
        if (measure instanceof Measure.Hook hook) {
            return new Measure.Hook(hook.runbook(), hook.field(), hook.text(), unit);
        }
        throw new IllegalArgumentException("its unit is its own: " + measure);
    }
}
