package dev.headgate.documents;

import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.NoticePlan.Telling;
import dev.headgate.schemas.model.notice.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads whom the executor tells, and how. Absent fields have these values: {@code environment} empty, {@code link} none,
 * {@code tell.observe} marked, {@code tell.shadow} never, {@code routes} none; those of channels stand at {@link
 * ChannelReader}. Thread-safe, never throws.
 */
public final class NoticesReader {

    private static final List<String> KNOWN = List.of("environment", "link", "tell", "default", "channels", "routes");
    private static final List<String> PLACEHOLDERS = List.of("decision", "rollout", "service");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}?");
    private static final int LONGEST_ENVIRONMENT = 100;
    private static final int MOST_CHANNELS = 50;
    private static final int MOST_ROUTES = 200;

    private final Values values;
    private final Problems problems = new Problems();

    private NoticesReader(Source source) {
        this.values = new Values(source);
    }

    /**
     * Reads a file of notices.
     *
     * @param sourceName the file's name, for messages
     * @param yaml its text, at most 256 kB
     */
    public static Parsed<NoticePlan> read(String sourceName, String yaml) {
        Source source = new Source(sourceName, yaml);
        NoticesReader reader = new NoticesReader(source);
        Optional<NoticePlan> plan = reader.problems
                .attempt(() -> Yaml.read(source, yaml))
                .flatMap(
                        root -> reader.problems.attempt(() -> reader.plan(root)).flatMap(it -> it));
        return reader.problems.finish(plan);
    }

    private Optional<NoticePlan> plan(Node root) throws Refusal {
        Fields fields = Fields.of(root, "a file of notices", KNOWN, values, problems);
        String environment = fields.optional("environment", this::environment).orElse("");
        Optional<String> link = fields.optional("link", this::link);
        Optional<Fields> tell = fields.optional(
                "tell", node -> Fields.of(node, "`tell`", List.of("observe", "shadow"), values, problems));
        Telling observed =
                tell.flatMap(it -> it.optional("observe", this::telling)).orElse(Telling.MARKED);
        Telling shadows =
                tell.flatMap(it -> it.optional("shadow", this::telling)).orElse(Telling.NEVER);
        Optional<Fields> named = fields.required("channels", "channels by their names", node -> channelFields(node));
        List<String> names = named.map(Fields::names).orElse(List.of());
        List<Channel> channels = named.map(this::channels).orElse(List.of());
        Optional<String> standard = fields.required(
                "default", "the channel of recipients that no route knows", node -> channel(node, names));
        List<Route> routes =
                fields.optional("routes", node -> routes(node, names)).orElse(List.of());
        if (routes.stream().allMatch(route -> !route.recipients().isEmpty())) {
            problems.add(Problem.warning(
                            fields.keyPlace("routes"),
                            "no route is without `recipients`: of a decision that names nobody, nobody is told")
                    .expected("a route as `{ severity: warning, channels: [ " + standard.orElse("NAME") + " ] }`"));
        }
        return standard.map(it -> new NoticePlan(environment, link, observed, shadows, it, channels, routes));
    }

    private Fields channelFields(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`channels`", List.of("*"), values, problems);
        int count = fields.names().size();
        if (count == 0 || count > MOST_CHANNELS) {
            throw new Refusal(
                    Problem.error(values.source().place(node), "there are 1 to " + MOST_CHANNELS + " channels")
                            .found(count + " channels")
                            .expected("`releases: { slack: { url: { file: /etc/headgate/slack-url } } }`"));
        }
        return fields;
    }

    private List<Channel> channels(Fields fields) {
        ChannelReader reader = new ChannelReader(values, problems);
        List<Channel> channels = new ArrayList<>();
        for (String name : fields.names()) {
            problems.attempt(() -> values.checkName(name, fields.keyPlace(name), "a channel's name"));
            fields.optional(name, node -> reader.read(name, node))
                    .flatMap(it -> it)
                    .ifPresent(channels::add);
        }
        return channels;
    }

    private List<Route> routes(Node node, List<String> channels) throws Refusal {
        int count = values.list(node, "`routes`").size();
        if (count > MOST_ROUTES) {
            throw new Refusal(Problem.error(values.source().place(node), "there are at most " + MOST_ROUTES + " routes")
                    .found(count + " routes")
                    .expected("fewer, each for more"));
        }
        RouteReader reader = new RouteReader(values, problems, channels);
        return values.items(node, "`routes`", problems, reader::read);
    }

    private String channel(Node node, List<String> channels) throws Refusal {
        return RouteReader.channel(node, channels, values);
    }

    private Telling telling(Node node) throws Refusal {
        return values.word(node, List.of("marked", "never")).equals("marked") ? Telling.MARKED : Telling.NEVER;
    }

    private String environment(Node node) throws Refusal {
        Text text = values.text(node, "a few words, as production");
        boolean usable = !text.value().isBlank()
                && text.value().length() <= LONGEST_ENVIRONMENT
                && text.value().chars().noneMatch(Character::isISOControl);
        if (!usable) {
            throw new Refusal(Problem.error(text.whole(), "this cannot be the name of an environment")
                    .found(Values.quoted(text.value()))
                    .expected("1 to " + LONGEST_ENVIRONMENT + " printable characters, as production"));
        }
        return text.value();
    }

    private String link(Node node) throws Refusal {
        String expected = "as https://headgate.example.com/decisions/${decision}";
        Text text = values.text(node, expected);
        Matcher placeholders = PLACEHOLDER.matcher(text.value());
        while (placeholders.find()) {
            String name = placeholders.group(1);
            if (!placeholders.group().endsWith("}") || !PLACEHOLDERS.contains(name)) {
                throw new Refusal(Problem.error(
                                text.place(placeholders.start(), placeholders.end()), "a link has no such placeholder")
                        .found(Values.quoted(placeholders.group()))
                        .expected("${decision}, ${rollout} or ${service}")
                        .suggest(NearestWord.to(name, PLACEHOLDERS).map(word -> "${" + word + "}")));
            }
        }
        WebAddress.check(placeholders.replaceAll("x"), text);
        return text.value();
    }
}
