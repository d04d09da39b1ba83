package dev.headgate.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Patterns of paths: {@code /health} is that path, {@code /health*} also what goes on in the same segment, and
 * {@code /health/**} that path and everything under it. Immutable.
 */
final class PathPatterns {

    private final List<String> patterns;

    /** @throws IllegalArgumentException if one is no pattern */
    PathPatterns(Collection<String> patterns) {
        patterns.forEach(PathPatterns::require);
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Reads several with commas; none of a blank text.
     *
     * @throws IllegalArgumentException if one is no pattern
     */
    static List<String> read(String text) {
        List<String> patterns = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                require(each.strip());
                patterns.add(each.strip());
            }
        }
        return patterns;
    }

    boolean fit(String path) {
        for (String pattern : patterns) {
            if (fits(pattern, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String pattern, String path) {
        if (pattern.endsWith("/**")) {
            int begin = pattern.length() - "/**".length();
            return path.regionMatches(0, pattern, 0, begin) && (path.length() == begin || path.charAt(begin) == '/');
        }
        if (pattern.endsWith("*")) {
            int begin = pattern.length() - 1;
            return path.regionMatches(0, pattern, 0, begin) && path.indexOf('/', begin) < 0;
        }
        return pattern.equals(path);
    }

    private static void require(String pattern) {
        String plain = pattern.endsWith("/**")
                ? pattern.substring(0, pattern.length() - "/**".length())
                : pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (!pattern.startsWith("/") || plain.contains("*")) {
            throw new IllegalArgumentException(
                    "a path must be like /health, /health* or /health/**, found \"" + pattern + "\"");
        }
    }
}
