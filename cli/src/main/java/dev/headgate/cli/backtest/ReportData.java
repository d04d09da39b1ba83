package dev.headgate.cli.backtest;

import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.core.backtest.EvidenceTrack;
import dev.headgate.core.backtest.HistoryBucket;
import dev.headgate.core.backtest.PolicyOutcome;
import dev.headgate.core.backtest.PolicyOutcome.WeightChange;
import dev.headgate.core.backtest.VersionTotals;
import dev.headgate.core.evidence.ConfidenceSequence;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.StopLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures that the report's charts draw. */
final class ReportData {

    /** The bands hold 95 % of the time. */
    static final double ALPHA = 0.05;

    private static final double MICROS_PER_MILLI = 1_000;

    private final BacktestResult result;
    private final ObjectNode root = JsonMapper.shared().createObjectNode();

    private ReportData(BacktestResult result) {
        this.result = result;
    }

    /** A document that may stand in a script element. */
    static String of(BacktestResult result) {
        return new ReportData(result)
                .build()
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private ObjectNode build() {
        root.put("from", result.firstSecond());
        root.put("to", result.endSecond());
        root.put("canary", result.canary());
        root.put("baseline", result.baseline());
        ObjectNode history = root.putObject("history");
        ArrayNode times = history.putArray("time");
        result.history().forEach(bucket -> times.add(bucket.fromSecond()));
        version(history.putObject("canary"), result.canary());
        version(history.putObject("baseline"), result.baseline());
        ArrayNode policies = root.putArray("policies");
        for (int i = 0; i < result.outcomes().size(); i++) {
            policy(policies.addObject(), i, result.outcomes().get(i));
        }
        return root;
    }

    private void version(ObjectNode node, String version) {
        List<String> columns = List.of("requests", "p50", "p95", "p99", "rate", "low", "high");
        List<ArrayNode> arrays = columns.stream().map(node::putArray).toList();
        for (HistoryBucket bucket : result.history()) {
            Optional<VersionTotals> totals = bucket.of(version).filter(each -> each.requests() > 0);
            if (totals.isEmpty()) {
                arrays.get(0).add(0);
                arrays.subList(1, arrays.size()).forEach(ArrayNode::addNull);
            } else {
                add(arrays, bucket, totals.get());
            }
        }
    }

    private static void add(List<ArrayNode> arrays, HistoryBucket bucket, VersionTotals totals) {
        ConfidenceSequence band = ConfidenceSequence.ofShare(totals.requests(), totals.errors(), ALPHA);
        arrays.get(0).add((double) totals.requests() / bucket.seconds());
        arrays.get(1).add(millis(totals, 0.5));
        arrays.get(2).add(millis(totals, 0.95));
        arrays.get(3).add(millis(totals, 0.99));
        arrays.get(4).add((double) totals.errors() / totals.requests());
        arrays.get(5).add(band.lower());
        arrays.get(6).add(band.upper());
    }

    private static double millis(VersionTotals totals, double quantile) {
        OptionalLong micros = totals.latencies().quantile(quantile);
        return micros.orElse(0) / MICROS_PER_MILLI;
    }

    private void policy(ObjectNode node, int index, PolicyOutcome outcome) {
        node.put("id", id(index));
        outcome.divergence()
                .ifPresent(found -> node.put("hypotheticalSince", found.since().getEpochSecond()));
        weight(node.putArray("weight"), outcome);
        ArrayNode evidence = node.putArray("evidence");
        outcome.evidence().forEach(track -> evidence(evidence.addObject(), track));
        ArrayNode decisions = node.putArray("decisions");
        for (Decision decision : outcome.decisions()) {
            decisions
                    .addObject()
                    .put("id", id(index) + "-decision-" + decision.sequence())
                    .put("time", decision.evaluatedAt().toEpochMilli() / 1_000.0)
                    .put("kind", decision.kind().wireName());
        }
        limits(node.putObject("limits"), outcome.policy().policy());
    }

    /** The name by which a policy's parts of the page are found. */
    static String id(int index) {
        return "policy-" + index;
    }

    private void weight(ArrayNode columns, PolicyOutcome outcome) {
        ArrayNode times = columns.addArray();
        ArrayNode decided = columns.addArray();
        ArrayNode recorded = columns.addArray();
        for (HistoryBucket bucket : result.history()) {
            times.add(bucket.fromSecond());
            decided.add(
                    weightAt(outcome, bucket.fromSecond() + bucket.seconds()).orElse(null));
            recorded.add(share(bucket).orElse(null));
        }
    }

    private static Optional<Double> weightAt(PolicyOutcome outcome, long second) {
        return outcome.weights().stream()
                .filter(change -> change.second() <= second)
                .reduce((earlier, later) -> later)
                .map(WeightChange::weight)
                .map(weight -> weight.percent());
    }

    private Optional<Double> share(HistoryBucket bucket) {
        double canary = bucket.of(result.canary()).map(VersionTotals::requests).orElse(0L);
        double all = canary
                + bucket.of(result.baseline()).map(VersionTotals::requests).orElse(0L);
        return all == 0 ? Optional.empty() : Optional.of(100 * canary / all);
    }

    private static void evidence(ObjectNode node, EvidenceTrack track) {
        node.put("line", track.criterion());
        ArrayNode times = node.putArray("time");
        ArrayNode evidence = node.putArray("evidence");
        ArrayNode bars = node.putArray("bar");
        for (EvidenceTrack.Point point : track.points()) {
            times.add(point.second());
            evidence.add(Math.min(1e12, Math.max(1e-6, point.evidence())));
            bars.add(point.bar());
        }
    }

    private static void limits(ObjectNode node, Policy policy) {
        ArrayNode errorRate = node.putArray("errorRate");
        ArrayNode latency = node.putArray("latency");
        for (Criterion criterion : criteria(policy).toList()) {
            Optional<Claim.Limit> limit =
                    criterion.limit().filter(all -> criterion.operation().isEmpty());
            if (limit.isEmpty()) {
                continue;
            }
            if (criterion.measure() instanceof Measure.ErrorRate) {
                errorRate
                        .addObject()
                        .put("text", criterion.text())
                        .put("value", limit.get().limit());
            } else if (criterion.measure() instanceof Measure.LatencyQuantile) {
                latency.addObject()
                        .put("text", criterion.text())
                        .put("value", limit.get().limit() / MICROS_PER_MILLI);
            }
        }
    }

    private static Stream<Criterion> criteria(Policy policy) {
        Stream<Criterion> stops = policy.stop().stream().map(StopLine::criterion);
        Stream<Criterion> ofStages = policy.stages().stream()
                .flatMap(stage ->
                        Stream.concat(stage.stop().stream().map(StopLine::criterion), stage.advance().stream()));
        return Stream.concat(stops, ofStages).distinct();
    }
}
