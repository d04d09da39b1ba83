package dev.headgate.cli.accesslog;

import dev.headgate.schemas.model.Names;
import java.util.List;
import java.util.Locale;

/**
 * Which operation a request is. A rule is {@code METHOD PATH} or {@code NAME=METHOD PATH}, where the method may be
 * {@code *}; in the path {@code {anything}} stands for one segment, and {@code **} at its end for any rest. The first rule
 * that fits counts, so that ids in paths never become operations of their own. Immutable.
 *
 * @param rules in order
 * @param otherwise what a request is that no rule fits
 */
public record Operations(List<Rule> rules, Otherwise otherwise) {

    /** What a request that no rule fits becomes. */
    public enum Otherwise {
        /** {@code other}. */
        OTHER,
        /** The path's first segment: only for services whose paths do not begin with ids. */
        FIRST_SEGMENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String OTHER = "other";

    /** Copies the rules. */
    public Operations {
        rules = List.copyOf(rules);
    }

    /** The operation of a request. */
    String of(String method, String path) {
        String[] segments = segments(path);
        for (Rule rule : rules) {
            if (rule.fits(method, segments)) {
                return rule.name();
            }
        }
        boolean named = otherwise == Otherwise.FIRST_SEGMENT && segments.length > 0 && Names.isOperation(segments[0]);
        return named ? segments[0] : OTHER;
    }

    private static String[] segments(String path) {
        String plain = path.replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? new String[0] : plain.split("/+", -1);
    }

    /**
     * A rule.
     *
     * @param name the operation
     * @param method a method, or {@code *}
     * @param path the path's segments
     */
    public record Rule(String name, String method, List<String> path) {

        private static final String REST = "**";

        /** Copies the path. */
        public Rule {
            path = List.copyOf(path);
        }

        /**
         * Reads a rule.
         *
         * @throws IllegalArgumentException if it cannot be read; the message says what was expected
         */
        public static Rule read(String text) {
            int slash = text.indexOf('/');
            int equals = text.indexOf('=');
            boolean named = equals >= 0 && equals < slash;
            String request = text.substring(named ? equals + 1 : 0).strip();
            String name = named ? text.substring(0, equals).strip() : request;
            String[] words = request.split(" +", -1);
            boolean understood = words.length == 2
                    && (words[0].equals("*") || words[0].matches("[A-Z]{1,20}"))
                    && words[1].startsWith("/")
                    && Names.isOperation(name);
            List<String> path = understood ? List.of(segments(words[1])) : List.of();
            if (!understood || path.subList(0, Math.max(0, path.size() - 1)).contains(REST)) {
                throw new IllegalArgumentException(
                        "expected METHOD PATH or NAME=METHOD PATH, as order=GET /orders/{id}, with ** only at the end,"
                                + " found '" + text + "'");
            }
            return new Rule(name, words[0], path);
        }

        boolean fits(String asked, String[] segments) {
            boolean open = !path.isEmpty() && path.get(path.size() - 1).equals(REST);
            int fixed = open ? path.size() - 1 : path.size();
            if (!(method.equals("*") || method.equals(asked))
                    || (open ? segments.length < fixed : segments.length != fixed)) {
                return false;
            }
            for (int i = 0; i < fixed; i++) {
                boolean any = path.get(i).startsWith("{") && path.get(i).endsWith("}");
                if (!any && !path.get(i).equals(segments[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}
