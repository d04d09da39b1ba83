package dev.headgate.documents;

import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Channel.Rate;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a channel. Absent fields have these values: {@code timeout} 10 s, {@code giveUpAfter} 1 h, {@code rate} of Slack 1
 * per 1 s, of PagerDuty 60 per 1 m, of e-mail 20 per 1 m, of any other webhook 10 per 1 s; the {@code url} of PagerDuty is
 * that of its Events API v2.
 */
final class ChannelReader {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Duration GIVE_UP_AFTER = Duration.ofHours(1);
    private static final String EVENTS = "https://events.pagerduty.com/v2/enqueue";

    private static final List<String> KINDS = List.of("slack", "webhook", "pagerduty", "email");
    private static final List<String> KNOWN =
            List.of("slack", "webhook", "pagerduty", "email", "timeout", "rate", "giveUpAfter");
    private static final Pattern RATE = Pattern.compile("\\s*([0-9]{1,6})\\s+per\\s+(\\S.*)");
    private static final String RATE_EXPECTED = "a number of requests and a duration, as 1 per 1s or 60 per 1m";

    private final Values values;
    private final Problems problems;
    private final GivenReader given;
    private final EmailReader email;

    ChannelReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        this.given = new GivenReader(values, problems);
        this.email = new EmailReader(values, problems);
    }

    /** Empty if something of it was refused. */
    Optional<Channel> read(String name, Node node) throws Refusal {
        Fields fields = Fields.of(node, "a channel", KNOWN, values, problems);
        List<String> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() != 1) {
            throw new Refusal(Problem.error(
                            kinds.isEmpty() ? fields.place() : fields.keyPlace(kinds.get(1)),
                            "a channel leads to one thing")
                    .found(kinds.isEmpty() ? "none" : String.join(" and ", kinds))
                    .expected("one of " + String.join(", ", KINDS)));
        }
        String kind = kinds.get(0);
        Optional<Target> target = fields.optional(kind, it -> target(kind, it)).flatMap(it -> it);
        Duration timeout = fields.optional(
                        "timeout", it -> Durations.read(it, values, Duration.ofMillis(100), Duration.ofMinutes(1)))
                .orElse(TIMEOUT);
        Rate rate = fields.optional("rate", this::rate).orElseGet(() -> usualRate(kind));
        Duration giveUp = fields.optional(
                        "giveUpAfter", it -> Durations.read(it, values, Duration.ofSeconds(1), Duration.ofHours(24)))
                .orElse(GIVE_UP_AFTER);
        return target.map(it -> new Channel(name, it, timeout, rate, giveUp));
    }

    private Optional<Target> target(String kind, Node node) throws Refusal {
        return switch (kind) {
            case "slack" -> slack(node);
            case "webhook" -> webhook(node);
            case "pagerduty" -> pagerDuty(node);
            default -> email.read(node);
        };
    }

    private Optional<Target> slack(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`slack`", List.of("url"), values, problems);
        return fields.required("url", GivenReader.EXPECTED, given::secret).map(Target.Slack::new);
    }

    private Optional<Target> webhook(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`webhook`", List.of("url", "token", "signingKey"), values, problems);
        Optional<Given> url = fields.required("url", WebAddress.EXPECTED, given::address);
        Optional<Given> token = fields.optional("token", given::secret);
        Optional<Given> key = fields.optional("signingKey", given::secret);
        return url.map(it -> new Target.Webhook(it, token, key));
    }

    private Optional<Target> pagerDuty(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`pagerduty`", List.of("routingKey", "url"), values, problems);
        String url = fields.optional("url", given::openAddress).orElse(EVENTS);
        return fields.required("routingKey", GivenReader.EXPECTED, given::secret)
                .map(key -> new Target.PagerDuty(url, key));
    }

    private Rate rate(Node node) throws Refusal {
        Text text = values.text(node, RATE_EXPECTED);
        Matcher matcher = RATE.matcher(text.value());
        if (!matcher.matches()) {
            throw noRate(text);
        }
        Duration per = Durations.read(matcher.group(2), text.whole());
        int count = Integer.parseInt(matcher.group(1));
        if (count == 0 || per.compareTo(Duration.ofMillis(10)) < 0 || per.compareTo(Duration.ofHours(1)) > 0) {
            throw noRate(text);
        }
        return new Rate(count, per);
    }

    private static Refusal noRate(Text text) {
        return new Refusal(Problem.error(text.whole(), "this is no rate")
                .found(Values.quoted(text.value()))
                .expected(RATE_EXPECTED + "; at least 1, per 10ms to 1h"));
    }

    /** What the providers bear by their own documentation, or half of it. */
    private static Rate usualRate(String kind) {
        return switch (kind) {
            case "slack" -> new Rate(1, Duration.ofSeconds(1));
            case "pagerduty" -> new Rate(60, Duration.ofMinutes(1));
            case "email" -> new Rate(20, Duration.ofMinutes(1));
            default -> new Rate(10, Duration.ofSeconds(1));
        };
    }
}
