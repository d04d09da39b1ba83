package dev.headgate.core.rollout;

import dev.headgate.core.rollout.TrainState.Member;
import dev.headgate.core.rollout.TrainState.Standing;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.TrainSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How services of a train wait for each other. A run of a train is what was started under one correlation id: signals of
 * another one are none of its. Each service says where it stands when that changes and again and again, so that one that was
 * started later hears it too; of what a service says the latest by its own clock counts, whatever order it comes in and how
 * often; that it has rolled back counts for ever. One that nothing has been heard of for a minute is waited for.
 */
final class TrainRules {

    /** How often others are told the same. */
    static final Duration AGAIN = Duration.ofSeconds(20);

    /** After so long without a word a service counts as silent. */
    static final Duration SILENT = Duration.ofMinutes(1);

    /** Stands for having left all stages, however many they are. */
    static final int ALL_LEFT = Integer.MAX_VALUE;

    private TrainRules() {}

    /** Whether a signal is one of this run, from another of its services. */
    static boolean concerns(Train train, RolloutIdentity identity, TrainSignal signal) {
        return signal.train().equals(train.name())
                && signal.header().correlationId().equals(identity.correlationId())
                && others(train, identity.service()).contains(signal.from());
    }

    /** Takes a signal of this run in. */
    static TrainState heard(TrainState state, TrainSignal signal, Instant now) {
        Optional<Member> before = member(state, signal.from());
        boolean rolledBack = signal.rolledBack()
                || before.map(known -> known.standing().rolledBack()).orElse(false);
        Instant saidAt = signal.header().issuedAt();
        Member said = new Member(signal.from(), new Standing(signal.stage(), rolledBack), saidAt, now);
        Member latest = before.filter(known -> !later(said, known))
                .map(known -> new Member(
                        known.service(),
                        new Standing(known.standing().stage(), rolledBack),
                        known.saidAt(),
                        known.heardAt()))
                .orElse(said);
        List<Member> members = new ArrayList<>(state.others());
        members.removeIf(each -> each.service().equals(signal.from()));
        members.add(latest);
        members.sort(Comparator.comparing(Member::service));
        return new TrainState(members, state.told(), state.toldAt(), state.missed());
    }

    /** The services that keep this one from leaving a stage, in the train's order; none if it may. */
    static List<String> waitedFor(Train train, RolloutIdentity identity, TrainState state, int stage, Instant now) {
        return others(train, identity.service()).stream()
                .filter(service -> member(state, service)
                        .filter(each -> !silent(each.heardAt(), now))
                        .filter(each -> each.standing().stage() >= stage
                                && !each.standing().rolledBack())
                        .isEmpty())
                .toList();
    }

    /** A service that has rolled back. */
    static Optional<String> rolledBack(TrainState state) {
        return state.others().stream()
                .filter(each -> each.standing().rolledBack())
                .map(Member::service)
                .findFirst();
    }

    /** The services of which nothing has been heard for too long. */
    static List<String> silent(Train train, RolloutIdentity identity, TrainState state, Instant now) {
        return others(train, identity.service()).stream()
                .filter(service ->
                        silent(member(state, service).map(Member::heardAt).orElse(identity.startedAt()), now))
                .toList();
    }

    /** When a service next becomes silent, or others are told again, if nothing else happens. */
    static Optional<Instant> next(Train train, RolloutIdentity identity, TrainState state, Instant now) {
        List<Instant> times = new ArrayList<>();
        others(train, identity.service())
                .forEach(service -> times.add(member(state, service)
                        .map(Member::heardAt)
                        .orElse(identity.startedAt())
                        .plus(SILENT)));
        state.toldAt().ifPresent(told -> times.add(told.plus(AGAIN)));
        return times.stream().filter(now::isBefore).min(Comparator.naturalOrder());
    }

    /** Whether others are told where it stands. */
    static boolean tells(TrainState state, Standing standing, Instant now) {
        return !state.told().equals(Optional.of(standing))
                || state.toldAt().map(told -> !now.isBefore(told.plus(AGAIN))).orElse(true);
    }

    /**
     * Where a rollout stands for others.
     *
     * @param ready whether it is ready to leave its stage
     */
    static Standing standing(Rollout rollout, boolean ready) {
        boolean rolledBack = switch (rollout.phase()) {
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> true;
            default -> false;
        };
        if (rollout.phase() == Phase.COMPLETED) {
            return new Standing(ALL_LEFT, false);
        }
        return new Standing(ready && !rolledBack ? rollout.stage() : rollout.stage() - 1, rolledBack);
    }

    /** Whether a service that is over has something to answer to a signal: not to one that is over as well. */
    static boolean answers(TrainSignal signal) {
        return !signal.rolledBack() && signal.stage() != ALL_LEFT;
    }

    /** What all others are told. */
    static List<TrainSignal> signals(Train train, RolloutIdentity identity, Standing standing, Instant now) {
        return others(train, identity.service()).stream()
                .map(service -> signal(train, identity, service, standing, now))
                .toList();
    }

    /** What one of them is told. */
    static TrainSignal signal(Train train, RolloutIdentity identity, String service, Standing standing, Instant now) {
        String id = identity.rolloutId() + "/train/" + service + "/" + now.toEpochMilli() + "/" + standing.stage()
                + (standing.rolledBack() ? "/rolled-back" : "");
        CommandHeader header = new CommandHeader(
                id, identity.correlationId(), service, train.name(), "gate of " + identity.service(), now, "");
        return new TrainSignal(header, train.name(), identity.service(), standing.stage(), standing.rolledBack());
    }

    private static boolean later(Member said, Member known) {
        int order = said.saidAt().compareTo(known.saidAt());
        return order > 0
                || (order == 0 && said.standing().stage() > known.standing().stage());
    }

    private static boolean silent(Instant heardAt, Instant now) {
        return !now.isBefore(heardAt.plus(SILENT));
    }

    private static Optional<Member> member(TrainState state, String service) {
        return state.others().stream()
                .filter(each -> each.service().equals(service))
                .findFirst();
    }

    private static List<String> others(Train train, String service) {
        return train.services().stream().filter(each -> !each.equals(service)).toList();
    }
}
