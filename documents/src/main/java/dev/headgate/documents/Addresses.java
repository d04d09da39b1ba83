package dev.headgate.documents;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks where a Runtime API is reached. */
final class Addresses {

    static final String EXPECTED = "host:port as 127.0.0.1:9999, or the absolute path of a socket";

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");
    private static final Pattern SOCKET = Pattern.compile("/[\\x21-\\x7E]{1,106}");

    private Addresses() {}

    static String check(Text text) throws Refusal {
        Matcher tcp = HOST_AND_PORT.matcher(text.value());
        boolean port =
                tcp.matches() && Values.wholeNumber(tcp.group(1), 1, 65_535).isPresent();
        if (!port && !SOCKET.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "this is no address of a Runtime API")
                    .found(Values.quoted(text.value()))
                    .expected(EXPECTED));
        }
        return text.value();
    }
}
