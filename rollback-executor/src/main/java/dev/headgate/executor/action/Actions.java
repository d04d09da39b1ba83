package dev.headgate.executor.action;

import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;

/** Every action this executor can do, by its type. Thread-safe. */
public final class Actions implements Effects {

    private final TrafficShifter traffic;
    private final CommandAction commands;
    private final HttpAction http;

    /** With these. */
    public Actions(TrafficShifter traffic, CommandAction commands, HttpAction http) {
        this.traffic = traffic;
        this.commands = commands;
        this.http = http;
    }

    @Override
    public StepOutcome perform(Effect effect, Permission permission) {
        try {
            Action action = effect.action();
            if (action instanceof Action.Traffic shift) {
                return traffic.shift(shift, new Claim(effect.service(), effect.order()), effect.budget(), permission);
            }
            if (action instanceof Action.Command command) {
                return commands.run(command, effect, permission);
            }
            if (action instanceof Action.HttpCall call) {
                return http.call(call, effect, permission);
            }
            if (action instanceof Action.Probe probe) {
                return http.probe(probe, effect, permission);
            }
            if (action instanceof Action.Lookup lookup) {
                return http.lookup(lookup, effect, permission);
            }
            return new StepOutcome.Failed(FailureCategory.UNFORESEEN, "this release does not know the action");
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return new StepOutcome.Abandoned();
        } catch (RuntimeException unforeseen) {
            return new StepOutcome.Failed(FailureCategory.UNFORESEEN, "unforeseen: " + unforeseen);
        }
    }

    @Override
    public Look look(Action.Traffic shift, Claim claim, Permission permission) {
        return traffic.look(shift, claim, permission);
    }
}
