package dev.headgate.core.rollout;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which commands fit the state a service is in, and what those that fit do. */
public final class CommandRules {

    /** Longest policy text, bytes in UTF-8. */
    public static final int LONGEST_POLICY = 256 * 1024;

    private CommandRules() {}

    /**
     * Why a start does not fit, for people; empty if it does.
     *
     * @param latest the service's latest rollout
     * @param pastRolloutIds ids that were used before
     */
    public static Optional<String> unfit(
            StartRollout start, Optional<ParsedPolicy> parsed, Optional<Rollout> latest, List<String> pastRolloutIds) {
        String id = start.header().rolloutId();
        Optional<Rollout> open = latest.filter(Rollout::open);
        if (open.isPresent()) {
            return Optional.of("rollout " + open.get().identity().rolloutId() + " of "
                    + start.header().service() + " is still "
                    + open.get().phase().wireName()
                    + "; wait for its end or abort it");
        }
        if (pastRolloutIds.contains(id)) {
            return Optional.of("the rollout id " + id + " was used before; choose another");
        }
        if (!Names.isName(id) || !Names.isName(start.canary()) || !Names.isName(start.baseline())) {
            return Optional.of("rollout id, canary and baseline must be names of 1 to 100 of A-Z a-z 0-9 . _ -");
        }
        if (start.canary().equals(start.baseline())) {
            return Optional.of("canary and baseline are both " + start.canary() + "; they must be two versions");
        }
        if (tooLong(start.policy())) {
            return Optional.of("the policy is longer than 256 kB");
        }
        return unfit(parsed, id);
    }

    /** Begins the rollout with the shift to its first stage; the start must fit. */
    public static Course start(StartRollout start, long offset, Policy policy, GateSettings settings, Instant now) {
        RolloutIdentity identity = new RolloutIdentity(
                start.header().rolloutId(),
                start.header().service(),
                offset,
                start.header().correlationId(),
                start.canary(),
                start.baseline(),
                policy.name(),
                start.policy(),
                policy.mode(),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.stages().size(),
                now);
        Course course = new Course(Rollout.begun(identity), Optional.of(policy), settings, now);
        String asked =
                start.header().reason().isBlank() ? "" : ": " + start.header().reason();
        course.promote(0, "started by " + start.header().issuedBy() + asked);
        return course;
    }

    /** Why an abort does not fit, for people; empty if it does. */
    public static Optional<String> unfit(AbortRollout abort, Optional<Rollout> latest) {
        Optional<Rollout> named = latest.filter(
                rollout -> rollout.identity().rolloutId().equals(abort.header().rolloutId()));
        if (named.isEmpty()) {
            return Optional.of("there is no rollout " + abort.header().rolloutId() + " of "
                    + abort.header().service()
                    + latest.map(rollout ->
                                    "; the latest is " + rollout.identity().rolloutId())
                            .orElse(""));
        }
        Rollout rollout = named.get();
        if (!rollout.open()) {
            return Optional.of("rollout " + abort.header().rolloutId() + " is over: it is "
                    + rollout.phase().wireName());
        }
        boolean underWay = rollout.phase() == Phase.ROLLING_BACK
                && !rollout.pending().map(PendingShift::overdueTold).orElse(false);
        return underWay
                ? Optional.of("rollout " + abort.header().rolloutId() + " is being rolled back already")
                : Optional.empty();
    }

    /** Rolls back, whatever the policy says; the abort must fit. */
    public static void abort(Course course, AbortRollout abort) {
        String asked =
                abort.header().reason().isBlank() ? "" : ": " + abort.header().reason();
        course.rollback("aborted by " + abort.header().issuedBy() + asked, Optional.empty());
    }

    static boolean tooLong(PolicyText policy) {
        return policy.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_POLICY;
    }

    private static Optional<String> unfit(Optional<ParsedPolicy> parsed, String id) {
        if (parsed.isEmpty()) {
            return Optional.of("the start came without a policy that was read");
        }
        if (parsed.get() instanceof ParsedPolicy.Unusable unusable) {
            return Optional.of("the policy cannot be used: " + unusable.problems());
        }
        Policy policy = ((ParsedPolicy.Usable) parsed.get()).policy();
        if (policy.mode() == Mode.ENFORCE && ShadowId.isShadow(id)) {
            return Optional.of("an id that ends with " + ShadowId.ENDING + " is a shadow's; choose another");
        }
        return policy.mode() == Mode.UNKNOWN
                ? Optional.of("the policy's mode is not known to this release")
                : Optional.empty();
    }
}
