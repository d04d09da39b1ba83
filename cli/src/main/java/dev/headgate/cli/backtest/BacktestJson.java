package dev.headgate.cli.backtest;

import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.core.backtest.PolicyOutcome;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came of a backtest, for programs: a document for each decision, then one for each policy. */
public final class BacktestJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonCodec CODEC = new JsonCodec();

    private BacktestJson() {}

    /** One document a line. */
    public static List<String> lines(BacktestRun.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        BacktestResult result = outcome.result();
        for (PolicyOutcome policy : result.outcomes()) {
            policy.decisions().forEach(decision -> lines.add(decision(result, policy, decision)));
        }
        result.outcomes().forEach(policy -> lines.add(policy(outcome, policy)));
        return lines;
    }

    private static String decision(BacktestResult result, PolicyOutcome policy, Decision decision) {
        ObjectNode node = head("decision", policy)
                .put("secondsSinceStart", since(result, decision.evaluatedAt()))
                .put("hypothetical", policy.hypothetical(decision));
        node.set("decision", MAPPER.readTree(CODEC.write(decision)));
        return node.toString();
    }

    private static String policy(BacktestRun.Outcome outcome, PolicyOutcome policy) {
        BacktestResult result = outcome.result();
        ObjectNode node = head("policy", policy)
                .put("service", result.service())
                .put("canary", result.canary())
                .put("baseline", result.baseline())
                .put("startedAt", Instant.ofEpochSecond(result.startSecond()).toString())
                .put("recordedFrom", Instant.ofEpochSecond(result.firstSecond()).toString())
                .put("recordedUntil", Instant.ofEpochSecond(result.endSecond()).toString())
                .put("events", outcome.events())
                .put("decisions", policy.decisions().size());
        policy.state().ifPresent(state -> node.put("phase", state.phase().wireName()));
        policy.divergence()
                .ifPresent(found -> node.putObject("hypothetical")
                        .put("secondsSinceStart", since(result, found.since()))
                        .put("why", found.why()));
        outcome.notes().forEach(node.putArray("notes")::add);
        return node.toString();
    }

    private static ObjectNode head(String kind, PolicyOutcome policy) {
        return MAPPER.createObjectNode()
                .put("kind", kind)
                .put("policy", policy.policy().policy().name())
                .put("policyFile", policy.policy().text().name());
    }

    private static double since(BacktestResult result, Instant instant) {
        return Duration.between(Instant.ofEpochSecond(result.startSecond()), instant)
                        .toMillis()
                / 1_000.0;
    }
}
