package dev.headgate.executor.action;

import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.executor.runbook.RunbookTargets;
import dev.headgate.schemas.model.Action;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Touches nothing: every step is done at once, says what it would have been, and confirms no weight. Thread-safe. */
public final class DryRun implements Effects {

    @Override
    public StepOutcome perform(Effect effect, Permission permission) {
        return permission
                .missing()
                .<StepOutcome>map(StepOutcome.NotBegun::new)
                .orElseGet(() -> new StepOutcome.Done(
                        Optional.empty(), OptionalInt.empty(), "dry run, not done: " + described(effect.action())));
    }

    @Override
    public Look look(Action.Traffic shift, Claim claim, Permission permission) {
        return new Look.Unknown("a dry run looks at nothing");
    }

    /** No headers and no environment: there may be secrets in them. */
    private static String described(Action action) {
        if (action instanceof Action.HaproxyWeight haproxy) {
            return "HAProxy " + String.join(", ", haproxy.addresses()) + ", backend " + haproxy.backend() + ", "
                    + haproxy.canaryServer() + " " + haproxy.weight() + "% against " + haproxy.baselineServer();
        }
        if (action instanceof Action.Traffic traffic) {
            return RunbookTargets.kind(action) + " " + RunbookTargets.first(action) + ", the canary " + traffic.weight()
                    + "%";
        }
        if (action instanceof Action.Command command) {
            return command.arguments().stream().map(DryRun::quoted).collect(Collectors.joining(" "));
        }
        if (action instanceof Action.HttpCall call) {
            return call.method() + " " + call.url();
        }
        if (action instanceof Action.Probe probe) {
            return "probe of " + probe.request().url();
        }
        if (action instanceof Action.Confirm confirm) {
            return "asking a person: " + confirm.question();
        }
        return RunbookTargets.kind(action);
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=,@%+-]+") ? argument : "'" + argument + "'";
    }
}
