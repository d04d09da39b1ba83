package dev.headgate.cli.follow;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The waiting as programs read it: decisions as they come, and what came of it as the last line. */
public final class WaitJson {
    private WaitJson() {}

    /** A decision as it is in the topic. */
    public static String decision(Decision decision) {
        return new String(new JsonCodec().write(decision), StandardCharsets.UTF_8);
    }

    /**
     * What came of it; of several rollouts {@code rollouts} has each.
     *
     * @param exitCode of the command
     */
    public static String result(List<WaitResult> results, int exitCode) {
        if (results.size() == 1) {
            return result(results.get(0)).put("exitCode", exitCode).toString();
        }
        ObjectNode all = JsonMapper.shared().createObjectNode();
        ArrayNode each = all.putArray("rollouts");
        results.forEach(result -> each.add(result(result)));
        return all.put("exitCode", exitCode).toString();
    }

    private static ObjectNode result(WaitResult result) {
        FollowedRollout rollout = result.rollout();
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("rolloutId", rollout.rolloutId())
                .put("service", rollout.service())
                .put("end", result.end().word())
                .put("goesOn", result.end().goesOn())
                .put("reason", rollout.reason())
                .put("waitedSeconds", result.waited().toMillis() / 1_000.0)
                .put("decisions", rollout.decisions().size());
        rollout.state().ifPresent(state -> put(node, state));
        return node;
    }

    private static void put(ObjectNode node, RolloutState state) {
        node.put("canary", state.canary())
                .put("baseline", state.baseline())
                .put("policy", state.policyName())
                .put("mode", state.mode().wireName())
                .put("phase", state.phase().wireName())
                .put("stage", state.stage())
                .put("stages", state.stages())
                .put("weight", state.confirmedWeight().orElse(Weight.NONE).percent())
                .put("startedAt", state.startedAt().toString())
                .put("updatedAt", state.updatedAt().toString());
    }
}
