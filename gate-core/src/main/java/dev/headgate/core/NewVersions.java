package dev.headgate.core;

import dev.headgate.core.rollout.Decisions;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.rollout.RolloutIdentity;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a service's new versions by its bound policy: the first telemetry of a version leads to an ordinary start command of
 * the gate's own, which is taken or refused like anybody's. A version that shows up within a minute of the first telemetry of
 * all counts as one that was there before. Not thread-safe.
 */
final class NewVersions {

    private static final Duration LEARNING = Duration.ofMinutes(1);
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Of the service's name and of the version's in an id; both fit into a name with the time. */
    private static final int LONGEST_OF_EACH = 40;

    private static final String NO_BASELINE = "none";

    private final String service;
    private final Outbox outbox;
    private final KnownVersions known;
    private Optional<Binding> binding;
    private Optional<Instant> since;

    NewVersions(String service, VersionsState memory, Outbox outbox) {
        this.service = service;
        this.outbox = outbox;
        known = KnownVersions.restore(memory);
        binding = memory.binding();
        since = memory.since();
    }

    VersionsState memory() {
        return known.memory(binding, since);
    }

    /** Why a binding does not fit, for people; empty if it does. */
    Optional<String> unfit(BindPolicy bind, Optional<ParsedPolicy> parsed) {
        if (bind.policy().text().isEmpty()) {
            return binding.isPresent() ? Optional.empty() : Optional.of("no policy is bound to " + service);
        }
        if (parsed.isEmpty()) {
            return Optional.of("it came without a policy that was read");
        }
        if (parsed.get() instanceof ParsedPolicy.Unusable unusable) {
            return Optional.of("the policy cannot be used: " + unusable.problems());
        }
        return unfit(((ParsedPolicy.Usable) parsed.get()).policy());
    }

    private Optional<String> unfit(Policy policy) {
        if (!policy.procedure().startOnNewVersion()) {
            return Optional.of("the policy does not say `start: on new version`, so it would never be used");
        }
        return policy.procedure()
                .service()
                .filter(named -> !named.equals(service))
                .map(named -> "the policy is for the service " + named + ", and not for " + service);
    }

    /**
     * Why a start that a gate has signed is not one that a gate asks for here, for people; empty if it is. Its key must
     * not be worth more than its deeds: the bound policy, and versions of which there is telemetry or a rollout.
     */
    Optional<String> unfit(StartRollout start) {
        if (binding.filter(bound -> bound.policy().equals(start.policy())).isEmpty()) {
            return notByGate(
                    binding.map(bound -> "another policy than " + bound.policy().name() + ", which is bound,")
                            .orElse("a policy though none is bound to " + service));
        }
        if (start.shadow().isPresent() || start.notBefore().isPresent()) {
            return notByGate("a second policy or a later begin");
        }
        if (known.wasRolledBack(start.canary())) {
            return notByGate("version " + start.canary() + ", which was rolled back before,");
        }
        return Stream.of(start.canary(), start.baseline())
                .filter(version -> !known.isKnown(version))
                .findFirst()
                .flatMap(version -> notByGate("version " + version + ", which has had no requests here,"));
    }

    private static Optional<String> notByGate(String what) {
        return Optional.of(
                "a gate's key has signed it, which counts for starts by the bound policy alone, and it names " + what
                        + " and so must be signed by a person or a pipeline");
    }

    /** Binds or takes back, which must fit; one sentence about it. */
    String bind(BindPolicy bind, Instant now) {
        CommandHeader header = bind.header();
        String why = header.reason().isBlank() ? "" : ": " + header.reason();
        if (bind.policy().text().isEmpty()) {
            binding = Optional.empty();
            return header.issuedBy() + " has unbound the policy: new versions do not start by themselves any more"
                    + why;
        }
        binding = Optional.of(new Binding(header.rolloutId(), bind.policy(), header.issuedBy(), now));
        return header.issuedBy() + " has bound the policy " + bind.policy().name()
                + ": the first telemetry of a new version starts a rollout of it"
                + (learning(now)
                        ? "; what has requests in the first minute of its telemetry counts as there before"
                        : "")
                + why;
    }

    /** A rollout was started: its versions are known. */
    void started(RolloutIdentity identity) {
        known.see(identity.baseline());
        known.see(identity.canary());
    }

    /** The latest rollout stands so. */
    void stands(Rollout rollout) {
        boolean tried = rollout.confirmedWeight().isPresent();
        if (tried && rollout.phase() == Phase.ROLLED_BACK && rollout.identity().mode() == Mode.ENFORCE) {
            known.rolledBack(rollout.identity().canary());
        }
    }

    /** Takes telemetry in. */
    void take(SketchDelta delta, long offset, Optional<Rollout> latest, Moment moment) {
        List<String> unseen = known.take(delta);
        // Also of versions that a rollout has named: the minute must not begin with the first one that is new.
        if (since.isEmpty() && delta.seconds().stream().anyMatch(second -> second.requests() > 0)) {
            since = Optional.of(moment.now());
        }
        if (!learning(moment.now())) {
            binding.ifPresent(bound -> unseen.forEach(version -> start(version, bound, offset, latest, moment)));
        }
    }

    private boolean learning(Instant now) {
        return since.map(first -> now.isBefore(first.plus(LEARNING))).orElse(true);
    }

    private void start(String version, Binding bound, long offset, Optional<Rollout> latest, Moment moment) {
        Optional<String> baseline = known.busiestBut(version, moment.now().getEpochSecond());
        StartRollout start = command(version, baseline.orElse(NO_BASELINE), bound, moment.now());
        Optional<String> why = known.wasRolledBack(version)
                ? Optional.of("version " + version + " was rolled back before; start it by hand if it is good now")
                : baseline.isEmpty()
                        ? Optional.of("no other version had requests in the last ten minutes; start it by hand")
                        : Optional.empty();
        if (why.isPresent()) {
            outbox.decision(
                    Decisions.refusal(service, start, offset, latest, why.get(), moment.now(), moment.offsets()));
        } else {
            outbox.command(start);
        }
    }

    private StartRollout command(String version, String baseline, Binding bound, Instant now) {
        // Several services may get a version of the same name in the same second.
        String id = cut(service) + "-" + cut(version) + "-" + COMPACT.format(now);
        CommandHeader header = new CommandHeader(
                "start/" + id,
                id,
                service,
                id,
                "gate of " + service,
                now,
                "the first request of " + version + "; " + bound.policy().name() + " was bound by " + bound.by());
        return new StartRollout(header, version, baseline, bound.policy());
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_OF_EACH));
    }
}
