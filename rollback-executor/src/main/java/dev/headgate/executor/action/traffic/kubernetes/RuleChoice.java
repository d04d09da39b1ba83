package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.schemas.model.HeaderCohort;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Which of an object's rules is meant.
 *
 * @param rule its name, or its index counted from 0; empty for the only one
 * @param cohort the header that all its requests must have
 */
record RuleChoice(Optional<String> rule, Optional<HeaderCohort> cohort) {

    /**
     * Its index.
     *
     * @param matches whether a rule takes nothing but requests of a cohort
     * @param where the object in a message
     * @throws IllegalArgumentException if none or several could be meant
     */
    int among(JsonNode rules, BiPredicate<JsonNode, HeaderCohort> matches, String where) {
        List<Integer> found = IntStream.range(0, rules.size())
                .filter(index -> rule.isEmpty() || isNamed(rules.get(index), index, rule.get()))
                .filter(index -> cohort.isEmpty() || matches.test(rules.get(index), cohort.get()))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(where + " has " + found.size() + " rules"
                    + rule.map(name -> " \"" + name + "\"").orElse("")
                    + cohort.map(header -> " of which every match asks for header " + header)
                            .orElse("")
                    + ", it must be one; there are " + names(rules));
        }
        return found.get(0);
    }

    private static boolean isNamed(JsonNode rule, int index, String wanted) {
        return wanted.equals(rule.path("name").asString("")) || wanted.equals(Integer.toString(index));
    }

    private static List<String> names(JsonNode rules) {
        return IntStream.range(0, rules.size())
                .mapToObj(index -> rules.get(index).path("name").asString(Integer.toString(index)))
                .toList();
    }
}
