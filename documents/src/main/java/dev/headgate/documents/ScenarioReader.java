package dev.headgate.documents;

import dev.headgate.schemas.model.scenario.Expectation;
import dev.headgate.schemas.model.scenario.Happenings;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads files of scenarios. A file is a {@code world}, which only others refer to with {@code like}, or a {@code scenario},
 * perhaps with {@code cases}: each of them is the scenario with something more, or something else, in it. Thread-safe,
 * never throws.
 */
public final class ScenarioReader {

    private static final List<String> SETTING = List.of(
            "policy", "service", "canary", "baseline", "begins", "before", "lasts", "every", "seed", "expect", "never");
    private static final List<String> CASE = Stream.of(List.of("case"), SETTING, HappeningsReader.KNOWN)
            .flatMap(List::stream)
            .toList();
    private static final List<String> FILE = Stream.of(
                    List.of("world", "scenario", "like", "cases"), SETTING, HappeningsReader.KNOWN)
            .flatMap(List::stream)
            .toList();
    private static final String BEGINNING = "2026-01-05T08:00:00";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MOST_CASES = 200;

    private final Values values;
    private final Problems problems;
    private final Function<String, Optional<String>> files;

    private ScenarioReader(Source source, Problems problems, Function<String, Optional<String>> files) {
        this.values = new Values(source);
        this.problems = problems;
        this.files = files;
    }

    /**
     * Reads a file of scenarios; of a world there are none.
     *
     * @param sourceName the file's name, for messages
     * @param yaml its text, at most 256 kB
     * @param files the texts of files in the same directory, by their names
     */
    public static Parsed<List<PlannedScenario>> read(
            String sourceName, String yaml, Function<String, Optional<String>> files) {
        Problems problems = new Problems();
        Source source = new Source(sourceName, yaml);
        ScenarioReader reader = new ScenarioReader(source, problems, files);
        Optional<List<PlannedScenario>> scenarios = problems.attempt(() -> Yaml.read(source, yaml))
                .flatMap(root -> problems.attempt(() -> reader.file(root)));
        return problems.finish(scenarios);
    }

    /** What a file, or a case in it, says; what it does not say is empty. */
    private record Part(
            Optional<String> policy,
            Optional<String> service,
            Optional<String> canary,
            Optional<String> baseline,
            Optional<LocalDateTime> begins,
            Optional<Duration> before,
            Optional<Duration> lasts,
            Optional<Duration> every,
            Optional<Integer> seed,
            Happenings happens,
            List<Expectation> expect,
            List<Expectation> never) {

        static final Part NOTHING = new Part(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Happenings.NONE,
                List.of(),
                List.of());

        Part and(Part more) {
            return new Part(
                    more.policy.or(() -> policy),
                    more.service.or(() -> service),
                    more.canary.or(() -> canary),
                    more.baseline.or(() -> baseline),
                    more.begins.or(() -> begins),
                    more.before.or(() -> before),
                    more.lasts.or(() -> lasts),
                    more.every.or(() -> every),
                    more.seed.or(() -> seed),
                    happens.and(more.happens),
                    Stream.concat(expect.stream(), more.expect.stream()).toList(),
                    Stream.concat(never.stream(), more.never.stream()).toList());
        }
    }

    private List<PlannedScenario> file(Node root) throws Refusal {
        Fields fields = Fields.of(root, "a file of scenarios", FILE, values, problems);
        if (fields.has("world")) {
            part(fields);
            return List.of();
        }
        Optional<String> name = fields.required(
                "scenario", "the scenario's name in a few words, or `world`", node -> sentence(node, "a name"));
        Optional<Part> read = fields.optional("like", this::like);
        if (fields.has("like") && read.isEmpty()) {
            return List.of();
        }
        Part like = read.orElse(Part.NOTHING);
        Part whole = like.and(part(fields));
        if (!fields.has("cases")) {
            return finished(name.orElse(""), whole, like.happens, fields).stream()
                    .toList();
        }
        List<PlannedScenario> cases = fields
                .optional("cases", node -> values.items(node, "`cases`", problems, item -> oneCase(item, whole)))
                .orElse(List.of())
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (cases.size() > MOST_CASES) {
            problems.add(Problem.error(fields.keyPlace("cases"), "these are too many cases for one file")
                    .found(cases.size() + " cases")
                    .expected("at most " + MOST_CASES));
        }
        Set<String> seen = new HashSet<>();
        cases.stream()
                .filter(each -> !seen.add(each.name()))
                .forEach(each -> problems.add(Problem.error(fields.keyPlace("cases"), "two cases have the same name")
                        .found(Values.quoted(each.name()))
                        .expected("a name of its own for each")));
        return cases;
    }

    private Part like(Node node) throws Refusal {
        Text name = values.text(node, "the name of a file in the same directory");
        String yaml = files.apply(name.value())
                .orElseThrow(() -> new Refusal(Problem.error(name.whole(), "this file is not there")
                        .found(Values.quoted(name.value()))
                        .expected("the name of a file in the same directory")));
        Source source = new Source(name.value(), yaml);
        ScenarioReader reader = new ScenarioReader(source, problems, other -> Optional.empty());
        Fields fields = Fields.of(Yaml.read(source, yaml), "a file of scenarios", FILE, reader.values, problems);
        return reader.part(fields);
    }

    private Optional<PlannedScenario> oneCase(Node node, Part whole) throws Refusal {
        Fields fields = Fields.of(node, "a case", CASE, values, problems);
        Optional<String> name = fields.required("case", "the case in a few words", text -> sentence(text, "a case"));
        Part part = whole.and(part(fields));
        return name.flatMap(it -> finished(it, part, whole.happens, fields));
    }

    private Optional<PlannedScenario> finished(String name, Part part, Happenings usual, Fields fields) {
        Place place = fields.place();
        boolean incomplete = part.policy.isEmpty() || part.lasts.isEmpty();
        if (incomplete && problems.any()) {
            // Perhaps it is there and could not be read, which has been said then.
            return Optional.empty();
        }
        if (incomplete) {
            problems.add(Problem.error(place, "a scenario needs a policy and how long it lasts")
                    .found(part.policy.isEmpty() ? "no `policy`" : "no `lasts`")
                    .expected("`policy: ../../plans/x.yaml` and `lasts: 10h`"));
            return Optional.empty();
        }
        if (part.expect.isEmpty() && fields.has("expect")) {
            return Optional.empty();
        }
        if (part.expect.isEmpty()) {
            problems.add(Problem.error(place, "nothing is expected of this scenario")
                    .expected("`expect` with at least one line, as `completed by 10h`"));
            return Optional.empty();
        }
        return Optional.of(new PlannedScenario(
                name,
                part.policy.orElseThrow(),
                part.service.orElse("shop"),
                part.canary.orElse("2.0.0"),
                part.baseline.orElse("1.0.0"),
                part.begins.orElse(LocalDateTime.parse(BEGINNING)),
                part.before.orElse(Duration.ZERO),
                part.lasts.orElseThrow(),
                part.every.orElse(EVERY),
                part.seed.orElse(1),
                part.happens,
                part.expect,
                part.never,
                usual));
    }

    private Part part(Fields fields) {
        ScenarioLines lines = new ScenarioLines(values);
        return new Part(
                fields.optional(
                        "policy", node -> values.text(node, "a policy's file").value()),
                fields.optional("service", node -> values.name(node, "a service's name")),
                fields.optional("canary", node -> values.name(node, "a version")),
                fields.optional("baseline", node -> values.name(node, "a version")),
                fields.optional("begins", this::beginning),
                fields.optional("before", node -> duration(node, Duration.ZERO)),
                fields.optional("lasts", node -> duration(node, Duration.ofSeconds(1))),
                fields.optional("every", node -> duration(node, EVERY)),
                fields.optional("seed", node -> values.integer(node, 0, 1_000_000)),
                new HappeningsReader(values, problems).read(fields),
                expectations(fields, "expect", lines),
                expectations(fields, "never", lines));
    }

    private List<Expectation> expectations(Fields fields, String name, ScenarioLines lines) {
        return fields.optional(name, node -> values.items(node, "`" + name + "`", problems, lines::expectation))
                .orElse(List.of());
    }

    private Duration duration(Node node, Duration least) throws Refusal {
        return Durations.read(node, values, least, Quantities.LONGEST);
    }

    private LocalDateTime beginning(Node node) throws Refusal {
        String expected = "a time in UTC, as 2026-11-29T01:30:00";
        Text text = values.text(node, expected);
        try {
            return LocalDateTime.parse(text.value().replaceFirst("Z$", ""));
        } catch (DateTimeParseException unreadable) {
            throw new Refusal(Problem.error(text.whole(), "this is no time")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
    }

    private String sentence(Node node, String what) throws Refusal {
        Text text = values.text(node, "a few words");
        if (text.value().isBlank() || text.value().length() > 200) {
            throw new Refusal(Problem.error(text.whole(), what + " is 1 to 200 characters long")
                    .found(text.value().length() + " characters")
                    .expected("a few words"));
        }
        return text.value();
    }
}
