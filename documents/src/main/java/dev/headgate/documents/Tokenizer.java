package dev.headgate.documents;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line into tokens. Every line can be cut: what no rule knows becomes {@link Token.Kind#OTHER}. */
final class Tokenizer {

    /** Other spaces look like these but are not what the JSON Schema, or a search in an editor, takes for one. */
    private static final String SPACES = " \t\r\n\f\u000B";

    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String line) {
        this.line = line;
    }

    /** The tokens of the line; the last one is {@link Token.Kind#END}. */
    static List<Token> tokens(String line) {
        return new Tokenizer(line).cut();
    }

    private List<Token> cut() {
        while (at < line.length()) {
            char character = line.charAt(at);
            if (SPACES.indexOf(character) >= 0) {
                at++;
            } else {
                next(character);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", line.length(), line.length()));
        return List.copyOf(tokens);
    }

    private void next(char character) {
        if (Character.isLetter(character) || character == '_') {
            add(Token.Kind.WORD, endOfWord());
        } else if (isDigit(at)) {
            add(Token.Kind.NUMBER, endOfNumber());
        } else if (character == '(' && followsMeasure()) {
            addOperation();
        } else if (character == '{' && followsMeasure()) {
            addUpTo('}', Token.Kind.LABELS);
        } else if (character == '"') {
            addUpTo('"', Token.Kind.TEXT);
        } else if (line.startsWith("->", at)) {
            add(Token.Kind.ARROW, at + 2);
        } else if (line.startsWith("..", at)) {
            add(Token.Kind.RANGE, at + 2);
        } else if (character == '%') {
            add(Token.Kind.UNIT_SIGN, at + 1);
        } else if (character == '/' && at + 1 < line.length() && Character.isLetter(line.charAt(at + 1))) {
            add(Token.Kind.UNIT_SIGN, endOfPerUnit());
        } else if ("<>=!≤≥".indexOf(character) >= 0) {
            add(Token.Kind.COMPARISON, endOfComparison());
        } else {
            add(Token.Kind.OTHER, at + Character.charCount(line.codePointAt(at)));
        }
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, line.substring(at, end), at, end));
        at = end;
    }

    /** Operation and labels may stand in either order. */
    private boolean followsMeasure() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.is(Token.Kind.WORD) || last.is(Token.Kind.OPERATION) || last.is(Token.Kind.LABELS);
    }

    private void addUpTo(char closing, Token.Kind kind) {
        int end = line.indexOf(closing, at + 1);
        if (end < 0) {
            add(Token.Kind.OTHER, line.length());
            return;
        }
        tokens.add(new Token(kind, line.substring(at + 1, end), at, end + 1));
        at = end + 1;
    }

    /** Up to the parenthesis that closes this one: operations such as <code>GET /a(b)</code> may hold some. */
    private void addOperation() {
        int depth = 0;
        for (int i = at; i < line.length(); i++) {
            depth += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                tokens.add(new Token(Token.Kind.OPERATION, line.substring(at + 1, i), at, i + 1));
                at = i + 1;
                return;
            }
        }
        add(Token.Kind.OTHER, line.length());
    }

    private int endOfWord() {
        int end = at + 1;
        while (end < line.length() && (isWordPart(end) || joinsWordParts(end))) {
            end++;
        }
        return end;
    }

    private boolean isWordPart(int index) {
        return index < line.length() && (Character.isLetterOrDigit(line.charAt(index)) || line.charAt(index) == '_');
    }

    private boolean joinsWordParts(int index) {
        char character = line.charAt(index);
        return (character == '.' || character == '-') && isWordPart(index + 1);
    }

    private int endOfNumber() {
        int end = at + 1;
        while (end < line.length() && (isDigit(end) || (line.charAt(end) == '.' && isDigit(end + 1)))) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return index < line.length() && line.charAt(index) >= '0' && line.charAt(index) <= '9';
    }

    private int endOfPerUnit() {
        int end = at + 1;
        while (isWordPart(end)) {
            end++;
        }
        return end;
    }

    private int endOfComparison() {
        boolean two = at + 1 < line.length() && line.charAt(at + 1) == '=' && "<>=!".indexOf(line.charAt(at)) >= 0;
        return at + (two ? 2 : 1);
    }
}
