package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.RunbookParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a shift at HAProxy. */
final class HaproxyReader implements ActionReader {

    private static final List<String> HAPROXY =
            List.of("address", "backend", "canaryServer", "baselineServer", "weight");
    private static final Pattern HAPROXY_NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;
    private final WeightReader weights;

    HaproxyReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
        this.weights = new WeightReader(values, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`haproxy`", HAPROXY, values, problems);
        Optional<String> address = fields.required("address", Addresses.EXPECTED, this::address);
        Optional<String> backend = fields.required("backend", "the backend's name", this::haproxyName);
        Optional<String> canary =
                fields.required("canaryServer", "a server of the backend, as \"${canary}\"", this::haproxyName);
        Optional<String> baseline =
                fields.required("baselineServer", "a server of the backend, as \"${baseline}\"", this::haproxyName);
        Optional<String> weight =
                fields.required("weight", "the canary's share in percent, as \"${weight}\"", weights::read);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(fields.keyPlace("baselineServer"), "canary and baseline are the same server")
                    .found(canary.orElseThrow())
                    .expected("two servers, between which the traffic is divided"));
        }
        if (address.isEmpty() || backend.isEmpty() || canary.isEmpty() || baseline.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.HaproxyWeight(
                address.orElseThrow(),
                backend.orElseThrow(),
                canary.orElseThrow(),
                baseline.orElseThrow(),
                weight.orElseThrow()));
    }

    private String address(Node node) throws Refusal {
        Text text = values.text(node, Addresses.EXPECTED);
        if (text.value().contains("${")) {
            throw new Refusal(Problem.error(text.whole(), "a decision must not choose where commands are sent")
                    .found(Values.quoted(text.value()))
                    .expected(Addresses.EXPECTED + ", without a placeholder"));
        }
        return Addresses.check(text);
    }

    /** The Runtime API reads lines: a space or semicolon in a name would be another command. */
    private String haproxyName(Node node) throws Refusal {
        Text text = values.text(node, "a name in HAProxy's configuration");
        Optional<RunbookParameter> parameter = placeholders.parameterOfDecision(text);
        boolean freeText =
                parameter.map(it -> it.type() == RunbookParameter.Type.TEXT).orElse(false);
        if (freeText) {
            throw new Refusal(Problem.error(text.whole(), "a parameter of type text may hold anything, this is a name")
                    .found(text.value())
                    .expected("a parameter of type name or version"));
        }
        if (parameter.isEmpty() && !HAPROXY_NAME.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "HAProxy has no such names")
                    .found(Values.quoted(text.value()))
                    .expected("1 to 100 of A-Z a-z 0-9 _ . : -"));
        }
        return text.value();
    }
}
