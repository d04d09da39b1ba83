package dev.headgate.core;

import dev.headgate.core.ServiceGateState.Publishing;
import dev.headgate.core.judge.Bench;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a tick leads to, and keeps to the pace of publishing: an evaluation when a judgement has changed or a
 * second is over, a rollout's state when it has changed or a second is over. Not thread-safe.
 */
final class Outbox {

    private final Duration interval;
    private Publishing published;
    private final List<Decision> decisions = new ArrayList<>();
    private Optional<Evaluation> evaluation = Optional.empty();
    private Optional<RolloutState> rollout = Optional.empty();
    private Optional<PolicyText> policy = Optional.empty();
    private final List<Command> commands = new ArrayList<>();

    Outbox(Duration interval, Publishing published) {
        this.interval = interval;
        this.published = published;
    }

    void decision(Decision decision) {
        decisions.add(decision);
    }

    void command(Command command) {
        commands.add(command);
    }

    void policy(PolicyText text) {
        policy = Optional.of(text);
    }

    void evaluated(Rollout current, Bench bench, ServiceTelemetry telemetry, Instant now, boolean lagging) {
        String judgements = Evaluations.inShort(current, bench, lagging);
        if (!judgements.equals(published.judgements()) || due(published.evaluatedAt(), now)) {
            evaluation = Optional.of(Evaluations.of(current, bench, telemetry, now, lagging));
            published = new Publishing(Optional.of(now), judgements, published.writtenAt());
        }
    }

    void rollout(Rollout before, Rollout after, Instant now) {
        if (!before.equals(after) || (after.live() && due(published.writtenAt(), now))) {
            written(after, now);
        }
    }

    void written(Rollout after, Instant now) {
        rollout = Optional.of(after.state(now));
        published = new Publishing(published.evaluatedAt(), published.judgements(), Optional.of(now));
    }

    Publishing published() {
        return published;
    }

    TickOutcome empty() {
        TickOutcome outcome = new TickOutcome(decisions, evaluation, rollout, policy, commands);
        decisions.clear();
        commands.clear();
        evaluation = Optional.empty();
        rollout = Optional.empty();
        policy = Optional.empty();
        return outcome;
    }

    private boolean due(Optional<Instant> last, Instant now) {
        return last.map(then -> !now.isBefore(then.plus(interval))).orElse(true);
    }
}
