package dev.headgate.cli.assess;

import dev.headgate.core.assess.CaseSummary;
import dev.headgate.core.assess.Share;
import dev.headgate.core.assess.Spread;
import dev.headgate.core.assess.Weakness;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An assessment for programs. Times are seconds, latencies microseconds, shares 0 to 1; what there is not is left out. */
public final class AssessmentJson {
    private AssessmentJson() {}

    /** All of it, one document. */
    public static String of(Assessment assessment) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        Simulation simulation = assessment.simulation();
        TrafficProfile profile = simulation.profile();
        node.put("policy", simulation.policy().name())
                .put("runs", simulation.runs())
                .put("seed", simulation.seed())
                .put("withinSeconds", simulation.horizon().toSeconds());
        ObjectNode traffic = node.putObject("traffic")
                .put("rate", profile.rate())
                .put("errorRate", profile.errorRate())
                .put("p50Micros", profile.medianMicros())
                .put("p99Micros", profile.p99Micros())
                .put("cluster", profile.cluster());
        ObjectNode operations = traffic.putObject("operations");
        profile.operations().forEach(operations::put);
        ArrayNode cases = node.putArray("cases");
        assessment.rows().forEach(row -> put(row, cases.addObject()));
        ArrayNode weaknesses = node.putArray("weaknesses");
        assessment.weaknesses().forEach(weakness -> put(weakness, weaknesses.addObject()));
        ArrayNode notes = node.putArray("notes");
        assessment.notes().forEach(notes::add);
        return node.toString();
    }

    private static void put(Assessment.Row row, ObjectNode node) {
        CaseSummary summary = row.summary();
        node.put("case", row.simulated().name())
                .put("regression", word(row.simulated().regression()))
                .put("beginsAfterSeconds", row.simulated().late().toSeconds())
                .put("runs", summary.runs())
                .put("overBefore", summary.over())
                .put("followedSeconds", summary.seconds());
        put(summary.rolledBack(), node.putObject("rolledBack"));
        put(summary.completed(), node.putObject("completed"));
        put(summary.held(), node.putObject("heldAtTheEnd"));
        put(summary.fullWeight(), node.putObject("reachedFullWeight"));
        put(summary.fullWhileBad(), node.putObject("fullWeightAllTheSame"));
        put(summary.toRollback(), node.putObject("secondsToRollback"));
        put(summary.toFullWeight(), node.putObject("secondsToFullWeight"));
        put(summary.hit(), node.putObject("requestsHit"));
        ArrayNode decided = node.putArray("decidedBy");
        summary.decidedBy()
                .forEach(each -> decided.addObject().put("line", each.line()).put("runs", each.times()));
    }

    private static void put(Share share, ObjectNode node) {
        node.put("runs", share.count())
                .put("share", share.value())
                .put("low95", share.low())
                .put("high95", share.high());
    }

    private static void put(Spread spread, ObjectNode node) {
        put("median", spread.median(), node);
        put("p90", spread.p90(), node);
    }

    private static void put(String name, OptionalLong value, ObjectNode node) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        }
    }

    private static void put(Weakness weakness, ObjectNode node) {
        node.put("kind", weakness.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        weakness.line().ifPresent(line -> node.put("line", line));
        node.put("sentence", weakness.sentence()).put("remedy", weakness.remedy());
    }

    private static String word(Regression regression) {
        return regression.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
