package dev.headgate.cli;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Train;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which versions a start names: one of one service, or one of each service of a train, as {@code shop=2.4.1}. */
record StartedVersions(String service, String canary, String baseline) {

    /** @throws IllegalArgumentException in words, if a name is none or both versions are the same */
    StartedVersions {
        Names.requireName("--service", service);
        Names.requireName("--canary", canary);
        Names.requireName("--baseline", baseline);
        if (canary.equals(baseline)) {
            throw new IllegalArgumentException(
                    "--canary and --baseline must be different versions, found " + canary + " twice");
        }
    }

    /**
     * Those of one service.
     *
     * @throws IllegalArgumentException in words, if they are not understood
     */
    static List<StartedVersions> ofOne(@Nullable String service, List<String> canaries, List<String> baselines) {
        String name = Optional.ofNullable(service)
                .orElseThrow(() -> new IllegalArgumentException("missing required option: '--service=NAME'"));
        return List.of(new StartedVersions(name, single("--canary", canaries), single("--baseline", baselines)));
    }

    /**
     * Those of every service of a train, in the train's order.
     *
     * @throws IllegalArgumentException in words, if they are not understood or one is missing
     */
    static List<StartedVersions> ofTrain(Train train, List<String> canaries, List<String> baselines) {
        Map<String, String> canary = byService("--canary", canaries, train);
        Map<String, String> baseline = byService("--baseline", baselines, train);
        return train.services().stream()
                .map(service -> new StartedVersions(
                        service, of("--canary", canary, service), of("--baseline", baseline, service)))
                .toList();
    }

    private static String single(String option, List<String> versions) {
        if (versions.size() != 1) {
            throw new IllegalArgumentException(
                    option + " is given once, found " + versions.size() + " times; several services are a --train");
        }
        return versions.get(0);
    }

    private static Map<String, String> byService(String option, List<String> versions, Train train) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String each : versions) {
            int equals = each.indexOf('=');
            String service = equals < 0 ? "" : each.substring(0, equals);
            if (!train.services().contains(service)) {
                throw new IllegalArgumentException(option + " of a train is SERVICE=VERSION, of one of "
                        + String.join(", ", train.services()) + ", found '" + each + "'");
            }
            if (found.put(service, each.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(option + " names " + service + " twice");
            }
        }
        return found;
    }

    private static String of(String option, Map<String, String> versions, String service) {
        return Optional.ofNullable(versions.get(service))
                .orElseThrow(() -> new IllegalArgumentException("the train's service " + service + " has no " + option
                        + ": give " + option + " " + service + "=VERSION"));
    }
}
