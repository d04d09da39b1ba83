package dev.headgate.console.settings;

import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.process.ProcessSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the console is served.
 *
 * @param host the name or address it listens on
 * @param port its port; 0 for any free one
 * @param publicUrl scheme and authority by which browsers reach it; empty for the address itself
 * @param tls the key that it proves itself with; empty for plain HTTP
 * @param behindProxy whether a proxy stands before it, whose {@code X-Forwarded-For} counts
 */
public record ServedAddress(String host, int port, Optional<String> publicUrl, Optional<Tls> tls, boolean behindProxy) {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1", "[::1]");

    /**
     * A key of the server.
     *
     * @param keystore PKCS#12
     * @param password of it; never shown
     */
    public record Tls(Path keystore, String password) {
        @Override
        public String toString() {
            return "TLS by " + keystore;
        }
    }

    /** Whether only this machine reaches it. */
    public boolean loopback() {
        return LOOPBACK.contains(host);
    }

    /** Whether browsers reach it over TLS. */
    public boolean secure() {
        return tls.isPresent()
                || publicUrl.filter(url -> url.startsWith("https://")).isPresent();
    }

    static ServedAddress read(SettingsReader reader, boolean peopleAreKnown) {
        String host = reader.text(ConsoleSetting.HTTP_HOST);
        boolean behindProxy = truth(reader, ConsoleSetting.BEHIND_PROXY);
        Optional<Tls> tls = tls(reader);
        ServedAddress address = new ServedAddress(
                host, reader.number(ConsoleSetting.HTTP_PORT, 0, 65_535), publicUrl(reader), tls, behindProxy);
        if (!address.loopback()) {
            address.refuseOpenness(reader, peopleAreKnown);
        }
        address.refusePlainText(reader);
        return address;
    }

    private void refuseOpenness(SettingsReader reader, boolean peopleAreKnown) {
        if (!peopleAreKnown) {
            reader.refuse(
                    ConsoleSetting.HTTP_HOST,
                    "127.0.0.1, or tokens.file or oidc.issuer beside it: others reach the console there");
        }
        if (tls.isEmpty() && !behindProxy && !forwardedHere()) {
            reader.refuse(
                    ConsoleSetting.HTTP_HOST,
                    "127.0.0.1, or tls.keystore beside it, or behind.proxy: true where a proxy before it speaks TLS, or"
                            + " public.url: http://127.0.0.1:PORT where only this machine forwards to it, as of a container");
        }
        if (publicUrl.isEmpty()) {
            reader.refuse(
                    ConsoleSetting.PUBLIC_URL,
                    "where browsers find the console, as https://headgate.example.com: other names are refused");
        }
    }

    /**
     * Whether browsers are on the machine that hands their requests on to the console's own port: a container's published port,
     * an SSH tunnel. Whoever else reaches that port is refused for the name, so that nobody types a token into plain text.
     */
    public boolean forwardedHere() {
        return publicUrl
                .filter(url -> url.startsWith("http://")
                        && LOOPBACK.contains(URI.create(url).getHost()))
                .isPresent();
    }

    /** Plain HTTP is for a console and browsers of one machine. */
    private void refusePlainText(SettingsReader reader) {
        boolean plain = publicUrl.filter(url -> url.startsWith("http://")).isPresent();
        // What speaks TLS has an address with https://, wherever it stands.
        boolean contradicted = !loopback() && (behindProxy || tls.isPresent());
        if (plain && (contradicted || !forwardedHere())) {
            reader.refuse(
                    ConsoleSetting.PUBLIC_URL,
                    "an address with https:// where other machines reach the console: a session's cookie must not cross a"
                            + " network in plain text");
        }
    }

    static boolean truth(SettingsReader reader, ConsoleSetting setting) {
        String text = reader.text(setting);
        if (!List.of("true", "false").contains(text)) {
            reader.refuse(setting, "true or false");
        }
        return text.equals("true");
    }

    private static Optional<Tls> tls(SettingsReader reader) {
        Optional<Path> keystore = ProcessSettings.existing(reader, ConsoleSetting.TLS_KEYSTORE);
        Optional<String> password = secret(reader, ConsoleSetting.TLS_PASSWORD_FILE);
        if (keystore.isPresent() && password.isEmpty()) {
            reader.refuse(
                    ConsoleSetting.TLS_PASSWORD_FILE, "a readable file with the password of tls.keystore in one line");
        }
        return keystore.flatMap(file -> password.map(it -> new Tls(file, it)));
    }

    private static Optional<String> publicUrl(SettingsReader reader) {
        String text = reader.text(ConsoleSetting.PUBLIC_URL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> url = origin(text);
        if (url.isEmpty()) {
            reader.refuse(ConsoleSetting.PUBLIC_URL, "scheme, host and perhaps port, as https://headgate.example.com");
        }
        return url;
    }

    private static Optional<String> origin(String text) {
        try {
            URI uri = URI.create(text);
            boolean known = List.of("http", "https").contains(String.valueOf(uri.getScheme()));
            boolean bare = List.of("", "/").contains(String.valueOf(uri.getRawPath()))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            return known && bare && uri.getHost() != null
                    ? Optional.of((uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (IllegalArgumentException notAnUrl) {
            return Optional.empty();
        }
    }

    /** The one line of a file, if it is named and there. */
    static Optional<String> secret(SettingsReader reader, ConsoleSetting setting) {
        return ProcessSettings.existing(reader, setting).filter(Files::exists).flatMap(file -> {
            try {
                return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        });
    }
}
