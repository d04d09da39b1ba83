package dev.headgate.documents;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.scenario.Deed;
import dev.headgate.schemas.model.scenario.Expectation;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the lines of a scenario: what people do, and what is expected. */
final class ScenarioLines {

    private static final String DEED =
            "a time and what a person does, as `5m approve release-manager` or `10m after asked"
                    + " approve release-manager`";
    private static final String EXPECTED =
            "what, and when, as `rollback between 60m and 66m because errorRate > 10%` or `promote to 25% by 5m`";

    private static final List<String> CLAUSES =
            List.of("to", "again", "a", "between", "by", "before", "after", "because");

    private static final Map<String, DecisionKind> DECISIONS = new LinkedHashMap<>();
    private static final Map<String, Phase> PHASES = new LinkedHashMap<>();

    static {
        for (DecisionKind kind : DecisionKind.values()) {
            if (kind != DecisionKind.UNKNOWN) {
                DECISIONS.put(kind.wireName().replace('-', ' '), kind);
            }
        }
        for (Phase phase : Phase.values()) {
            if (phase != Phase.UNKNOWN) {
                PHASES.put(phase.wireName().replace('-', ' '), phase);
            }
        }
    }

    private final Values values;

    ScenarioLines(Values values) {
        this.values = values;
    }

    /** What a person does. */
    Deed deed(Node node) throws Refusal {
        Words words = new Words(values.text(node, DEED));
        boolean never = words.accept("never after asked");
        Duration at = never ? Stretch.FOR_EVER : duration(words, DEED);
        boolean whenAsked = never || words.accept("after asked");
        Deed.Kind kind = Arrays.stream(Deed.Kind.values())
                .filter(each -> words.accept(each.words()))
                .findFirst()
                .orElseThrow(() -> unknown(words, DEED, deedWords()));
        String name = words.ended() ? "" : words.rest(DEED);
        if (whenAsked && kind != Deed.Kind.APPROVE && kind != Deed.Kind.REJECT && kind != Deed.Kind.TICK) {
            throw new Refusal(Problem.error(words.whole(), "nobody is asked for this")
                    .found(Values.quoted(kind.words()))
                    .expected("approve, reject or tick behind `after asked`"));
        }
        boolean named = List.of(
                        Deed.Kind.APPROVE,
                        Deed.Kind.REJECT,
                        Deed.Kind.TICK,
                        Deed.Kind.SET_WEIGHT,
                        Deed.Kind.CHANGE_POLICY)
                .contains(kind);
        if (named && name.isEmpty()) {
            throw new Refusal(Problem.error(words.whole(), "a name is missing").expected(DEED));
        }
        return new Deed(at, whenAsked, kind, name);
    }

    /** What must happen, or must not. */
    Expectation expectation(Node node) throws Refusal {
        Words words = new Words(values.text(node, EXPECTED));
        Optional<Phase> phase =
                longestFirst(PHASES).stream().filter(words::accept).findFirst().map(PHASES::get);
        Optional<DecisionKind> decision = phase.isPresent()
                ? Optional.empty()
                : longestFirst(DECISIONS).stream()
                        .filter(words::accept)
                        .findFirst()
                        .map(DECISIONS::get);
        if (phase.isEmpty() && decision.isEmpty()) {
            List<String> known = new ArrayList<>(DECISIONS.keySet());
            known.addAll(PHASES.keySet());
            throw unknown(words, EXPECTED, known);
        }
        boolean named = decision.isPresent() && !words.ended() && !CLAUSES.contains(words.peek());
        Optional<String> name = named ? Optional.of(words.next("a runbook, role or channel")) : Optional.empty();
        Optional<Weight> weight = words.accept("to") ? Optional.of(weight(words)) : Optional.empty();
        int nth = nth(words);
        Stretch within = within(words);
        Optional<String> because = words.accept("because") ? Optional.of(words.rest(EXPECTED)) : Optional.empty();
        words.expectEnd(EXPECTED);
        return new Expectation(words.value(), decision, phase, weight, name, nth, within, because);
    }

    /** `60m .. 66m`. */
    Stretch stretch(Node node) throws Refusal {
        String expected = "a stretch, as `60m .. 66m`";
        Words words = new Words(values.text(node, expected));
        Duration from = duration(words, expected);
        if (!words.accept("..")) {
            throw new Refusal(
                    Problem.error(words.whole(), "this is no stretch of time").expected(expected));
        }
        Duration to = duration(words, expected);
        words.expectEnd(expected);
        return ordered(from, to, words);
    }

    private Stretch within(Words words) throws Refusal {
        if (words.accept("between")) {
            Duration from = duration(words, EXPECTED);
            if (!words.accept("and")) {
                throw new Refusal(Problem.error(words.whole(), "`and` is missing behind `between`")
                        .expected(EXPECTED));
            }
            return ordered(from, duration(words, EXPECTED), words);
        }
        if (words.accept("by") || words.accept("before")) {
            return ordered(Duration.ZERO, duration(words, EXPECTED), words);
        }
        return words.accept("after") ? new Stretch(duration(words, EXPECTED), Stretch.FOR_EVER) : Stretch.ALWAYS;
    }

    private static int nth(Words words) {
        return words.accept("again") ? 2 : words.accept("a third time") ? 3 : 1;
    }

    private static Stretch ordered(Duration from, Duration to, Words words) throws Refusal {
        if (to.compareTo(from) <= 0) {
            throw new Refusal(Problem.error(words.whole(), "the end of this stretch is not after its beginning")
                    .found(Quantities.written(from) + ", then " + Quantities.written(to))
                    .expected("the earlier time first"));
        }
        return new Stretch(from, to);
    }

    private static Weight weight(Words words) throws Refusal {
        String expected = "a weight, as 25%";
        String word = words.next(expected);
        double percent = word.matches("[0-9]{1,3}(\\.[0-9]{1,3})?%")
                ? Double.parseDouble(word.substring(0, word.length() - 1))
                : -1;
        if (percent < 0 || percent > 100) {
            throw new Refusal(words.problem("this is no weight", word).expected(expected));
        }
        return new Weight(percent);
    }

    static Duration duration(Words words, String expected) throws Refusal {
        String word = words.next(expected);
        return Durations.read(word, words.place());
    }

    private static List<String> longestFirst(Map<String, ?> words) {
        return words.keySet().stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    private static List<String> deedWords() {
        return Arrays.stream(Deed.Kind.values()).map(Deed.Kind::words).toList();
    }

    private static Refusal unknown(Words words, String expected, List<String> known) {
        String word = words.peek();
        if (word.isEmpty()) {
            return new Refusal(
                    Problem.error(words.whole(), "something is missing here").expected(expected));
        }
        return new Refusal(Problem.error(words.whole(), "this word is not known here")
                .found("`" + word + "`")
                .expected(String.join(", ", known))
                .suggest(NearestWord.to(word, known)));
    }
}
