package dev.headgate.documents.explain;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as programs read it; times in seconds since the start. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** The document. */
    public static String of(Explanation explanation) {
        ObjectNode node = JsonMapper.shared().createObjectNode().put("policy", explanation.policy());
        explanation.summary().forEach(node.putArray("summary")::add);
        ArrayNode stages = node.putArray("stages");
        for (Explanation.StageTimes times : explanation.stages()) {
            ObjectNode stage = stages.addObject()
                    .put("weight", times.name())
                    .put("earliestSeconds", times.earliest().toSeconds());
            times.latest().ifPresent(latest -> stage.put("latestSeconds", latest.toSeconds()));
            stage.put("endSeconds", times.end().toSeconds());
            times.latestEnd().ifPresent(latest -> stage.put("latestEndSeconds", latest.toSeconds()));
        }
        ArrayNode sections = node.putArray("sections");
        for (Explanation.Section section : explanation.sections()) {
            ArrayNode items = sections.addObject().put("title", section.title()).putArray("items");
            for (Explanation.Item item : section.items()) {
                ObjectNode entry = items.addObject().put("sentence", item.sentence());
                item.details().forEach(entry.putArray("details")::add);
            }
        }
        ArrayNode traps = node.putArray("traps");
        explanation
                .traps()
                .forEach(trap -> traps.addObject()
                        .put("where", trap.where())
                        .put("what", trap.what())
                        .put("instead", trap.instead()));
        return node.toString();
    }
}
