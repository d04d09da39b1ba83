package dev.headgate.cli.executions;

import dev.headgate.schemas.codec.JsonCodec;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An attempt for programs: the execution's document, with what is known of its decision. */
public final class ExecutionJson {

    private static final JsonCodec CODEC = new JsonCodec();

    private ExecutionJson() {}

    /** One line; {@code outcome} is the status, or {@code retried} where only the next attempt tells of the end. */
    public static String of(Recorded one, Instant now) {
        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(CODEC.write(one.execution()));
        node.put("outcome", one.status());
        one.took(now).ifPresent(took -> node.put("tookMillis", took.toMillis()));
        one.decision().ifPresent(decision -> {
            node.put("kind", decision.kind().wireName());
            node.put("canary", decision.canary());
            node.put("baseline", decision.baseline());
            node.put("from", decision.from().percent());
            node.put("to", decision.to().percent());
        });
        return node.toString();
    }
}
