package dev.headgate.executor.action.traffic.nginx;

import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How requests are split, as NGINX is told and as it answers.
 *
 * @param percent the canary's share, with two decimals at most, as NGINX knows no more
 * @param canary the canary's version
 * @param baseline the baseline's version
 */
record Split(String percent, String canary, String baseline) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern IN_FORCE =
            Pattern.compile("headgate ([0-9]{1,3}(?:\\.[0-9]{1,2})?) (" + VERSION + ") (" + VERSION + ")");

    /**
     * What was decided.
     *
     * @throws IllegalArgumentException if a version has another form, or NGINX cannot express the share
     */
    static Split of(String weight, String canary, String baseline) {
        BigDecimal percent = percent(weight);
        if (canary.equals(baseline)) {
            throw new IllegalArgumentException("canary and baseline are one version, " + canary);
        }
        return new Split(percent.toPlainString(), version(canary), version(baseline));
    }

    /** What NGINX answers; empty if that is nothing of ours. */
    static Optional<Split> read(String answer) {
        Matcher matcher = IN_FORCE.matcher(answer.strip());
        return matcher.matches()
                ? Optional.of(new Split(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** The share that a version gets by it. */
    Weight shareOf(String version) {
        double ofCanary = Double.parseDouble(percent);
        if (version.equals(canary)) {
            return new Weight(ofCanary);
        }
        return version.equals(baseline) ? new Weight(100 - ofCanary) : Weight.NONE;
    }

    /** What NGINX answers when it is in force. */
    String text() {
        return "headgate " + percent + " " + canary + " " + baseline;
    }

    /** The file: whole, so that nothing of an earlier one is left. */
    String file(String variable, String key) {
        String canaryLine =
                percent.equals("0") || percent.equals("100") ? "" : "    " + percent + "% \"" + canary + "\";\n";
        String rest = percent.equals("100") ? canary : baseline;
        return "# Written by Headgate; what is changed by hand is overwritten.\n"
                + "split_clients \"" + key + "\" $" + variable + " {\n" + canaryLine + "    * \"" + rest
                + "\";\n}\n"
                + "map $request_method $" + variable + "_in_force {\n    default \"" + text() + "\";\n}\n";
    }

    private static BigDecimal percent(String weight) {
        try {
            BigDecimal exact = BigDecimal.valueOf(new Weight(Double.parseDouble(weight)).percent());
            BigDecimal rounded = exact.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
            if (rounded.signum() == 0 && exact.signum() > 0) {
                throw new IllegalArgumentException(weight + " % cannot be expressed: NGINX's smallest share is 0.01 %");
            }
            return rounded.signum() == 0 ? BigDecimal.ZERO : rounded;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("weight must be a number from 0 to 100, found \"" + weight + "\"");
        }
    }

    private static String version(String text) {
        if (!VERSION.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a version must be 1 to 100 of A-Z a-z 0-9 . _ -, found \"" + text + "\"");
        }
        return text;
    }
}
