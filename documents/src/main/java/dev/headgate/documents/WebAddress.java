package dev.headgate.documents;

import java.util.regex.Pattern;

/** Web addresses to which notices go: over TLS, but on this machine. */
public final class WebAddress {

    /** What is expected where one must stand. */
    public static final String EXPECTED =
            "a URL as https://example.com/path, without a user; http:// only of this machine";

    private static final int LONGEST = 1_000;
    private static final String CHARACTERS = "(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https://(?:\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)"
                    + "|http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\]))(?::[0-9]{1,5})?"
                    + "(?:/" + CHARACTERS + ")?(?:\\?" + CHARACTERS + ")?(?:#" + CHARACTERS + ")?");

    private WebAddress() {}

    /** Whether notices may go there. */
    public static boolean isOne(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /** @throws Refusal unless it is one */
    static void check(String url, Text text) throws Refusal {
        if (!isOne(url)) {
            throw new Refusal(Problem.error(text.whole(), "notices cannot go to this address")
                    .found(Values.quoted(text.value()))
                    .expected(EXPECTED));
        }
    }
}
