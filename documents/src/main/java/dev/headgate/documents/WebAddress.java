package dev.headgate.documents;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Web addresses to which notices go: over TLS, but on this machine. */
public final class WebAddress {

    /** What is expected where one must stand. */
    public static final String EXPECTED = "a URL as https://example.com/path, without a user; http:// only of this machine";

    private static final int LONGEST = 1_000;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /** The address, if notices may go there. */
    public static Optional<URI> of(String text) {
        try {
            URI url = URI.create(text);
            boolean secure = "https".equals(url.getScheme())
                    || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost())));
            boolean usable = secure && url.getHost() != null && url.getUserInfo() == null && text.length() <= LONGEST;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** @throws Refusal unless it is one */
    static void check(String url, Text text) throws Refusal {
        if (of(url).isEmpty()) {
            throw new Refusal(Problem.error(text.whole(), "notices cannot go to this address")
                    .found(Values.quoted(text.value()))
                    .expected(EXPECTED));
        }
    }
}
