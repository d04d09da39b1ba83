package dev.headgate.cli.assess;

import dev.headgate.core.assess.PolicyOperations;
import dev.headgate.schemas.model.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traffic as it is written on a command line: {@code 2h}, {@code 0.5%}, {@code checkout:0.3,search:0.2}. */
public final class ProfileWords {
    /** The operation of the requests that no other is named for. */
    static final String REST = "everything else";

    /** Each operation costs time to simulate. */
    private static final int MOST_UNNAMED = 8;

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h|d|%)?");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(?:/s)?");
    private static final double HIGHEST_RATE = 100_000;
    private static final Map<String, Long> MICROS = Map.of(
            "us", 1L, "ms", 1_000L, "s", 1_000_000L, "m", 60_000_000L, "h", 3_600_000_000L, "d", 86_400_000_000L);

    private ProfileWords() {}

    /**
     * A time with its unit.
     *
     * @throws IllegalArgumentException in words, if it is none
     */
    public static Duration duration(String option, String words) {
        Matcher matcher = QUANTITY.matcher(words);
        if (!matcher.matches() || matcher.group(2) == null || matcher.group(2).equals("%")) {
            throw new IllegalArgumentException(option
                    + " takes one number and one unit (us, ms, s, m, h, d), as 80ms or 2h, found '" + words + "'");
        }
        BigDecimal micros = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(MICROS.getOrDefault(matcher.group(2), 1L)));
        return Duration.ofNanos(micros.movePointRight(3).longValue());
    }

    /**
     * A time with its unit, of a length that is allowed.
     *
     * @throws IllegalArgumentException in words, if it is none
     */
    public static Duration duration(String option, String words, Duration shortest, Duration longest) {
        Duration time = duration(option, words);
        if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    option + " is too " + (time.compareTo(shortest) < 0 ? "short" : "long") + ": '" + words + "'");
        }
        return time;
    }

    /**
     * A number from 1 to the largest.
     *
     * @throws IllegalArgumentException in words, if it is none
     */
    public static int inRange(String option, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new IllegalArgumentException(option + " must be 1 to " + largest + ", found " + value);
        }
        return value;
    }

    /**
     * A share, 0 to 1.
     *
     * @throws IllegalArgumentException in words, if it is none
     */
    public static double share(String option, String words) {
        Matcher matcher = QUANTITY.matcher(words);
        if (!matcher.matches() || !"%".equals(matcher.group(2)) || Double.parseDouble(matcher.group(1)) > 100) {
            throw new IllegalArgumentException(
                    option + " takes a percentage up to 100%, as 0.5%, found '" + words + "'");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    /**
     * Requests a second.
     *
     * @throws IllegalArgumentException in words, if they are none
     */
    public static double perSecond(String words) {
        Matcher matcher = RATE.matcher(words);
        double found = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (!(found > 0 && found <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(
                    "--rate takes requests a second above 0 and up to 100000, as 200/s, found '" + words + "'");
        }
        return found;
    }

    /**
     * Operations with their shares; what is left of the whole goes to {@value #REST}.
     *
     * @throws IllegalArgumentException in words, if they are none
     */
    public static Map<String, Double> operations(String words) {
        Map<String, Double> shares = new TreeMap<>();
        double whole = 0;
        for (String each : words.split(",", -1)) {
            int colon = each.lastIndexOf(':');
            String name = colon < 0 ? "" : each.substring(0, colon).strip();
            double share = colon < 0 ? -1 : number(each.substring(colon + 1).strip());
            if (name.isEmpty() || !(share > 0 && share <= 1) || shares.put(name, share) != null) {
                throw new IllegalArgumentException(
                        "--operations takes each operation once with its share above 0 and up to"
                                + " 1, as checkout:0.3,search:0.2, found '" + each + "'");
            }
            whole += share;
        }
        if (whole > 1 + 1e-9) {
            throw new IllegalArgumentException("--operations share out more than all requests: together "
                    + BigDecimal.valueOf(whole).stripTrailingZeros().toPlainString());
        }
        if (whole < 1 - 1e-9) {
            shares.merge(REST, 1 - whole, Double::sum);
        }
        return shares;
    }

    /** The operations that the policy names, and one more, with equal shares. */
    public static Map<String, Double> operationsOf(Policy policy) {
        Set<String> named = PolicyOperations.of(policy);
        Map<String, Double> shares = new TreeMap<>();
        named.forEach(name -> shares.put(name, 1.0 / (named.size() + 1)));
        shares.put(REST, 1.0 / (named.size() + 1));
        return shares;
    }

    /** Operations that are named and the largest of the others with their shares; the rest together as {@value #REST}. */
    public static Map<String, Double> largest(Map<String, Double> all, Set<String> named) {
        Map<String, Double> shares = new TreeMap<>();
        all.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Double>>comparingDouble(each -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .filter(each -> named.contains(each.getKey()) || shares.size() < MOST_UNNAMED)
                .forEach(each -> shares.put(each.getKey(), each.getValue()));
        double rest =
                1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (rest > 1e-9) {
            shares.merge(REST, rest, Double::sum);
        }
        return shares;
    }

    private static double number(String words) {
        Matcher matcher = QUANTITY.matcher(words);
        return matcher.matches() && matcher.group(2) == null ? Double.parseDouble(matcher.group(1)) : -1;
    }
}
