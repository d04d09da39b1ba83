package dev.headgate.documents;

import java.net.URI;

/** Checks URLs that a file fixes: a decision must not choose where anything is sent. */
final class Urls {

    private static final int LONGEST = 500;

    private Urls() {}

    static String fixed(Text text) throws Refusal {
        try {
            URI url = URI.create(text.value());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean plain = url.getUserInfo() == null
                    && url.getFragment() == null
                    && !text.value().contains("$");
            if (http && plain && url.getHost() != null && text.value().length() <= LONGEST) {
                return text.value();
            }
        } catch (IllegalArgumentException noUrl) {
            // It is said below.
        }
        throw new Refusal(Problem.error(text.whole(), "this is no URL")
                .found(Values.quoted(text.value()))
                .expected("as http://127.0.0.1:8404/shop or https://..., without a placeholder, a user or a fragment"));
    }
}
