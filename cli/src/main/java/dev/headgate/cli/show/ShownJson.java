package dev.headgate.cli.show;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything of one rollout as programs read it: the records as they are in the topics, and what may be typed next. */
public final class ShownJson {
    private ShownJson() {}

    /** The document. */
    public static String of(Shown shown) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.set("state", tree(shown.state()));
        shown.evaluation().ifPresent(evaluation -> node.set("evaluation", tree(evaluation)));
        ArrayNode decisions = node.putArray("decisions");
        for (Decision decision : shown.decisions()) {
            decisions.add(tree(decision));
        }
        ArrayNode asking = node.putArray("asking");
        shown.asking().forEach(execution -> asking.add(tree(execution)));
        shown.hold().ifPresent(hold -> node.put("held", hold));
        ArrayNode next = node.putArray("next");
        NextCommands.of(shown)
                .forEach(each -> next.addObject().put("command", each.command()).put("purpose", each.purpose()));
        return node.toString();
    }

    private static JsonNode tree(Object document) {
        return JsonMapper.shared().readTree(new JsonCodec().write(document));
    }
}
