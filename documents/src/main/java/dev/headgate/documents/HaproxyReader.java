package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a shift at HAProxy. */
final class HaproxyReader implements ActionReader {

    private static final List<String> HAPROXY =
            List.of("address", "addresses", "backend", "canaryServer", "baselineServer", "weight");
    /** The Runtime API reads lines: a space or semicolon in a name would be another command. */
    private static final TargetNameReader.Form NAME = new TargetNameReader.Form(
            Pattern.compile("[A-Za-z0-9_.:-]{1,100}"),
            "a name in HAProxy's configuration",
            "HAProxy has no such names",
            "1 to 100 of A-Z a-z 0-9 _ . : -");

    private final Values values;
    private final Problems problems;
    private final WeightReader weights;
    private final TargetNameReader names;

    HaproxyReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.weights = new WeightReader(values, placeholders);
        this.names = new TargetNameReader(values, placeholders, NAME);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`haproxy`", HAPROXY, values, problems);
        List<String> addresses = addresses(fields);
        Optional<String> backend = fields.required("backend", "the backend's name", names::read);
        Optional<String> canary =
                fields.required("canaryServer", "a server of the backend, as \"${canary}\"", names::read);
        Optional<String> baseline =
                fields.required("baselineServer", "a server of the backend, as \"${baseline}\"", names::read);
        Optional<String> weight =
                fields.required("weight", "the canary's share in percent, as \"${weight}\"", weights::read);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(fields.keyPlace("baselineServer"), "canary and baseline are the same server")
                    .found(canary.orElseThrow())
                    .expected("two servers, between which the traffic is divided"));
        }
        if (addresses.isEmpty() || backend.isEmpty() || canary.isEmpty() || baseline.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.HaproxyWeight(
                addresses, backend.orElseThrow(), canary.orElseThrow(), baseline.orElseThrow(), weight.orElseThrow()));
    }

    private List<String> addresses(Fields fields) {
        if (!fields.has("addresses")) {
            return fields.required("address", Addresses.EXPECTED, this::address).stream()
                    .toList();
        }
        if (fields.has("address")) {
            problems.add(Problem.error(fields.keyPlace("address"), "one proxy, or several")
                    .found("`address` and `addresses`")
                    .expected("all of them under `addresses`"));
        }
        List<String> read = fields.optional(
                        "addresses", node -> values.items(node, "`addresses`", problems, this::address))
                .orElse(List.of());
        if (Set.copyOf(read).size() < read.size()) {
            problems.add(Problem.error(fields.keyPlace("addresses"), "a proxy stands here twice")
                    .found(String.join(", ", read))
                    .expected("each proxy once"));
        }
        return read;
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
}
