package dev.headgate.core.backtest;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.backtest.PolicyOutcome.WeightChange;
import dev.headgate.core.scenario.VirtualGate;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One policy over the recording. Not thread-safe. */
final class PolicyRun {

    /** Who started it, as its first decision says. */
    static final String ISSUER = "backtest";

    private final String service;
    private final JudgedPolicy policy;
    private final VirtualGate gate;
    private final Divergence divergence = new Divergence();
    private final EvidenceHistory evidence = new EvidenceHistory();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<WeightChange> weights = new ArrayList<>();
    private boolean started;
    private long lastSecond;

    PolicyRun(String service, JudgedPolicy policy, Duration evaluationInterval) {
        this.service = service;
        this.policy = policy;
        gate = new VirtualGate(service, GateSettings.DEFAULTS.withEvaluationInterval(evaluationInterval));
    }

    /** Starts the rollout at the end of the next second. */
    void start(String canary, String baseline, Instant at) {
        started = true;
        var header = new CommandHeader("start", ISSUER, service, ISSUER, ISSUER, at, "");
        // An observed policy is judged as if it were enforced: its weights are what is asked for. The recorded share
        // was
        // moved by somebody else; where it is off the weight, the divergence tells.
        gate.start(
                new StartRollout(header, canary, baseline, policy.text()),
                policy.policy().in(Mode.ENFORCE).weighing(WeightOf.USERS));
    }

    void second(long second, List<SeriesSecond> parts) {
        for (long quiet = lastSecond + 1; gate.live() && quiet < second; quiet++) {
            take(quiet, gate.second(quiet, List.of()));
        }
        lastSecond = second;
        if (!started || gate.state().isEmpty() || gate.live()) {
            take(second, gate.second(second, parts));
        }
    }

    void recorded(long second, long canaryRequests, long baselineRequests) {
        divergence.recorded(second, canaryRequests, baselineRequests);
    }

    PolicyOutcome outcome() {
        divergence.end(lastSecond + 1);
        return new PolicyOutcome(policy, decisions, divergence.found(), weights, evidence.tracks(), gate.state());
    }

    private void take(long second, TickOutcome outcome) {
        outcome.evaluation().ifPresent(evidence::add);
        for (Decision decision : outcome.decisions()) {
            decisions.add(decision);
            if (!decision.runbook().name().isEmpty()) {
                moved(second + 1, decision);
            }
        }
    }

    private void moved(long second, Decision decision) {
        Weight to = decision.to();
        weights.add(new WeightChange(second, to));
        divergence.weight(second, to, "the policy decides " + decision.kind().wireName() + " to " + to);
    }
}
