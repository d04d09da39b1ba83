package dev.headgate.cli.compare;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ShadowId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A comparison for programs: one document with both decisions of each row as they were published. */
public final class ComparisonJson {

    private ComparisonJson() {}

    /** The document, on one line. */
    public static String of(Comparison comparison) {
        ObjectNode document = JsonMapper.shared()
                .createObjectNode()
                .put("service", comparison.service())
                .put("rolloutId", comparison.rolloutId())
                .put("shadowId", ShadowId.of(comparison.rolloutId()))
                .put("differences", comparison.differences());
        comparison.hypotheticalSince().ifPresent(since -> document.put("hypotheticalSince", since.toString()));
        var rows = document.putArray("rows");
        comparison.rows().forEach(row -> {
            ObjectNode entry = rows.addObject()
                    .put("kind", row.decision().kind().wireName())
                    .put("difference", row.difference().word().replace(' ', '-'))
                    .put("bySeconds", row.by().toMillis() / 1_000.0)
                    .put("hypothetical", row.hypothetical());
            var meanwhile = entry.putArray("meanwhile");
            row.meanwhile().forEach(meanwhile::add);
            row.rollout().ifPresent(decision -> entry.set("rollout", tree(decision)));
            row.shadow().ifPresent(decision -> entry.set("shadow", tree(decision)));
        });
        return document.toString();
    }

    private static JsonNode tree(Decision decision) {
        return JsonMapper.shared().readTree(new JsonCodec().write(decision));
    }
}
