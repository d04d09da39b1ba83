package dev.headgate.documents;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.scenario.Answer;
import dev.headgate.schemas.model.scenario.FigureSource;
import dev.headgate.schemas.model.scenario.Happenings;
import dev.headgate.schemas.model.scenario.LateTelemetry;
import dev.headgate.schemas.model.scenario.RunbookConduct;
import dev.headgate.schemas.model.scenario.Side;
import dev.headgate.schemas.model.scenario.Stretch;
import dev.headgate.schemas.model.scenario.TrafficChange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what happens in a scenario. */
final class HappeningsReader {

    static final List<String> KNOWN =
            List.of("traffic", "measurements", "people", "executor", "late", "gateStops", "combinerStops", "restarts");

    private static final List<String> TRAFFIC =
            List.of("of", "operation", "from", "to", "rate", "errors", "median", "spread", "tail", "slower", "lost");
    private static final List<String> KINDS = List.of("gauge", "ratio", "count", "value", "probe", "alert");
    private static final List<String> FIGURE = List.of(
            "gauge",
            "ratio",
            "count",
            "value",
            "probe",
            "alert",
            "is",
            "total",
            "every",
            "spread",
            "severity",
            "labels",
            "of",
            "from",
            "to");
    private static final List<String> CONDUCT =
            List.of("shifts", "rollbacks", "runbook", "outcome", "after", "results", "from", "to");
    private static final List<String> SIDES = List.of("canary", "baseline", "both");
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration AFTER = Duration.ofSeconds(1);

    private final Values values;
    private final Problems problems;
    private final ScenarioValues numbers;
    private final ScenarioLines lines;

    HappeningsReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        numbers = new ScenarioValues(values);
        lines = new ScenarioLines(values);
    }

    Happenings read(Fields fields) {
        return new Happenings(
                list(fields, "traffic", this::traffic),
                list(fields, "measurements", this::figure),
                list(fields, "people", lines::deed),
                list(fields, "executor", this::conduct),
                list(fields, "late", this::late),
                list(fields, "gateStops", lines::stretch),
                list(fields, "combinerStops", lines::stretch),
                list(fields, "restarts", this::time));
    }

    private <T> List<T> list(Fields fields, String name, Fields.FieldReading<T> reading) {
        return fields.optional(name, node -> values.items(node, "`" + name + "`", problems, reading))
                .orElse(List.of());
    }

    private TrafficChange traffic(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a line of traffic", TRAFFIC, values, problems);
        Optional<Side> side = fields.required("of", String.join(", ", SIDES), this::side);
        Stretch during = during(fields);
        return new TrafficChange(
                side.orElse(Side.BOTH),
                fields.optional("operation", field -> values.text(field, "an operation"))
                        .map(Text::value),
                during,
                number(fields, "rate", numbers::perSecond),
                number(fields, "errors", numbers::share),
                number(fields, "median", field -> numbers.number(field) * 1e6),
                number(fields, "spread", numbers::number),
                number(fields, "tail", numbers::share),
                number(fields, "slower", numbers::number),
                fields.optional("lost", field -> values.word(field, List.of("successes", "errors")))
                        .map(word -> word.equals("errors") ? Outcome.ERROR : Outcome.SUCCESS));
    }

    private FigureSource figure(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a measurement", FIGURE, values, problems);
        List<String> written = KINDS.stream().filter(fields::has).toList();
        if (written.size() != 1) {
            throw new Refusal(Problem.error(fields.place(), "a measurement is of one kind")
                    .found(written.isEmpty() ? "none" : String.join(" and ", written))
                    .expected("one of " + String.join(", ", KINDS) + ", with its name"));
        }
        Measurement.Kind kind = kind(written.get(0));
        Optional<String> name = fields.optional(written.get(0), field -> values.name(field, "a measurement's name"));
        Optional<ScenarioValues.Span> is = fields.has("is")
                ? fields.optional("is", numbers::span).flatMap(span -> span)
                : Optional.of(new ScenarioValues.Span(1, 1));
        SortedMap<String, String> labels =
                new TreeMap<>(fields.optional("labels", this::texts).orElse(Labels.NONE));
        fields.optional("severity", field -> values.name(field, "a severity"))
                .ifPresent(severity -> labels.put("severity", severity));
        if (kind == Measurement.Kind.ALERT && !labels.containsKey("severity")) {
            throw new Refusal(
                    Problem.error(fields.place(), "an alert has a severity").expected("`severity: critical`"));
        }
        return new FigureSource(
                kind,
                name.orElse(""),
                labels,
                fields.optional("of", this::side),
                during(fields),
                fields.optional("every", this::positive).orElse(EVERY),
                is.map(ScenarioValues.Span::first),
                is.map(ScenarioValues.Span::last),
                number(fields, "spread", numbers::number).orElse(0),
                number(fields, "total", numbers::number).orElse(kind == Measurement.Kind.RATIO ? 1_000 : 1));
    }

    private RunbookConduct conduct(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a line of the executor", CONDUCT, values, problems);
        List<String> written = List.of("shifts", "rollbacks", "runbook").stream()
                .filter(fields::has)
                .toList();
        if (written.size() != 1) {
            throw new Refusal(Problem.error(fields.place(), "this line is about one kind of decision")
                    .found(written.isEmpty() ? "none" : String.join(" and ", written))
                    .expected("`shifts: fails`, `rollbacks: fails`, or `runbook: smoke-test` with its `outcome`"));
        }
        String what = written.get(0).equals("runbook")
                ? fields.optional("runbook", field -> values.name(field, "a runbook's name"))
                        .orElse("")
                : written.get(0);
        String answer = written.get(0).equals("runbook") ? "outcome" : written.get(0);
        return new RunbookConduct(
                what,
                during(fields),
                fields.optional(answer, this::answer).orElse(Answer.SUCCEEDS),
                fields.optional("after", this::positive).orElse(AFTER),
                fields.optional("results", this::texts).orElse(Labels.NONE));
    }

    private LateTelemetry late(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a line of `late`", List.of("of", "from", "to", "by"), values, problems);
        return new LateTelemetry(
                fields.required("of", String.join(", ", SIDES), this::side).orElse(Side.BOTH),
                during(fields),
                fields.required("by", "how much later, as 30s", this::positive).orElse(Duration.ZERO));
    }

    private Stretch during(Fields fields) {
        Duration from = fields.optional("from", this::time).orElse(Duration.ZERO);
        Duration to = fields.optional("to", this::time).orElse(Stretch.FOR_EVER);
        if (to.compareTo(from) <= 0) {
            problems.add(Problem.error(fields.keyPlace("to"), "it is over before it begins")
                    .found("from " + Quantities.written(from) + " to " + Quantities.written(to))
                    .expected("a `to` after `from`"));
        }
        return new Stretch(from, to);
    }

    private Duration time(Node node) throws Refusal {
        return Durations.read(node, values, Duration.ZERO, Quantities.LONGEST);
    }

    private Duration positive(Node node) throws Refusal {
        return Durations.read(node, values, Duration.ofMillis(100), Quantities.LONGEST);
    }

    private Side side(Node node) throws Refusal {
        return switch (values.word(node, SIDES)) {
            case "canary" -> Side.CANARY;
            case "baseline" -> Side.BASELINE;
            default -> Side.BOTH;
        };
    }

    private Answer answer(Node node) throws Refusal {
        List<String> words = Arrays.stream(Answer.values()).map(Answer::words).toList();
        String word = values.word(node, words);
        return Arrays.stream(Answer.values())
                .filter(answer -> answer.words().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private SortedMap<String, String> texts(Node node) throws Refusal {
        Fields fields = Fields.of(node, "names and values", List.of("*"), values, problems);
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : fields.names()) {
            fields.optional(name, field -> numbers.scalar(field, "a value")).ifPresent(value -> texts.put(name, value));
        }
        return texts;
    }

    private static OptionalDouble number(Fields fields, String name, Fields.FieldReading<Double> reading) {
        return fields.optional(name, reading).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static Measurement.Kind kind(String word) {
        return Arrays.stream(Measurement.Kind.values())
                .filter(each -> each.wireName().equals(word))
                .findFirst()
                .orElse(Measurement.Kind.UNKNOWN);
    }
}
