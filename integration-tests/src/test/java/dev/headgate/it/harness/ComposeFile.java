package dev.headgate.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a compose file says about its services, with what they take over from elsewhere ({@code <<}). */
public final class ComposeFile {
    private final Map<?, ?> services;
    private final Map<?, ?> networks;

    private ComposeFile(Map<?, ?> root) {
        this.services = (Map<?, ?>) root.get("services");
        this.networks = (Map<?, ?>) root.get("networks");
    }

    /** Reads its text. */
    public static ComposeFile read(String text) {
        var load = new Load(LoadSettings.builder().build());
        return new ComposeFile((Map<?, ?>) load.loadFromString(text));
    }

    /** Their names. */
    public Set<String> services() {
        return services.keySet().stream().map(Object::toString).collect(Collectors.toSet());
    }

    /** A service's value as written; empty if it has none. */
    public Optional<Object> value(String service, String key) {
        return inForce((Map<?, ?>) services.get(service), key);
    }

    /** A service's list of texts; empty if it has none. */
    public List<String> list(String service, String key) {
        return value(service, key).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(Object::toString)
                .toList();
    }

    /** A variable in a service's environment. */
    public Optional<String> variable(String service, String name) {
        return value(service, "environment")
                .map(environment -> ((Map<?, ?>) environment).get(name))
                .map(Object::toString);
    }

    /** The services that are in a network. */
    public Set<String> members(String network) {
        return services().stream()
                .filter(service -> networks(service).contains(network))
                .collect(Collectors.toSet());
    }

    /** A service's own address in a network, if it has a fixed one. */
    public Optional<String> address(String service, String network) {
        return value(service, "networks")
                .filter(Map.class::isInstance)
                .map(all -> ((Map<?, ?>) all).get(network))
                .map(one -> ((Map<?, ?>) one).get("ipv4_address"))
                .map(Object::toString);
    }

    /** Whether nothing outside reaches a network, and nothing in it the outside. */
    public boolean isInternal(String network) {
        return networks.get(network) instanceof Map<?, ?> settings && Boolean.TRUE.equals(settings.get("internal"));
    }

    private List<String> networks(String service) {
        Object named = value(service, "networks").orElse(List.of());
        List<Object> names = new ArrayList<>(named instanceof Map<?, ?> map ? map.keySet() : (List<?>) named);
        return names.stream().map(Object::toString).toList();
    }

    private static Optional<Object> inForce(Map<?, ?> settings, String key) {
        Object own = settings.get(key);
        if (own != null) {
            return Optional.of(own);
        }
        return settings.get("<<") instanceof Map<?, ?> taken ? inForce(taken, key) : Optional.empty();
    }
}
