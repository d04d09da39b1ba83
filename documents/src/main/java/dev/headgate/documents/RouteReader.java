package dev.headgate.documents;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.WireName;
import dev.headgate.schemas.model.notice.Route;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what goes to which channels. */
final class RouteReader {

    private static final List<String> KNOWN =
            List.of("recipients", "severity", "decisions", "executions", "services", "channels");
    private static final Pattern SERVICES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\*?");

    private final Values values;
    private final Problems problems;
    private final List<String> channels;

    RouteReader(Values values, Problems problems, List<String> channels) {
        this.values = values;
        this.problems = problems;
        this.channels = channels;
    }

    Route read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a route", KNOWN, values, problems);
        return new Route(
                fields.optional("recipients", list -> several(list, "`recipients`", this::recipient))
                        .orElse(List.of()),
                fields.optional("severity", word -> known(word, Severity.values())),
                fields.optional("decisions", list -> several(list, "`decisions`", this::decision))
                        .orElse(List.of()),
                fields.optional("executions", list -> several(list, "`executions`", this::execution))
                        .orElse(List.of()),
                fields.optional("services", list -> several(list, "`services`", this::service))
                        .orElse(List.of()),
                fields.required("channels", "names of channels", list -> several(list, "`channels`", this::channel))
                        .orElse(List.of()));
    }

    private <T> List<T> several(Node node, String what, Fields.FieldReading<T> reading) throws Refusal {
        return values.oneOrMore(node, what).stream()
                .flatMap(item -> problems.attempt(() -> reading.read(item)).stream())
                .toList();
    }

    private String recipient(Node node) throws Refusal {
        return values.name(node, "a role or channel");
    }

    private DecisionKind decision(Node node) throws Refusal {
        return known(node, DecisionKind.values());
    }

    private ExecutionStatus execution(Node node) throws Refusal {
        return known(node, ExecutionStatus.values());
    }

    private String channel(Node node) throws Refusal {
        return channel(node, channels, values);
    }

    private String service(Node node) throws Refusal {
        Text text = values.text(node, "a service's name, or how it begins with * behind it");
        if (!SERVICES.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "no service has such a name")
                    .found(Values.quoted(text.value()))
                    .expected("a service's name, or how it begins with * behind it, as team-a-*"));
        }
        return text.value();
    }

    /** The name of a channel that there is. */
    static String channel(Node node, List<String> channels, Values values) throws Refusal {
        Text text = values.text(node, "the name of a channel");
        if (!channels.contains(text.value())) {
            throw new Refusal(Problem.error(text.whole(), "there is no such channel")
                    .found(Values.quoted(text.value()))
                    .expected(channels.isEmpty() ? "one of `channels`" : String.join(", ", channels))
                    .suggest(NearestWord.to(text.value(), channels)));
        }
        return text.value();
    }

    /** A word of a vocabulary, not the one that stands for words that this release does not know. */
    private <T extends Enum<T> & WireName> T known(Node node, T[] vocabulary) throws Refusal {
        List<T> usable = Arrays.stream(vocabulary)
                .filter(each -> !each.name().equals("UNKNOWN"))
                .toList();
        String word = values.word(node, usable.stream().map(WireName::wireName).toList());
        return Stream.of(vocabulary)
                .filter(each -> each.wireName().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
