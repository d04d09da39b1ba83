package dev.headgate.executor.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What this executor may do at all: names, or patterns in which {@code *} stands for anything. Each list that is empty
 * allows everything.
 *
 * @param services whose decisions are this executor's
 * @param runbooks which runbooks it carries out
 * @param targets which addresses, hosts, files and programs runbook files may name
 */
public record AllowList(List<String> services, List<String> runbooks, List<String> targets) {

    /** Everything. */
    public static final AllowList ALL = new AllowList(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public AllowList {
        services = List.copyOf(services);
        runbooks = List.copyOf(runbooks);
        targets = List.copyOf(targets);
    }

    /** Names or patterns with commas between them. */
    static List<String> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Whether a service is this executor's. */
    public boolean allowsService(String name) {
        return allows(services, name);
    }

    /** Whether a runbook may be carried out. */
    public boolean allowsRunbook(String name) {
        return allows(runbooks, name);
    }

    /** Whether a runbook file may name this. */
    public boolean allowsTarget(String target) {
        return allows(targets, target);
    }

    private static boolean allows(List<String> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, text));
    }

    private static boolean fits(String pattern, String text) {
        String expression = Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((one, next) -> one + ".*" + next)
                .orElse("");
        return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
    }
}
