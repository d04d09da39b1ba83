package dev.headgate.core.rollout;

import dev.headgate.core.GateSettings;
import dev.headgate.core.judge.Line;
import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The instants at which it is the turn of something that people and runbooks have to do with. */
public final class Turns {

    private Turns() {}

    /** All of them, past ones too. */
    public static Stream<Instant> of(Rollout rollout, Optional<Policy> policy, GateSettings settings) {
        Affairs affairs = rollout.affairs();
        return Stream.of(
                        affairs.questions().stream().map(OpenQuestion::deadline),
                        affairs.runs().stream().map(run -> run.decidedAt().plus(settings.runTimeout())),
                        affairs.mitigations().stream()
                                .flatMap(each -> MitigationRules.due(each, holdFor(each, rollout, policy)).stream()),
                        HookRules.due(rollout, policy),
                        ramp(rollout, policy).stream())
                .flatMap(each -> each);
    }

    private static Optional<Instant> ramp(Rollout rollout, Optional<Policy> policy) {
        Optional<Stage> stage = policy.flatMap(
                plan -> rollout.clock().map(clock -> plan.stages().get(clock.stage())));
        return stage.filter(
                        each -> RampRules.next(each, rollout.desiredWeight()).isPresent())
                .flatMap(each -> RampRules.since(rollout).map(since -> RampRules.due(each, since)));
    }

    private static Duration holdFor(Mitigation mitigation, Rollout rollout, Optional<Policy> policy) {
        int stage = rollout.clock().map(StageClock::stage).orElse(0);
        return policy.stream()
                .flatMap(plan -> Line.of(plan, stage).stream())
                .filter(line -> line.id().equals(mitigation.line()))
                .map(line -> line.criterion().holdFor())
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
