package dev.headgate.cli.assess;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.assess.RunRecord;
import dev.headgate.core.assess.RunWatcher;
import dev.headgate.core.scenario.VirtualGate;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One rollout of a service, second by second through the gate's core. Not thread-safe. */
final class SimulatedRun {
    private static final String SERVICE = "service";
    private static final String CANARY = "canary";
    private static final String BASELINE = "baseline";
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTE = 60;

    /** Of the baseline's past: enough for the gate to learn how failures come together. */
    private static final int PAST_MINUTES = 120;

    private static final int PAST_SECONDS = 120;

    /** What is said at least once a minute and at each change is enough to see every line at work. */
    private static final GateSettings SETTINGS = saying(Duration.ofSeconds(MINUTE));

    private final Policy policy;
    private final TrafficProfile profile;
    private final SimulatedTraffic traffic;
    private final VirtualGate gate;
    private long now;
    private long simulated;

    private SimulatedRun(Policy policy, TrafficProfile profile, VirtualGate gate, long now, long seed) {
        this.policy = policy;
        this.profile = profile;
        this.gate = gate;
        this.now = now;
        traffic = new SimulatedTraffic(profile, seed);
    }

    /** A rollout that has just been started, of a service with a past. */
    static SimulatedRun begin(Policy policy, TrafficProfile profile, long seed) {
        SimulatedRun run = new SimulatedRun(
                enforced(policy), profile, new VirtualGate(SERVICE, SETTINGS), BEGINNING.getEpochSecond(), seed);
        run.past();
        run.gate.start(run.start(), run.policy);
        return run;
    }

    /** Follows it with a regression from the canary's first traffic on, or with none. */
    RunRecord follow(Regression regression, Duration horizon) {
        RunWatcher watcher = new RunWatcher(0);
        follow(regression, watcher, horizon);
        return watcher.record();
    }

    /**
     * Follows it without a regression, and from a later instant on with each of others as well: until then all of them are
     * the same.
     *
     * @return the healthy one first
     */
    List<RunRecord> follow(List<Regression> late, Duration onset, Duration horizon, long seed) {
        RunWatcher healthy = new RunWatcher(0);
        List<RunWatcher> watchers =
                late.stream().map(each -> new RunWatcher(onset.toSeconds())).toList();
        boolean begun = late.isEmpty();
        while (lasts(healthy, horizon)) {
            if (!begun && watchers.get(0).bad(gate.inForce())) {
                begun = true;
                for (int i = 0; i < late.size(); i++) {
                    SimulatedRun bad =
                            new SimulatedRun(policy, profile, gate.copy(policy), now, seed + i * Simulation.FAR_APART);
                    bad.follow(late.get(i), watchers.get(i), horizon);
                    simulated += bad.simulated;
                }
            }
            second(Regression.HEALTHY, begun ? List.of(healthy) : with(healthy, watchers));
        }
        return with(healthy, watchers).stream().map(RunWatcher::record).toList();
    }

    /** How many seconds of a rollout have been simulated. */
    long simulated() {
        return simulated;
    }

    private void follow(Regression regression, RunWatcher watcher, Duration horizon) {
        while (lasts(watcher, horizon)) {
            second(watcher.bad(gate.inForce()) ? regression : Regression.HEALTHY, List.of(watcher));
        }
    }

    private static boolean lasts(RunWatcher watcher, Duration horizon) {
        return !watcher.over()
                && watcher.sinceTraffic() < horizon.toSeconds() - 1
                && watcher.seconds() < horizon.toSeconds() + MINUTE;
    }

    private void past() {
        if (usesEvidence(policy)) {
            for (int i = 0; i < PAST_MINUTES; i++) {
                gate.second(now + MINUTE / 2, traffic.minute(BASELINE, now + MINUTE / 2));
                now += MINUTE;
            }
        }
        for (int i = 0; i < PAST_SECONDS; i++) {
            gate.second(
                    now, traffic.second(BASELINE, 1, Regression.HEALTHY, now).telemetry());
            now++;
        }
    }

    private void second(Regression kind, List<RunWatcher> watchers) {
        Weight weight = gate.inForce();
        double share = weight.percent() / Weight.ALL.percent();
        SimulatedTraffic.Second canary = traffic.second(CANARY, share, kind, now);
        List<SeriesSecond> telemetry = new ArrayList<>(canary.telemetry());
        telemetry.addAll(
                traffic.second(BASELINE, 1 - share, Regression.HEALTHY, now).telemetry());
        TickOutcome outcome = gate.second(now, telemetry);
        watchers.forEach(watcher -> watcher.second(weight, canary.spoiled(), outcome));
        now++;
        simulated++;
    }

    private static List<RunWatcher> with(RunWatcher first, List<RunWatcher> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private StartRollout start() {
        var header = new CommandHeader(
                "start", "simulated", SERVICE, "simulated", "assess", Instant.ofEpochSecond(now), "simulated");
        return new StartRollout(header, CANARY, BASELINE, new PolicyText(policy.name(), "", "0".repeat(64)));
    }

    static boolean usesEvidence(Policy policy) {
        Stream<Criterion> stop = Stream.concat(
                        policy.stop().stream(), policy.stages().stream().flatMap(stage -> stage.stop().stream()))
                .map(StopLine::criterion);
        return Stream.concat(stop, policy.stages().stream().flatMap(stage -> stage.advance().stream()))
                .anyMatch(Criterion::byEvidence);
    }

    private static Policy enforced(Policy policy) {
        return new Policy(
                policy.name(),
                Mode.ENFORCE,
                policy.window(),
                policy.minRequests(),
                policy.stop(),
                policy.stages(),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.decisionValidity(),
                policy.weightOf());
    }

    private static GateSettings saying(Duration interval) {
        GateSettings usual = GateSettings.DEFAULTS;
        return new GateSettings(
                usual.settle(),
                usual.laggingAfter(),
                usual.incompleteAfter(),
                usual.executionTimeout(),
                usual.maximumUndecidedGap(),
                usual.judgingGap(),
                interval,
                usual.maximumStepBacks());
    }
}
