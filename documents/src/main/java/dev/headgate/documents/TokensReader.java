package dev.headgate.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads who may enter a process by which token. Nothing may be absent. Thread-safe, never throws. */
public final class TokensReader {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String HASH = "64 hexadecimal digits, as `printf %s \"$TOKEN\" | sha256sum` writes them";
    private static final int MOST = 1_000;

    private final List<String> roles;
    private final Values values;
    private final Problems problems = new Problems();
    private final Map<String, String> names = new HashMap<>();

    private TokensReader(Source source, List<String> roles) {
        this.values = new Values(source);
        this.roles = roles;
    }

    /**
     * Reads a file of tokens.
     *
     * @param sourceName the file's name, for messages
     * @param yaml its text, at most 256 kB
     * @param roles every role there is
     */
    public static Parsed<List<KnownToken>> read(String sourceName, String yaml, List<String> roles) {
        Source source = new Source(sourceName, yaml);
        TokensReader reader = new TokensReader(source, roles);
        Optional<List<KnownToken>> tokens = reader.problems
                .attempt(() -> Yaml.read(source, yaml))
                .flatMap(root ->
                        reader.problems.attempt(() -> reader.tokens(root)).flatMap(it -> it));
        return reader.problems.finish(tokens);
    }

    private Optional<List<KnownToken>> tokens(Node root) throws Refusal {
        Fields fields = Fields.of(root, "a file of tokens", List.of("tokens"), values, problems);
        return fields.required("tokens", "`tokens:` and below it one item for each", this::items);
    }

    private List<KnownToken> items(Node node) throws Refusal {
        List<Node> nodes = values.list(node, "`tokens`");
        if (nodes.size() > MOST) {
            throw new Refusal(Problem.error(values.source().place(node), "there are at most " + MOST + " tokens")
                    .found(nodes.size() + " tokens")
                    .expected("fewer; many people sign in with OIDC"));
        }
        List<KnownToken> tokens = new ArrayList<>();
        for (Node item : nodes) {
            problems.attempt(() -> token(item)).flatMap(it -> it).ifPresent(tokens::add);
        }
        return tokens;
    }

    private Optional<KnownToken> token(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a token", List.of("name", "roles", "sha256"), values, problems);
        Optional<String> name = fields.required("name", "who shows it", it -> values.name(it, "who shows a token"));
        Optional<Set<String>> may = fields.required("roles", "some of " + String.join(", ", roles), this::roles);
        Optional<String> hash = fields.required("sha256", HASH, this::hash);
        if (name.isEmpty() || may.isEmpty() || hash.isEmpty()) {
            return Optional.empty();
        }
        String first = names.putIfAbsent(hash.get(), name.get());
        if (first != null) {
            throw new Refusal(Problem.error(fields.keyPlace("sha256"), "this token is known already")
                    .found("the token of " + first)
                    .expected("a token of its own for each"));
        }
        return Optional.of(new KnownToken(name.get(), may.get(), hash.get()));
    }

    private Set<String> roles(Node node) throws Refusal {
        Set<String> found = new LinkedHashSet<>();
        for (Node item : values.oneOrMore(node, "`roles`")) {
            found.add(values.word(item, roles));
        }
        return found;
    }

    /** What stands there is never shown: it might be the token itself. */
    private String hash(Node node) throws Refusal {
        String text = Values.scalar(node);
        if (!SHA256.matcher(text).matches()) {
            throw new Refusal(Problem.error(values.source().place(node).withoutText(), "this is no SHA-256 of a token")
                    .expected(HASH));
        }
        return text;
    }
}
