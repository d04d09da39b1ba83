package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Expectation;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Secret;
import dev.headgate.schemas.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads an HTTP request. Absent fields have these values: {@code method} GET, or POST with a {@code json}; {@code expect}
 * any status from 200 to 299.
 */
final class HttpReader implements ActionReader {

    static final List<String> REQUEST = List.of("method", "url", "query", "headers", "json", "expect");

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> EXPECT = List.of("status", "json", "within");
    private static final List<String> SECRET = List.of("file", "environment");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final List<String> OURS = List.of(
            "host", "content-length", "connection", "expect", "upgrade", "transfer-encoding", "idempotency-key");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern STATUSES = Pattern.compile("([1-5][0-9]{2})(?:\\s*\\.\\.\\s*([1-5][0-9]{2}))?");
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final String STATUS_EXPECTED = "a status as \"204\", or several as \"200 .. 299\"";

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;
    private final TemplateReader templates;

    HttpReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
        this.templates = new TemplateReader(values, problems, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        return request(Fields.of(node, "`http`", REQUEST, values, problems)).map(call -> call);
    }

    /** The request that some fields say. */
    Optional<Action.HttpCall> request(Fields fields) {
        Optional<String> method = fields.optional("method", word -> values.word(word, METHODS));
        Optional<String> url = fields.required("url", "as https://deploy.example.org/v1/warm", this::url);
        SortedMap<String, String> query = fields.optional("query", this::query).orElse(Labels.NONE);
        TreeMap<String, String> headers = new TreeMap<>();
        TreeMap<String, Secret> secrets = new TreeMap<>();
        fields.optional("headers", mapping -> headers(mapping, headers, secrets));
        Optional<Template> body = fields.optional("json", templates::read);
        Expectation expected = fields.optional("expect", this::expectation).orElse(Expectation.SUCCESS);
        boolean bodyless =
                method.filter(it -> it.equals("GET") || it.equals("HEAD")).isPresent();
        if (bodyless && fields.has("json")) {
            problems.add(Problem.error(fields.keyPlace("json"), "such a request has no body")
                    .found("`json` beside `method: " + method.orElseThrow() + "`")
                    .expected("`query`, or another method"));
        }
        return url.map(it -> new Action.HttpCall(
                method.orElse(fields.has("json") ? "POST" : "GET"), it, query, headers, secrets, body, expected));
    }

    private String url(Node node) throws Refusal {
        return Urls.fixed(values.text(node, "a URL"));
    }

    private SortedMap<String, String> query(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`query`", List.of("*"), values, problems);
        TreeMap<String, String> query = new TreeMap<>();
        for (String name : fields.names()) {
            fields.optional(name, this::value).ifPresent(value -> query.put(name, value));
        }
        return query;
    }

    private String headers(Node node, Map<String, String> headers, Map<String, Secret> secrets) throws Refusal {
        Fields fields = Fields.of(node, "`headers`", List.of("*"), values, problems);
        for (String name : fields.names()) {
            problems.attempt(() -> checkHeader(name, fields.keyPlace(name)));
            Optional<Node> value = fields.find(name);
            if (value.filter(MappingNode.class::isInstance).isPresent()) {
                fields.optional(name, this::secret).flatMap(it -> it).ifPresent(secret -> secrets.put(name, secret));
            } else {
                fields.optional(name, this::value).ifPresent(text -> headers.put(name, text));
            }
        }
        return "";
    }

    private String value(Node node) throws Refusal {
        Text text = values.text(node, "a text, or as the whole of it a placeholder");
        placeholders.parameter(text);
        if (text.value().chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(Problem.error(text.whole(), "no control characters can stand here"));
        }
        return text.value();
    }

    private Optional<Secret> secret(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a secret", SECRET, values, problems);
        Optional<Secret> file = fields.optional("file", this::file).map(path -> new Secret(true, path));
        Optional<Secret> variable =
                fields.optional("environment", this::variable).map(name -> new Secret(false, name));
        if (fields.has("file") == fields.has("environment")) {
            problems.add(Problem.error(fields.place(), "a secret stands in one place")
                    .expected("`file: /run/secrets/token` or `environment: TOKEN`"));
        }
        return file.or(() -> variable);
    }

    private String file(Node node) throws Refusal {
        Text text = values.text(node, "an absolute path");
        if (!text.value().startsWith("/") || text.value().contains("${")) {
            throw new Refusal(Problem.error(text.whole(), "a secret's file is an absolute path, without a placeholder")
                    .found(Values.quoted(text.value()))
                    .expected("as /run/secrets/token"));
        }
        return text.value();
    }

    private String variable(Node node) throws Refusal {
        Text text = values.text(node, "the name of an environment variable");
        if (!VARIABLE.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "this cannot be the name of an environment variable")
                    .found(Values.quoted(text.value()))
                    .expected("A-Z a-z 0-9 _ beginning with a letter or _"));
        }
        return text.value();
    }

    private static String checkHeader(String name, Place place) throws Refusal {
        if (!HEADER.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Refusal(Problem.error(place, "this header cannot be set")
                    .found(Values.quoted(name))
                    .expected("a header's name, and none of " + String.join(", ", OURS)));
        }
        return name;
    }

    /** What an answer is like. */
    Expectation expectation(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`expect`", EXPECT, values, problems);
        int[] statuses = fields.optional("status", this::statuses)
                .orElse(new int[] {Expectation.SUCCESS.leastStatus(), Expectation.SUCCESS.mostStatus()});
        SortedMap<String, String> found =
                fields.optional("json", this::expectedFields).orElse(Labels.NONE);
        Optional<Duration> within =
                fields.optional("within", duration -> Durations.read(duration, values, SHORTEST, StepReader.LONGEST));
        return new Expectation(statuses[0], statuses[1], found, within);
    }

    private int[] statuses(Node node) throws Refusal {
        Text text = values.text(node, STATUS_EXPECTED);
        var matcher = STATUSES.matcher(text.value().strip());
        if (matcher.matches()) {
            int least = Integer.parseInt(matcher.group(1));
            int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
            if (least <= most) {
                return new int[] {least, most};
            }
        }
        throw new Refusal(Problem.error(text.whole(), "this is no status")
                .found(Values.quoted(text.value()))
                .expected(STATUS_EXPECTED));
    }

    private SortedMap<String, String> expectedFields(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`json`", List.of("*"), values, problems);
        TreeMap<String, String> found = new TreeMap<>();
        for (String name : fields.names()) {
            if (FIELD.matcher(name).matches()) {
                fields.optional(
                                name,
                                value -> values.textOrTruth(value, "a text").value())
                        .ifPresent(text -> found.put(name, text));
            } else {
                problems.add(Problem.error(fields.keyPlace(name), "no field of an answer has such a name")
                        .found(Values.quoted(name))
                        .expected("A-Z a-z 0-9 _ - and a dot between nested names"));
            }
        }
        return found;
    }
}
