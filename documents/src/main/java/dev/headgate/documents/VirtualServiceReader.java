package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.HeaderCohort;
import dev.headgate.schemas.model.MeshDestination;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a shift at an Istio VirtualService. An absent {@code awaitStatus} is false. */
final class VirtualServiceReader implements ActionReader {

    private static final List<String> SUBSETS = List.of("host", "canarySubset", "baselineSubset");
    private static final List<String> HOSTS = List.of("canaryHost", "baselineHost");
    private static final List<String> VIRTUAL_SERVICE = List.of(
            "namespace",
            "name",
            "route",
            "cohort",
            "host",
            "canarySubset",
            "baselineSubset",
            "canaryHost",
            "baselineHost",
            "weight",
            "awaitStatus");
    private static final TargetNameReader.Form HOST = new TargetNameReader.Form(
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"),
            "a host, as the VirtualService writes it",
            "this is no host",
            "1 to 253 of A-Z a-z 0-9 - .");
    private static final TargetNameReader.Form SUBSET = new TargetNameReader.Form(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
            "a subset of a DestinationRule",
            "no subset has such a name",
            "1 to 100 of A-Z a-z 0-9 . _ -");

    private final Values values;
    private final Problems problems;
    private final ClusterObjectReader objects;
    private final TargetNameReader hosts;
    private final TargetNameReader subsets;
    private final WholeWeightReader weights;

    VirtualServiceReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.objects = new ClusterObjectReader(values, problems);
        this.hosts = new TargetNameReader(values, placeholders, HOST);
        this.subsets = new TargetNameReader(values, placeholders, SUBSET);
        this.weights = new WholeWeightReader(values, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`virtualService`", VIRTUAL_SERVICE, values, problems);
        Optional<String> namespace = objects.namespace(fields);
        Optional<String> name = objects.name(fields);
        Optional<String> route = objects.rule(fields, "route");
        Optional<HeaderCohort> cohort = objects.cohort(fields);
        boolean byHost = HOSTS.stream().anyMatch(fields::has);
        if (byHost) {
            onlyHosts(fields);
        }
        Optional<MeshDestination> canary = destination(fields, byHost, "canary");
        Optional<MeshDestination> baseline = destination(fields, byHost, "baseline");
        Optional<String> weight =
                fields.required("weight", "the canary's share in whole percent, as \"${weight}\"", weights::read);
        boolean awaitStatus = fields.optional("awaitStatus", values::truth).orElse(false);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(
                            fields.keyPlace(byHost ? "baselineHost" : "baselineSubset"),
                            "canary and baseline are the same destination")
                    .found(canary.orElseThrow().toString())
                    .expected("two destinations, between which the traffic is divided"));
        }
        if (namespace.isEmpty() || name.isEmpty() || canary.isEmpty() || baseline.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.VirtualServiceWeight(
                namespace.orElseThrow(),
                name.orElseThrow(),
                route,
                cohort,
                canary.orElseThrow(),
                baseline.orElseThrow(),
                weight.orElseThrow(),
                awaitStatus));
    }

    private void onlyHosts(Fields fields) {
        SUBSETS.stream()
                .filter(fields::has)
                .forEach(field -> problems.add(Problem.error(
                                fields.keyPlace(field), "destinations are told apart in one way")
                        .found("`" + field + "` beside `canaryHost` or `baselineHost`")
                        .expected("`host`, `canarySubset` and `baselineSubset`, or `canaryHost` and `baselineHost`")));
    }

    private Optional<MeshDestination> destination(Fields fields, boolean byHost, String which) {
        if (byHost) {
            return fields.required(which + "Host", HOST.what(), hosts::read)
                    .map(host -> new MeshDestination(host, Optional.empty()));
        }
        Optional<String> host = which.equals("canary")
                ? fields.required("host", HOST.what() + ", or `canaryHost` and `baselineHost`", hosts::read)
                : fields.optional("host", hosts::read);
        return fields.required(which + "Subset", SUBSET.what(), subsets::read)
                .flatMap(subset -> host.map(it -> new MeshDestination(it, Optional.of(subset))));
    }
}
