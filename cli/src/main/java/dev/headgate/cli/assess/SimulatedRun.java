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

/** One rollout, from the baseline's past to its end or until nobody looks any more. Not thread-safe. */
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
    private final SimulatedTraffic traffic;
    private final Case simulated;
    private final long horizonSeconds;
    private final VirtualGate gate = new VirtualGate(SERVICE, SETTINGS);
    private final RunWatcher watcher;
    private long now = BEGINNING.getEpochSecond();

    SimulatedRun(Policy policy, TrafficProfile profile, Case simulated, Duration horizon, long seed) {
        this.policy = enforced(policy);
        this.simulated = simulated;
        traffic = new SimulatedTraffic(profile, seed);
        horizonSeconds = horizon.toSeconds();
        watcher = new RunWatcher(simulated.late().toSeconds());
    }

    RunRecord run() {
        past();
        gate.start(start(), policy);
        long patience = now + horizonSeconds + MINUTE;
        while (!watcher.over() && watcher.sinceTraffic() < horizonSeconds - 1 && now < patience) {
            second();
        }
        return watcher.record();
    }

    private void past() {
        if (usesEvidence(policy)) {
            for (int i = 0; i < PAST_MINUTES; i++) {
                gate.second(now + MINUTE / 2, traffic.minute(BASELINE, now + MINUTE / 2));
                now += MINUTE;
            }
        }
        for (int i = 0; i < PAST_SECONDS; i++) {
            gate.second(now, traffic.second(BASELINE, 1, Regression.HEALTHY, now).telemetry());
            now++;
        }
    }

    private void second() {
        Weight weight = gate.inForce();
        double share = weight.percent() / Weight.ALL.percent();
        Regression kind = watcher.bad(weight) ? simulated.regression() : Regression.HEALTHY;
        SimulatedTraffic.Second canary = traffic.second(CANARY, share, kind, now);
        List<SeriesSecond> telemetry = new ArrayList<>(canary.telemetry());
        telemetry.addAll(traffic.second(BASELINE, 1 - share, Regression.HEALTHY, now).telemetry());
        TickOutcome outcome = gate.second(now, telemetry);
        watcher.second(weight, canary.spoiled(), outcome);
        now++;
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
                policy.decisionValidity());
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
