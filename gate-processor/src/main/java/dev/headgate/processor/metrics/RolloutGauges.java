package dev.headgate.processor.metrics;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a dashboard draws of rollouts: the canary's weight, both versions' figures, and the latest decisions as
 * annotations. Holds one set of gauges a service and the last {@value #DECISIONS_KEPT} decisions, so that reasons as
 * labels stay bounded. Thread safe.
 */
final class RolloutGauges {

    static final int DECISIONS_KEPT = 20;

    private final MeterRegistry registry;
    private final Map<String, Service> services = new HashMap<>();
    private final Deque<Meter> decisions = new ArrayDeque<>();

    RolloutGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized void evaluated(int task, Evaluation evaluation) {
        Service service = services.get(evaluation.service());
        if (service == null || !service.shows(evaluation)) {
            forget(evaluation.service());
            service = new Service(task, evaluation);
            services.put(evaluation.service(), service);
        }
        service.latest = evaluation;
        service.weight = evaluation.weight();
    }

    /** The end of a rollout is not evaluated any more, but its weight stays in force. */
    synchronized void stands(RolloutState state) {
        Service service = services.get(state.service());
        if (service != null && service.latest.rolloutId().equals(state.rolloutId())) {
            state.confirmedWeight().ifPresent(weight -> service.weight = weight);
        }
    }

    synchronized void decided(Decision decision) {
        Tags tags = Tags.of(
                "service", decision.service(),
                "rollout", decision.rolloutId(),
                "decision", decision.decisionId(),
                "kind", decision.kind().wireName(),
                "from", decision.from().toString(),
                "to", decision.to().toString(),
                "reason", decision.reason());
        long time = decision.evaluatedAt().toEpochMilli();
        decisions.add(Gauge.builder("headgate.decision.time", () -> time)
                .baseUnit("milliseconds")
                .description("When one of the latest decisions was made")
                .tags(tags)
                .register(registry));
        if (decisions.size() > DECISIONS_KEPT) {
            registry.remove(decisions.remove());
        }
    }

    synchronized void left(int task) {
        List<String> gone = services.entrySet().stream()
                .filter(entry -> entry.getValue().task == task)
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(this::forget);
    }

    private void forget(String service) {
        Service gone = services.remove(service);
        if (gone != null) {
            gone.meters.forEach(registry::remove);
        }
    }

    private final class Service {
        private final int task;
        private final List<Meter> meters = new ArrayList<>();
        private volatile Evaluation latest;
        private volatile Weight weight;

        Service(int task, Evaluation evaluation) {
            this.task = task;
            latest = evaluation;
            weight = evaluation.weight();
            Tags service = Tags.of("service", evaluation.service());
            meters.add(Gauge.builder("headgate.rollout.weight", () -> weight.percent())
                    .baseUnit("percent")
                    .tags(service.and(
                            "rollout",
                            evaluation.rolloutId(),
                            "canary",
                            evaluation.canary().version()))
                    .register(registry));
            show(service.and("role", "canary"), evaluation.canary().version(), Evaluation::canary);
            show(service.and("role", "baseline"), evaluation.baseline().version(), Evaluation::baseline);
        }

        boolean shows(Evaluation evaluation) {
            return latest.rolloutId().equals(evaluation.rolloutId());
        }

        private void show(Tags role, String version, Function<Evaluation, VersionFigures> figures) {
            Tags tags = role.and("version", version);
            gauge("headgate.version.error.ratio", "", tags, figures.andThen(VersionFigures::errorRate));
            gauge(
                    "headgate.version.requests.per.second",
                    "",
                    tags,
                    figures.andThen(f -> OptionalDouble.of(f.requestsPerSecond())));
            latency(tags.and("quantile", "0.5"), figures.andThen(VersionFigures::p50Micros));
            latency(tags.and("quantile", "0.95"), figures.andThen(VersionFigures::p95Micros));
            latency(tags.and("quantile", "0.99"), figures.andThen(VersionFigures::p99Micros));
        }

        private void latency(Tags tags, Function<Evaluation, OptionalDouble> micros) {
            gauge(
                    "headgate.version.latency",
                    "seconds",
                    tags,
                    micros.andThen(value -> value.isPresent() ? OptionalDouble.of(value.getAsDouble() / 1e6) : value));
        }

        private void gauge(String name, String unit, Tags tags, Function<Evaluation, OptionalDouble> value) {
            var gauge = Gauge.builder(name, () -> value.apply(latest).orElse(Double.NaN))
                    .tags(tags);
            // An empty unit would leave its separator at the end of the name.
            meters.add((unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry));
        }
    }
}
