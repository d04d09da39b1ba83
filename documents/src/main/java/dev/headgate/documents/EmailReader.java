package dev.headgate.documents;

import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.Target;
import dev.headgate.schemas.model.notice.Target.Security;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a mail server. Absent fields have these values: {@code security} starttls, {@code port} 587, or 465 with tls, 25 with none. */
final class EmailReader {

    private static final List<String> KNOWN = List.of("host", "port", "security", "from", "to", "user", "password");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}\\]");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,189})");
    private static final Pattern USER = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final String ADDRESS_EXPECTED = "an address, as headgate@example.com";

    private final Values values;
    private final Problems problems;
    private final GivenReader given;

    EmailReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        this.given = new GivenReader(values, problems);
    }

    Optional<Target> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`email`", KNOWN, values, problems);
        Optional<String> host = fields.required(
                "host", "the mail server's host", it -> fitting(it, HOST, "a host, as smtp.example.com"));
        Security security = fields.optional("security", this::security).orElse(Security.STARTTLS);
        int port = fields.optional("port", it -> values.integer(it, 1, 65_535)).orElseGet(() -> usualPort(security));
        Optional<String> from = fields.required("from", ADDRESS_EXPECTED, it -> fitting(it, ADDRESS, ADDRESS_EXPECTED));
        Optional<List<String>> to = fields.required("to", "one or more addresses", this::receivers);
        Optional<String> user = fields.optional("user", it -> fitting(it, USER, "a user's name without spaces"));
        Optional<Given> password = fields.optional("password", given::secret);
        checkLogin(fields, security);
        if (host.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Target.Email(
                host.orElseThrow(), port, security, from.orElseThrow(), to.orElseThrow(), user, password));
    }

    private void checkLogin(Fields fields, Security security) {
        if (fields.has("user") != fields.has("password")) {
            String there = fields.has("user") ? "user" : "password";
            problems.add(Problem.error(fields.keyPlace(there), "user and password belong together")
                    .found("only `" + there + "`")
                    .expected("both, or none"));
        } else if (fields.has("password") && security == Security.NONE) {
            problems.add(Problem.error(fields.keyPlace("password"), "a password would be sent unprotected")
                    .found("security: none")
                    .expected("security: starttls or tls"));
        }
    }

    private List<String> receivers(Node node) throws Refusal {
        return values.oneOrMore(node, "`to`").stream()
                .flatMap(item -> problems.attempt(() -> fitting(item, ADDRESS, ADDRESS_EXPECTED)).stream())
                .toList();
    }

    private Security security(Node node) throws Refusal {
        return Security.valueOf(
                values.word(node, List.of("starttls", "tls", "none")).toUpperCase(Locale.ROOT));
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private String fitting(Node node, Pattern pattern, String expected) throws Refusal {
        Text text = values.text(node, expected);
        if (!pattern.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "this cannot stand here")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
        return text.value();
    }
}
