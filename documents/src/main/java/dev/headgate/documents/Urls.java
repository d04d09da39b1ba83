package dev.headgate.documents;

import java.util.regex.Pattern;

/** Checks URLs that a file fixes: a decision must not choose where anything is sent. */
final class Urls {

    private static final int LONGEST = 500;
    private static final Pattern URL =
            Pattern.compile("https?://(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?"
                    + "(?:[/?][A-Za-z0-9._~:/?@!&'()*+,;=%-]*)?");

    private Urls() {}

    static String fixed(Text text) throws Refusal {
        if (URL.matcher(text.value()).matches() && text.value().length() <= LONGEST) {
            return text.value();
        }
        throw new Refusal(Problem.error(text.whole(), "this is no URL")
                .found(Values.quoted(text.value()))
                .expected("as http://127.0.0.1:8404/shop or https://..., without a placeholder, a user or a fragment"));
    }
}
