package dev.headgate.core.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.ServiceTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges one plan again and again and keeps the time for which its lines have held. A new plan, that is a new stage,
 * begins with new times. Not thread-safe.
 */
public final class Bench {

    private final Plan plan;
    private final ServiceTelemetry telemetry;
    private final RolloutEvidence evidence;
    private final GateSettings settings;
    private final TreeMap<String, LineTimer> timers = new TreeMap<>();
    private List<Judged> latest = List.of();
    private boolean canarySpeaks;

    /** @param timers times that go on, after a restart; empty for a new plan */
    public Bench(
            Plan plan,
            ServiceTelemetry telemetry,
            RolloutEvidence evidence,
            GateSettings settings,
            List<LineTimer> timers) {
        this.plan = plan;
        this.telemetry = telemetry;
        this.evidence = evidence;
        this.settings = settings;
        timers.forEach(timer -> this.timers.put(timer.line(), timer));
    }

    /**
     * Judges what must become true after a rollback. The telemetry must watch for the plan.
     *
     * @param plan of {@link Plan#afterRollback}
     * @param timers times that go on, after a restart
     */
    public static Bench afterRollback(
            Plan plan, ServiceTelemetry telemetry, GateSettings settings, List<LineTimer> timers) {
        return new Bench(plan, telemetry, plan.noEvidence(), settings, timers);
    }

    /** Judges all lines at an instant at which nobody has done anything. */
    public List<Judged> judge(
            Instant now,
            Duration elapsed,
            boolean judgedWithoutBreak,
            TelemetryStatus status,
            Optional<Instant> carriesTrafficSince) {
        return judge(now, elapsed, judgedWithoutBreak, status, carriesTrafficSince, Deeds.NONE);
    }

    /**
     * Judges all lines at an instant.
     *
     * @param elapsed since the last judging
     * @param judgedWithoutBreak whether that is short enough to count as judging without a break
     * @param deeds what people and runbooks have done
     */
    public List<Judged> judge(
            Instant now,
            Duration elapsed,
            boolean judgedWithoutBreak,
            TelemetryStatus status,
            Optional<Instant> carriesTrafficSince,
            Deeds deeds) {
        Judge judge = new Judge(
                plan, telemetry, evidence, now, status, carriesTrafficSince, settings.incompleteAfter(), deeds);
        List<Judged> judged = new ArrayList<>();
        for (Finding finding : judge.findings()) {
            String id = finding.line().id();
            LineTimer timer = timers.getOrDefault(id, LineTimer.unjudged(id))
                    .then(finding.condition(), elapsed, judgedWithoutBreak, settings.maximumUndecidedGap());
            timers.put(id, timer);
            judged.add(new Judged(finding, timer));
        }
        latest = List.copyOf(judged);
        canarySpeaks = judge.canarySpeaks();
        return latest;
    }

    /** What is judged. */
    public Plan plan() {
        return plan;
    }

    /** What was judged last. */
    public List<Judged> latest() {
        return latest;
    }

    /** Whether it has judged since it was set up. */
    public boolean hasJudged() {
        return latest.size() == plan.lines().size();
    }

    /** Whether, at the last judging, telemetry was there and the canary's was among it. */
    public boolean canarySpeaks() {
        return canarySpeaks;
    }

    /** How long each line has held. */
    public List<LineTimer> timers() {
        return List.copyOf(timers.values());
    }

    /** The next instant after a judging at which a line's time alone can change its judgement. */
    public Optional<Instant> nextDue(Instant judgedAt) {
        return plan.lines().stream()
                .flatMap(line -> {
                    LineTimer timer = timers.getOrDefault(line.id(), LineTimer.unjudged(line.id()));
                    Duration left = line.criterion().holdFor().minus(timer.held());
                    boolean due = timer.condition() == Condition.TRUE && !left.isNegative() && !left.isZero();
                    return due ? Stream.of(judgedAt.plus(left)) : Stream.empty();
                })
                .min(Comparator.naturalOrder());
    }
}
