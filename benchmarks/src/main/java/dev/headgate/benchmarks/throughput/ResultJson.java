package dev.headgate.benchmarks.throughput;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results as JSON: each with its passes. */
final class ResultJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultJson() {}

    static String of(List<Result> results) {
        ArrayNode all = MAPPER.createArrayNode();
        results.forEach(result -> all.add(of(result)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static ObjectNode of(Result result) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("input", result.cell().input().word())
                .put("series", result.cell().series())
                .put("threads", result.cell().threads())
                .put("contender", result.cell().contender().word())
                .put("eventsPerSecond", result.requestsPerSecond())
                .put("cpuSecondsPerMillion", result.cpuPerMillion())
                .put("bytesPerEvent", result.bytesPerRequest())
                .put("logBytesPerEvent", result.logBytesPerRequest())
                .put("heapMegabytes", result.heapMegabytes())
                .put("stateBytesPerSeries", result.stateBytesPerSeries())
                .put("wrong", result.wrong());
        ArrayNode passes = node.putArray("passes");
        result.passes()
                .forEach(pass -> passes.addObject()
                        .put("events", pass.requests())
                        .put("nanos", pass.nanos())
                        .put("cpuNanos", pass.cpuNanos()));
        return node;
    }
}
