package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.HeaderCohort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a shift at a Gateway API HTTPRoute. An absent {@code awaitStatus} is true. */
final class HttpRouteReader implements ActionReader {

    private static final List<String> HTTP_ROUTE =
            List.of("namespace", "name", "rule", "cohort", "canaryService", "baselineService", "weight", "awaitStatus");
    private static final TargetNameReader.Form SERVICE = new TargetNameReader.Form(
            Pattern.compile("[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"),
            "a Service",
            "no Service has such a name",
            "1 to 63 of a-z 0-9 - beginning with a letter");

    private final Values values;
    private final Problems problems;
    private final ClusterObjectReader objects;
    private final TargetNameReader services;
    private final WeightReader weights;

    HttpRouteReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.objects = new ClusterObjectReader(values, problems);
        this.services = new TargetNameReader(values, placeholders, SERVICE);
        this.weights = new WeightReader(values, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`httpRoute`", HTTP_ROUTE, values, problems);
        Optional<String> namespace = objects.namespace(fields);
        Optional<String> name = objects.name(fields);
        Optional<String> rule = objects.rule(fields, "rule");
        Optional<HeaderCohort> cohort = objects.cohort(fields);
        Optional<String> canary =
                fields.required("canaryService", "a Service of the rule, as shop-canary", services::read);
        Optional<String> baseline =
                fields.required("baselineService", "a Service of the rule, as shop-stable", services::read);
        Optional<String> weight =
                fields.required("weight", "the canary's share in percent, as \"${weight}\"", weights::read);
        boolean awaitStatus = fields.optional("awaitStatus", values::truth).orElse(true);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(fields.keyPlace("baselineService"), "canary and baseline are the same Service")
                    .found(canary.orElseThrow())
                    .expected("two Services, between which the traffic is divided"));
        }
        if (namespace.isEmpty() || name.isEmpty() || canary.isEmpty() || baseline.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.HttpRouteWeight(
                namespace.orElseThrow(),
                name.orElseThrow(),
                rule,
                cohort,
                canary.orElseThrow(),
                baseline.orElseThrow(),
                weight.orElseThrow(),
                awaitStatus));
    }
}
