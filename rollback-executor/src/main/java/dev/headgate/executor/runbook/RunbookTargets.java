package dev.headgate.executor.runbook;

import dev.headgate.executor.settings.AllowList;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the steps of a runbook reach: addresses, hosts, files and programs, all of them fixed in its file. Where there is an
 * allow-list, a kind of step that is not known here is not allowed.
 */
public final class RunbookTargets {

    private RunbookTargets() {}

    /**
     * What a step reaches.
     *
     * @param what what it is, for people
     * @param names any of which may be allowed: of {@code host:port} also the host alone
     */
    private record Target(String what, List<String> names) {}

    /** What a file reaches and must not, a sentence each. */
    static List<String> problems(Path file, Runbook runbook, AllowList allowed) {
        if (allowed.targets().isEmpty()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (Step step : runbook.steps()) {
            Optional<List<Target>> targets = targets(step.action());
            if (targets.isEmpty()) {
                problems.add(file + ": step " + step.name()
                        + " is of a kind whose targets allowed.targets cannot check; take the step or the setting out");
            }
            for (Target target : targets.orElse(List.of())) {
                if (target.names().stream().noneMatch(allowed::allowsTarget)) {
                    problems.add(file + ": step " + step.name() + " reaches the " + target.what() + " "
                            + target.names().get(0) + ", which allowed.targets does not allow; it allows "
                            + String.join(", ", allowed.targets()));
                }
            }
        }
        return problems;
    }

    /** What sort of action it is, close to what runbooks call it: {@code haproxy}, {@code http-route}. */
    public static String kind(Action action) {
        return action.getClass()
                .getSimpleName()
                .replaceAll("(Weight|Split|Call)$", "")
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The first thing that it reaches; {@code other} if that is not known here. */
    public static String first(Action action) {
        return targets(action)
                .flatMap(all -> all.stream().findFirst())
                .map(target -> target.names().get(0))
                .orElse("other");
    }

    private static Optional<List<Target>> targets(Action action) {
        if (action instanceof Action.HaproxyWeight haproxy) {
            return Optional.of(
                    haproxy.addresses().stream().map(RunbookTargets::address).toList());
        }
        if (action instanceof Action.NginxSplit nginx) {
            return Optional.of(List.of(
                    new Target("file", List.of(normal(nginx.file()))),
                    url(nginx.state()),
                    program(nginx.test()),
                    program(nginx.reload())));
        }
        if (action instanceof Action.InCluster object) {
            String namespace = "kubernetes/" + object.namespace();
            return Optional.of(List.of(new Target("namespace", List.of(namespace))));
        }
        if (action instanceof Action.Command command) {
            return Optional.of(List.of(program(command.arguments())));
        }
        if (action instanceof Action.HttpCall call) {
            return Optional.of(List.of(url(call.url())));
        }
        if (action instanceof Action.Probe probe) {
            return Optional.of(List.of(url(probe.request().url())));
        }
        if (action instanceof Action.Lookup lookup) {
            return Optional.of(List.of(url(lookup.request().url())));
        }
        if (action instanceof Action.Confirm) {
            return Optional.of(List.of());
        }
        return Optional.empty();
    }

    private static Target address(String address) {
        int colon = address.lastIndexOf(':');
        return address.startsWith("/") || colon < 0
                ? new Target("socket", List.of(normal(address)))
                : new Target("address", List.of(address, address.substring(0, colon)));
    }

    private static Target url(String url) {
        URI uri = URI.create(url);
        String host = Optional.ofNullable(uri.getHost()).orElse(url);
        return uri.getPort() < 0
                ? new Target("host", List.of(host))
                : new Target("address", List.of(host + ":" + uri.getPort(), host));
    }

    private static Target program(List<String> arguments) {
        return new Target("program", List.of(normal(arguments.get(0))));
    }

    /** A path without {@code ..}, by which a pattern could be outwitted. */
    private static String normal(String path) {
        return path.contains("/") ? Path.of(path).normalize().toString() : path;
    }
}
