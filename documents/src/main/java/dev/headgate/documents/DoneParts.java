package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Since;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people have done, what runbooks have, and alerts: read the same way in a line and in an object. */
final class DoneParts {

    /** The words that such a measure begins with. */
    static final List<String> WORDS = List.of("approval", "checklist", "hook", "alert");

    static final List<String> SINCE = List.of("start", "stage");

    /** Who started the rollout. */
    static final String STARTER = "starter";

    static final String ALERT = "`alert critical`, `no alert critical since stage` or `alert named HighErrorRate`";
    private static final String HOOK = "`hook smoke-tests` or `hook db-check output upsert.p95 <= 20ms`";
    private static final List<String> AFTER_ALERT = List.of("named", "since", "for");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");
    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7E]{1,200}");

    private DoneParts() {}

    /** A measure and what is said about it. */
    record Said(Measure measure, Claim claim) {}

    static Said approval(Tokens tokens) throws Refusal {
        Token of = tokens.peek();
        if (!tokens.accept("of")) {
            throw new Refusal(tokens.problem(of, "`of` is missing here")
                    .expected("`approval of release-managers`")
                    .suggest(NearestWord.to(of.text(), List.of("of"))));
        }
        String role = Responses.name(tokens, "the role", "`approval of release-managers`");
        return approval(role, tokens.accept("other") && otherThanStarter(tokens));
    }

    static Said approval(String role, boolean otherThanStarter) {
        return done(new Measure.Approval(role, otherThanStarter), true);
    }

    private static boolean otherThanStarter(Tokens tokens) throws Refusal {
        for (String word : List.of("than", STARTER)) {
            Token found = tokens.peek();
            if (!tokens.accept(word)) {
                throw new Refusal(tokens.problem(found, "only `other than starter` can stand here")
                        .expected("`approval of release-managers other than starter`")
                        .suggest(NearestWord.to(found.text(), List.of(word))));
            }
        }
        return true;
    }

    static Said checklist(Tokens tokens) throws Refusal {
        return checklist(Responses.name(tokens, "the checklist's name", "`checklist go-live`"));
    }

    static Said checklist(String name) {
        return done(new Measure.ChecklistDone(name), true);
    }

    private static Said done(Measure measure, boolean done) {
        return new Said(measure, new Claim.Done(done));
    }

    /** Whether a figure of the hook's output follows: then a limit or a text must. */
    static Measure.Hook hook(Tokens tokens) throws Refusal {
        String runbook = Responses.name(tokens, "the hook's runbook", HOOK);
        if (!tokens.accept("output")) {
            return hook(runbook, Optional.empty());
        }
        return hook(runbook, Optional.of(field(tokens)));
    }

    /** The name of a field of a hook's output. */
    static String field(Tokens tokens) throws Refusal {
        Token field = tokens.next();
        if (!field.is(Token.Kind.WORD) || !FIELD.matcher(field.text()).matches()) {
            throw new Refusal(tokens.problem(field, "the field of the hook's output is missing here")
                    .expected("its name, nested ones joined by points, as in " + HOOK));
        }
        return field.text();
    }

    static Measure.Hook hook(String runbook, Optional<String> field) {
        return new Measure.Hook(runbook, field, Optional.empty(), Measure.Unit.NUMBER);
    }

    /** The hook succeeds, or it does not. */
    static Said hookDone(Measure.Hook hook, boolean done) {
        return done(hook, done);
    }

    /** Whether a text follows that a field must equal, rather than a number. */
    static boolean textFollows(Token operator, Token next) {
        return operator.text().equals("=") && (next.is(Token.Kind.TEXT) || next.is(Token.Kind.WORD));
    }

    /** A field of a hook's output equals a text. */
    static Said hookSays(Measure.Hook hook, String text, Place place) throws Refusal {
        if (!TEXT.matcher(text).matches()) {
            throw new Refusal(Problem.error(place, "no output can be compared with this text")
                    .found(Values.quoted(text))
                    .expected("1 to 200 printable ASCII characters"));
        }
        return done(new Measure.Hook(hook.runbook(), hook.field(), Optional.of(text), hook.unit()), true);
    }

    /**
     * Reads what follows the word `alert`.
     *
     * @param none whether the claim is that there is none
     */
    static Said alert(Tokens tokens, boolean none) throws Refusal {
        Optional<String> severity = Optional.empty();
        Token next = tokens.peek();
        if (next.is(Token.Kind.WORD) && !AFTER_ALERT.contains(next.text()) && !tokens.atEndOfCriterion()) {
            severity = Optional.of(Responses.name(tokens, "the alerts' severity", ALERT));
        }
        Optional<String> name = Optional.empty();
        if (tokens.accept("named")) {
            name = Optional.of(Responses.name(tokens, "the alert's name", ALERT));
        }
        Since since = tokens.accept("since") ? since(tokens) : Since.NOW;
        return alert(severity, name, since, none);
    }

    static Said alert(Optional<String> severity, Optional<String> name, Since since, boolean none) {
        return new Said(
                new Measure.Alerts(severity, name, since),
                none ? Claim.Limit.plain(Operator.EQUAL, 0) : Claim.Limit.plain(Operator.GREATER, 0));
    }

    /** Reads what stands behind `since`. */
    static Since since(Tokens tokens) throws Refusal {
        Token token = tokens.next();
        if (!SINCE.contains(token.text())) {
            throw new Refusal(tokens.problem(token, "one counts since the start or since the stage")
                    .expected("`since start` or `since stage`; a time is `over 1h`")
                    .suggest(NearestWord.to(token.text(), SINCE)));
        }
        return since(token.text());
    }

    static Since since(String word) {
        return word.equals("start") ? Since.START : Since.STAGE;
    }
}
