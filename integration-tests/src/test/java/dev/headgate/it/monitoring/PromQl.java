package dev.headgate.it.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an expression of Prometheus' language names. */
public final class PromQl {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABELS =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right) *\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b([a-z]+(?:_[a-z0-9]+)+|up|ALERTS)\\b(?! *\\()(\\{[^}]*})?");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "offset", "bool", "by", "without", "on", "ignoring", "group_left", "group_right");

    private PromQl() {}

    /** The metrics in it. */
    public static Set<String> metrics(String expression) {
        String bare = LABELS.matcher(TEXTS.matcher(expression).replaceAll("")).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics in it with the labels that they are chosen by. */
    public static Set<String> selectors(String expression) {
        Set<String> metrics = metrics(expression);
        return SELECTOR.matcher(expression)
                .results()
                .filter(match -> metrics.contains(match.group(1)))
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
