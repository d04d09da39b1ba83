package dev.headgate.cli.accesslog;

import dev.headgate.schemas.model.Names;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version a server runs: by its name, or by the version's place in it. Immutable. */
public final class ServerVersions {

    private static final String PLACE = "{version}";

    private final Map<String, String> named;
    private final Pattern pattern;

    /**
     * @param named versions by servers, which count first
     * @param pattern a server's name with {@code {version}} in the place of the version
     * @throws IllegalArgumentException if that place is missing or there twice, or a version is no name
     */
    public ServerVersions(Map<String, String> named, String pattern) {
        int place = pattern.indexOf(PLACE);
        if (place < 0 || place != pattern.lastIndexOf(PLACE)) {
            throw new IllegalArgumentException(
                    "expected {version} once, as in shop-{version}, found '" + pattern + "'");
        }
        named.values().forEach(version -> Names.requireName("a version", version));
        this.named = Map.copyOf(named);
        this.pattern = Pattern.compile(Pattern.quote(pattern.substring(0, place)) + "(.+)"
                + Pattern.quote(pattern.substring(place + PLACE.length())));
    }

    /** The version of a server; empty if neither its name nor the pattern tells. */
    Optional<String> of(String server) {
        String known = named.get(server);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher found = pattern.matcher(server);
        return found.matches() && Names.isName(found.group(1)) ? Optional.of(found.group(1)) : Optional.empty();
    }
}
