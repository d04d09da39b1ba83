package dev.headgate.console.access;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Under which names the console is found, and from which pages it may be asked to change something. A name that somebody else
 * has pointed at this machine (DNS rebinding), and another site's page, are refused. Immutable.
 */
public final class Places {

    private final Set<String> origins;

    /**
     * The console's own.
     *
     * @param origins scheme, host and port, as browsers write them
     */
    public Places(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Those of a port of this machine alone, and of another address if there is one. */
    public static Places of(boolean tls, int port, Optional<String> publicUrl) {
        String scheme = tls ? "https://" : "http://";
        Set<String> local =
                Set.of(scheme + "127.0.0.1:" + port, scheme + "localhost:" + port, scheme + "[::1]:" + port);
        if (publicUrl.isEmpty()) {
            return new Places(local);
        }
        Set<String> all = new HashSet<>(local);
        all.add(publicUrl.get());
        return new Places(all);
    }

    boolean isHost(String header) {
        String host = header.toLowerCase(Locale.ROOT);
        return origins.stream().anyMatch(origin -> origin.endsWith("://" + host));
    }

    boolean isOrigin(String header) {
        return origins.contains(header.toLowerCase(Locale.ROOT));
    }
}
