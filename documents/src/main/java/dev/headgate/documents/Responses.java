package dev.headgate.documents;

import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is done when something has failed, with its words, and how urgent it is: read the same way wherever it stands. */
final class Responses {

    static final List<String> EFFECTS = List.of("rollback", "step back", "hold", "notify", "page", "mitigate", "ask");
    static final List<String> SEVERITIES = List.of("critical", "warning", "info", "P0", "P1", "P2", "P3");

    /** What stands behind `else`. */
    static final List<String> OTHERWISE = List.of("rollback", "step back", "hold");

    static final String ASK = "`ask release-manager 10m else rollback`";
    private static final String NAME = "a name: 1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter";
    private static final Duration LONGEST_ASKED = Duration.ofDays(31);

    private Responses() {}

    /**
     * A response that was read.
     *
     * @param word its effect as written: {@code page} is a {@code notify} that wakes people
     */
    record Written(Response response, String word) {

        /** How urgent it is where nothing is said. */
        Severity severity() {
            return response.effect() == Effect.ROLLBACK || isPage() ? Severity.CRITICAL : Severity.WARNING;
        }

        boolean isPage() {
            return word.equals("page");
        }
    }

    /**
     * Reads a response.
     *
     * @param allowed the effects that can stand here
     */
    static Written read(Tokens tokens, List<String> allowed) throws Refusal {
        Token first = tokens.next();
        String word = effect(tokens, first);
        if (!EFFECTS.contains(word)) {
            throw new Refusal(tokens.problem(first, "this effect is not known")
                    .expected(String.join(", ", allowed))
                    .suggest(
                            SEVERITIES.contains(word)
                                    ? Optional.of("rollback " + word)
                                    : NearestWord.to(word, allowed)));
        }
        if (!allowed.contains(word)) {
            throw new Refusal(
                    tokens.problem(first, "`" + word + "` cannot stand here").expected(String.join(", ", allowed)));
        }
        return new Written(
                switch (word) {
                    case "rollback" -> rollback(tokens);
                    case "notify", "page" -> notify(tokens);
                    case "mitigate" -> mitigate(tokens);
                    case "ask" -> ask(tokens);
                    case "step back" -> Response.STEP_BACK;
                    case "hold" -> Response.HOLD;
                    default -> throw new IllegalStateException("an effect without a meaning: " + word);
                },
                word);
    }

    /** A field that is one response and nothing else. */
    static Response whole(Node node, List<String> allowed, Values values) throws Refusal {
        Tokens tokens = new Tokens(values.text(node, String.join(", ", allowed)));
        Response response = read(tokens, allowed).response();
        tokens.expectEnd("one of " + String.join(", ", allowed) + ", with its words");
        return response;
    }

    private static String effect(Tokens tokens, Token first) {
        return first.text().equals("step") && tokens.accept("back") ? "step back" : first.text();
    }

    private static Response rollback(Tokens tokens) throws Refusal {
        if (!tokens.accept("with")) {
            return Response.ROLLBACK;
        }
        return rollbackWith(name(tokens, "the runbook of this rollback", "`rollback with restore-database`"));
    }

    /** A rollback by a runbook of its own. */
    static Response rollbackWith(String runbook) {
        return new Response(Effect.ROLLBACK, Optional.of(runbook), Optional.empty(), Optional.empty(), Effect.HOLD);
    }

    private static Response notify(Tokens tokens) throws Refusal {
        Token next = tokens.peek();
        if (!next.is(Token.Kind.WORD) || SEVERITIES.contains(next.text())) {
            return Response.NOTIFY;
        }
        return notifying(name(tokens, "who is told", "`notify on-call`"));
    }

    /** Tell somebody. */
    static Response notifying(String whom) {
        return new Response(Effect.NOTIFY, Optional.empty(), Optional.of(whom), Optional.empty(), Effect.HOLD);
    }

    private static Response mitigate(Tokens tokens) throws Refusal {
        return Response.mitigate(name(tokens, "the runbook of this mitigation", "`mitigate lower-concurrency`"));
    }

    private static Response ask(Tokens tokens) throws Refusal {
        String role = name(tokens, "the role that is asked", ASK);
        Duration within = within(Quantities.duration(tokens));
        Token otherwise = tokens.peek();
        if (!tokens.accept("else")) {
            throw new Refusal(tokens.problem(otherwise, "`else` is missing: what is done when nobody answers in time")
                    .expected(ASK)
                    .suggest(NearestWord.to(otherwise.text(), List.of("else"))));
        }
        Token first = tokens.next();
        String word = effect(tokens, first);
        if (!OTHERWISE.contains(word)) {
            throw new Refusal(tokens.problem(first, "this cannot stand behind `else`")
                    .expected(String.join(", ", OTHERWISE))
                    .suggest(NearestWord.to(word, OTHERWISE)));
        }
        return Response.ask(role, within, otherwise(word));
    }

    /** How long one waits for an answer. */
    static Duration within(Located<Duration> within) throws Refusal {
        Duration value = within.value();
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_ASKED) > 0) {
            throw new Refusal(Problem.error(within.place(), "nobody can answer within this time")
                    .found("`" + Quantities.written(value) + "`")
                    .expected("1s to 31d"));
        }
        return value;
    }

    static Effect otherwise(String word) {
        return switch (word) {
            case "rollback" -> Effect.ROLLBACK;
            case "step back" -> Effect.STEP_BACK;
            case "hold" -> Effect.HOLD;
            default -> throw new IllegalArgumentException("not one of " + OTHERWISE + ": " + word);
        };
    }

    /** Reads the severity behind a response, if there is one. */
    static Severity severity(Tokens tokens, Written response) throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.END)) {
            return response.severity();
        }
        tokens.next();
        if (!SEVERITIES.contains(token.text())) {
            throw new Refusal(tokens.problem(token, "only a severity can follow `" + response.word() + "` here")
                    .expected(String.join(", ", SEVERITIES))
                    .suggest(NearestWord.to(token.text(), SEVERITIES)));
        }
        return severity(token.text(), response, tokens.place(token));
    }

    static Severity severity(String word, Written response, Place place) throws Refusal {
        Severity severity = severity(word);
        if (response.isPage() && (severity == Severity.WARNING || severity == Severity.INFO)) {
            throw new Refusal(Problem.error(place, "`page` wakes people, and this severity does not")
                    .found("page " + word)
                    .expected("critical, P0, P1, P2, P3, or `notify " + word + "`")
                    .suggest("notify " + word));
        }
        return severity;
    }

    static Severity severity(String word) {
        return switch (word) {
            case "critical" -> Severity.CRITICAL;
            case "warning" -> Severity.WARNING;
            case "info" -> Severity.INFO;
            case "P0" -> Severity.P0;
            case "P1" -> Severity.P1;
            case "P2" -> Severity.P2;
            case "P3" -> Severity.P3;
            default -> throw new IllegalArgumentException("not one of " + SEVERITIES + ": " + word);
        };
    }

    /** A name in the middle of a line: of a role, a channel, a runbook, a checklist. */
    static String name(Tokens tokens, String what, String example) throws Refusal {
        Token token = tokens.next();
        if (!token.is(Token.Kind.WORD)) {
            throw new Refusal(tokens.problem(token, what + " is missing here").expected(NAME + ", as in " + example));
        }
        if (!Names.isName(token.text())) {
            throw new Refusal(
                    tokens.problem(token, what + " has a form that no name has").expected(NAME + ", as in " + example));
        }
        return token.text();
    }
}
