package dev.headgate.core;

import dev.headgate.core.rollout.CommandRules;
import dev.headgate.core.rollout.Decisions;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.rollout.ScheduleRules;
import dev.headgate.core.rollout.ShadowRules;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.UnknownCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what people and pipelines ask for, each command once, or refuses it on the record. Not thread-safe.
 */
final class Commands {

    private static final int COMMANDS_REMEMBERED = 200;
    private static final int ROLLOUTS_REMEMBERED = 50;
    /** Longer than a gate is away, shorter than it takes to forget which commands were taken. */
    private static final Duration TAKEN_WITHIN = Duration.ofDays(7);

    private final String service;
    private final CurrentRollout current;
    private final NewVersions versions;
    private final Outbox outbox;
    private final Roles roles;
    private final Recent commandIds;
    private final Recent rolloutIds;

    Commands(ServiceGateState state, CurrentRollout current, NewVersions versions, Outbox outbox, Roles roles) {
        this.service = state.service();
        this.current = current;
        this.versions = versions;
        this.outbox = outbox;
        this.roles = roles;
        commandIds = new Recent(COMMANDS_REMEMBERED, state.recentCommandIds());
        rolloutIds = new Recent(ROLLOUTS_REMEMBERED, state.recentRolloutIds());
    }

    /** Ids of the last commands, oldest first. */
    List<String> commandIds() {
        return commandIds.ids();
    }

    /** Ids of the last rollouts, oldest first. */
    List<String> rolloutIds() {
        return rolloutIds.ids();
    }

    /** Takes a command; true if a rollout has begun. */
    boolean take(Input.CommandInput input, Moment moment) {
        Command command = input.command();
        if (command instanceof TrainSignal signal && signal.header().service().equals(service)) {
            current.heard(signal, moment);
            return false;
        }
        if (commandIds.contains(command.header().commandId())) {
            return false;
        }
        commandIds.add(command.header().commandId());
        Optional<String> why = unfit(input, moment);
        if (why.isPresent()) {
            outbox.decision(Decisions.refusal(
                    service, command, input.offset(), current.rollout(), why.get(), moment.now(), moment.offsets()));
            return false;
        }
        if (command instanceof StartRollout start) {
            Policy usable = ((ParsedPolicy.Usable) input.policy().orElseThrow()).policy();
            rolloutIds.add(start.header().rolloutId());
            current.start(start, input.offset(), usable, moment);
            current.rollout().map(Rollout::identity).ifPresent(versions::started);
            return true;
        }
        if (command instanceof BindPolicy bind) {
            bind(bind, input.offset(), moment);
        } else {
            current.take(command, input.policy(), moment);
        }
        return false;
    }

    private void bind(BindPolicy bind, long offset, Moment moment) {
        String what = versions.bind(bind, moment.now());
        outbox.decision(
                Decisions.taken(service, bind, offset, current.rollout(), what, moment.now(), moment.offsets()));
    }

    private Optional<String> unfit(Input.CommandInput input, Moment moment) {
        Command command = input.command();
        if (!command.header().service().equals(service)) {
            return Optional.of("it is for the service " + command.header().service() + ", and not for " + service);
        }
        Optional<String> unfitFromTheFirst = roles.unfit(command).or(() -> tooOld(command, moment));
        if (unfitFromTheFirst.isPresent()) {
            return unfitFromTheFirst;
        }
        if (command instanceof StartRollout start) {
            Optional<String> unfit = (input.byGate() ? versions.unfit(start) : Optional.<String>empty())
                    .or(() -> CommandRules.unfit(start, input.policy(), current.rollout(), rolloutIds.ids()))
                    .or(() -> ShadowRules.unfit(start, input.shadow()))
                    .or(() -> ScheduleRules.unfit(start, input.policy(), moment.now()));
            return moment.judging() ? unfit : unfit.or(Commands::cannotBeJudged);
        }
        if (command instanceof UnknownCommand) {
            return Optional.of("this release does not know it");
        }
        if (command instanceof BindPolicy bind) {
            return versions.unfit(bind, input.policy());
        }
        Optional<String> unfit = current.unfit(command, input.policy());
        return moment.judging() || !needsJudging(command) ? unfit : unfit.or(Commands::cannotBeJudged);
    }

    /** An old one may be another's that is brought again after it was forgotten; one that stops something does no harm. */
    private static Optional<String> tooOld(Command command, Moment moment) {
        boolean stops = command instanceof AbortRollout
                || command instanceof Reject
                || command instanceof PauseRollout
                || command instanceof StepBackRollout
                || command instanceof Acknowledge;
        Instant issued = command.header().issuedAt();
        return !stops && issued.isBefore(moment.now().minus(TAKEN_WITHIN))
                ? Optional.of("it was issued at " + issued + ", more than seven days ago: issue it anew")
                : Optional.empty();
    }

    /** More traffic, or another plan, is nothing that is taken blindly. */
    private boolean needsJudging(Command command) {
        if (command instanceof SetWeight set) {
            return current.rollout()
                    .map(rollout -> set.weight().compareTo(rollout.desiredWeight()) > 0)
                    .orElse(false);
        }
        return command instanceof ChangePolicy || command instanceof AdvanceRollout;
    }

    private static Optional<String> cannotBeJudged() {
        return Optional.of("judging this service, or by this policy, fails; the gate's log says why");
    }
}
