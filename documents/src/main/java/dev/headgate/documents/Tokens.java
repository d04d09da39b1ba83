package dev.headgate.documents;

import java.util.List;
import java.util.Set;

/** The tokens of one text, read from left to right. */
final class Tokens {

    private final Text text;
    private final List<Token> tokens;
    private Set<String> endings = Set.of();
    private int at;

    Tokens(Text text) {
        this.text = text;
        this.tokens = Tokenizer.tokens(text.value());
    }

    List<Token> all() {
        return tokens;
    }

    /** Words that end a criterion where this text stands, beside an effect's arrow. */
    Tokens endingAt(String... words) {
        endings = Set.of(words);
        return this;
    }

    /** Whether a criterion is over here. */
    boolean atEndOfCriterion() {
        Token next = peek();
        return next.is(Token.Kind.END)
                || next.is(Token.Kind.ARROW)
                || (next.is(Token.Kind.WORD) && endings.contains(next.text()));
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token behind the next one. */
    Token peekBehind() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it is this word. */
    boolean accept(String word) {
        boolean accepted = peek().isWord(word);
        if (accepted) {
            next();
        }
        return accepted;
    }

    /** Takes the next token if it is of this kind. */
    boolean accept(Token.Kind kind) {
        boolean accepted = peek().is(kind) && kind != Token.Kind.END;
        if (accepted) {
            next();
        }
        return accepted;
    }

    Place place(Token token) {
        return text.place(token.start(), token.end());
    }

    Place place(Token first, Token last) {
        return text.place(first.start(), last.end());
    }

    Place whole() {
        return text.whole();
    }

    /** Everything that was not read yet, as a text of its own. */
    Text rest() {
        return text.part(peek().start(), text.value().length());
    }

    String value() {
        return text.value();
    }

    /** A problem at a token, with the token as what was found. */
    Problem problem(Token token, String message) {
        return Problem.error(place(token), message)
                .found(token.is(Token.Kind.END) ? "the end" : "`" + written(token) + "`");
    }

    String written(Token token) {
        return text.value().substring(token.start(), token.end());
    }

    /** @throws Refusal unless everything was read */
    void expectEnd(String expected) throws Refusal {
        if (!peek().is(Token.Kind.END)) {
            throw new Refusal(problem(peek(), "this is more than belongs here").expected(expected));
        }
    }
}
