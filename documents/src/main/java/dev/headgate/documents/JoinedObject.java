package dev.headgate.documents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Criteria joined by {@code all}, each a line or an object. */
final class JoinedObject {

    private final CriterionFields object;
    private final Fields fields;

    JoinedObject(CriterionFields object) {
        this.object = object;
        this.fields = object.fields();
    }

    Optional<WrittenCriterion> criterion() {
        object.refuseAllBut("a joined line", List.of("all", "for"));
        Optional<List<WrittenCriterion>> parts = fields.optional("all", this::parts);
        Duration holdFor = object.holdFor();
        return parts.map(read -> joined(read, holdFor));
    }

    private List<WrittenCriterion> parts(Node node) throws Refusal {
        List<Node> items = object.values().list(node, "`all`");
        if (items.size() < 2) {
            throw object.values()
                    .wrongType(node, "at least two criteria are joined", "`all: [ p50 > 1s, feedback.score < 3 ]`");
        }
        List<WrittenCriterion> parts = new ArrayList<>();
        for (Node item : items) {
            part(item).ifPresent(parts::add);
        }
        if (parts.size() < items.size()) {
            throw object.values().wrongType(node, "not all of these could be read", "criteria, as lines or objects");
        }
        return parts;
    }

    private Optional<WrittenCriterion> part(Node item) {
        return object.problems()
                .attempt(() -> {
                    Optional<WrittenCriterion> part = item instanceof MappingNode
                            ? CriterionObject.part(item, object.values(), object.problems())
                            : Optional.of(line(item));
                    if (part.isPresent()
                            && !part.orElseThrow().criterion().holdFor().isZero()) {
                        throw new Refusal(Problem.error(part.orElseThrow().whole(), "`for` is of all together")
                                .found("`" + part.orElseThrow().criterion().text() + "`")
                                .expected("`for` beside `all`; a part's own window is `over`"));
                    }
                    return part;
                })
                .flatMap(it -> it);
    }

    private WrittenCriterion line(Node item) throws Refusal {
        Tokens tokens = new Tokens(object.values().text(item, "a criterion, as `p50 > 1s`"));
        WrittenCriterion part = SingleCriterion.read(tokens);
        tokens.expectEnd("one criterion, without an effect");
        return part;
    }

    private WrittenCriterion joined(List<WrittenCriterion> parts, Duration holdFor) {
        String text = parts.stream().map(part -> part.criterion().text()).collect(Collectors.joining(" and "))
                + (holdFor.isZero() ? "" : " for " + Quantities.written(holdFor));
        return JoinedLine.joined(text, parts, holdFor, fields.place());
    }
}
