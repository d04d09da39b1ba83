package dev.headgate.documents;

import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.WeeklyHours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads who is told of what, one level after the other. */
final class EscalationReader {

    static final List<String> KNOWN = List.of("answer", "levels");
    private static final String EXAMPLE = "`levels: [ on-call, 15m lead, \"60m cto, chat\" ]`";
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");

    private final Values values;
    private final Problems problems;

    EscalationReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    List<Escalation> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`escalation`", Responses.SEVERITIES, values, problems);
        List<Escalation> escalations = new ArrayList<>();
        for (String severity : fields.names()) {
            if (Responses.SEVERITIES.contains(severity)) {
                fields.optional(severity, value -> escalation(severity, value))
                        .flatMap(it -> it)
                        .ifPresent(escalations::add);
            }
        }
        return escalations;
    }

    private Optional<Escalation> escalation(String severity, Node node) throws Refusal {
        Fields fields = Fields.of(node, "an escalation", KNOWN, values, problems);
        Optional<Duration> answer = fields.optional(
                "answer", field -> Durations.read(field, values, Duration.ofSeconds(1), Duration.ofDays(31)));
        Optional<List<Escalation.Level>> levels = fields.required("levels", EXAMPLE, this::levels);
        return levels.map(it -> new Escalation(Responses.severity(severity), answer, it));
    }

    private List<Escalation.Level> levels(Node node) throws Refusal {
        List<Escalation.Level> levels = new ArrayList<>();
        for (Node item : values.oneOrMore(node, "`levels`")) {
            problems.attempt(() -> level(values.text(item, EXAMPLE), levels)).ifPresent(levels::add);
        }
        return levels;
    }

    private Escalation.Level level(Text text, List<Escalation.Level> before) throws Refusal {
        Tokens tokens = new Tokens(text);
        boolean timed = tokens.peek().is(Token.Kind.NUMBER);
        Located<Duration> after =
                timed ? Quantities.duration(tokens) : new Located<>(Duration.ZERO, tokens.place(tokens.peek()));
        checkRises(after, timed, before);
        List<String> tell = new ArrayList<>();
        do {
            tell.add(Responses.name(tokens, "who is told", EXAMPLE));
        } while (acceptComma(tokens));
        List<WeeklyHours> during = tokens.accept("during") ? hours(tokens.rest()) : List.of();
        if (during.isEmpty()) {
            tokens.expectEnd("names with `,` between them, then `during Mon-Fri 09:00-17:00 UTC`");
        }
        return new Escalation.Level(after.value(), tell, during);
    }

    private static boolean acceptComma(Tokens tokens) {
        boolean comma = tokens.peek().text().equals(",");
        if (comma) {
            tokens.next();
        }
        return comma;
    }

    private static void checkRises(Located<Duration> after, boolean timed, List<Escalation.Level> before)
            throws Refusal {
        if (before.isEmpty()) {
            return;
        }
        Duration last = before.get(before.size() - 1).after();
        if (after.value().compareTo(last) <= 0) {
            throw new Refusal(Problem.error(after.place(), "the times of the levels must rise")
                    .found(timed ? Quantities.written(last) + ", then " + Quantities.written(after.value()) : "no time")
                    .expected("more than " + Quantities.written(last)
                            + ", or both names in one level, as `on-call, lead`"));
        }
    }

    private static List<WeeklyHours> hours(Text text) throws Refusal {
        List<WeeklyHours> hours = new ArrayList<>();
        Matcher and = AND.matcher(text.value());
        int from = 0;
        while (and.find()) {
            hours.add(HoursParts.read(text.part(from, and.start())));
            from = and.end();
        }
        hours.add(HoursParts.read(text.part(from, text.value().length())));
        return hours;
    }
}
