package dev.headgate.console.http;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests. */
final class Bodies {

    private Bodies() {}

    static String start(String canary, String reason) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("service", "shop")
                .put("canary", canary)
                .put("baseline", "2.4.0")
                .put("reason", reason);
        body.putObject("policy").put("name", "canary.yaml").put("text", ExampleLog.policy());
        return body.toString();
    }

    static String command(String kind) {
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("kind", kind).put("reason", "a test");
        switch (kind) {
            case "approve", "reject" -> body.put("role", "release-managers");
            case "tick" ->
                body.put("role", "security").put("checklist", "go-live").put("item", "audit");
            case "set-weight" -> body.put("weight", 7);
            default -> {}
        }
        return body.toString();
    }
}
