package dev.headgate.core.rollout;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.judge.Judged;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return unfit(parsed, id)
                .or(() -> parsed.flatMap(found -> ofAnother(start.header().service(), found)));
    }

    /** Why a policy cannot be used for a service; empty if it can. */
    static Optional<String> ofAnother(String service, ParsedPolicy parsed) {
        return parsed instanceof ParsedPolicy.Usable usable
                ? usable.policy()
                        .procedure()
                        .service()
                        .filter(named -> !named.equals(service))
                        .map(named -> "the policy is for the service " + named + ", and not for " + service)
                : Optional.empty();
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
                start.notBefore().filter(now::isBefore).orElse(now),
                Optional.of(start.header().issuedBy()));
        Course course = new Course(Rollout.begun(identity), Optional.of(policy), settings, now);
        course.becauseOf(start);
        String why = "started by " + start.header().issuedBy() + PeopleRules.why(start.header());
        if (now.isBefore(identity.startedAt())) {
            ScheduleRules.schedule(course, identity.startedAt(), why);
        } else if (prepares(policy)) {
            course.record(why);
            course.because(why + "; what must be done before the first stage comes first");
        } else {
            course.promote(0, why);
        }
        return course;
    }

    private static boolean prepares(Policy policy) {
        return !policy.procedure().onStart().isEmpty()
                || !policy.stages().get(0).procedure().enter().isEmpty();
    }

    /**
     * Why a command of a rollout that is under way does not fit, for people; empty if it does.
     *
     * @param latest the service's latest rollout
     * @param policy that rollout's policy
     * @param parsed the policy that the command brings
     * @param lines what that rollout's lines were judged to be last
     */
    public static Optional<String> unfit(
            Command command,
            Optional<Rollout> latest,
            Optional<Policy> policy,
            Optional<ParsedPolicy> parsed,
            List<Judged> lines) {
        if (command instanceof AbortRollout abort) {
            return unfit(abort, latest);
        }
        Optional<Rollout> named = named(command, latest);
        if (named.isEmpty()) {
            return Optional.of(unheardOf(command, latest));
        }
        Rollout rollout = named.get();
        Optional<Move> move = Move.ofCommand(command.kind());
        if (move.isEmpty()) {
            return Optional.of("this release does not know it");
        }
        return move.get().fits(rollout.phase())
                ? unfitNow(command, rollout, policy, parsed, lines)
                : Optional.of("rollout " + rollout.identity().rolloutId() + " is "
                        + rollout.phase().wireName() + ", and " + command.kind() + " fits while it is "
                        + words(move.get()));
    }

    private static Optional<String> unfitNow(
            Command command,
            Rollout rollout,
            Optional<Policy> policy,
            Optional<ParsedPolicy> parsed,
            List<Judged> lines) {
        if (command instanceof Approve approve) {
            return AnswerRules.unfit(approve, rollout, policy);
        }
        if (command instanceof Reject reject) {
            return AnswerRules.unfit(reject, rollout, policy);
        }
        if (command instanceof TickItem tick) {
            return PeopleRules.unfit(tick, rollout, policy);
        }
        if (command instanceof PauseRollout pause) {
            return PaceRules.unfit(pause, rollout);
        }
        if (command instanceof ResumeRollout resume) {
            return PaceRules.unfit(resume, rollout);
        }
        if (command instanceof AdvanceRollout advance) {
            return PaceRules.unfit(advance, rollout, policy, judged(lines, rollout));
        }
        if (command instanceof StepBackRollout stepBack) {
            return PaceRules.unfit(stepBack, rollout);
        }
        if (command instanceof SetWeight set) {
            return PaceRules.unfit(set, rollout, policy, judged(lines, rollout));
        }
        if (command instanceof ChangePolicy change) {
            return PolicyRules.unfit(change, rollout, parsed);
        }
        if (command instanceof Acknowledge acknowledge) {
            return NoticeRules.unfit(acknowledge, rollout);
        }
        return Optional.of("this release does not know it");
    }

    /** Does what a command asks for; it must fit. */
    public static void take(Course course, Command command, Optional<ParsedPolicy> parsed, List<Judged> judged) {
        JudgedLines lines = judged(judged, course.rollout());
        course.becauseOf(command);
        if (command instanceof AbortRollout abort) {
            abort(course, abort);
        } else if (command instanceof Approve approve) {
            AnswerRules.take(course, lines, approve);
        } else if (command instanceof Reject reject) {
            AnswerRules.take(course, lines, reject);
        } else if (command instanceof TickItem tick) {
            PeopleRules.take(course, tick);
        } else if (command instanceof PauseRollout pause) {
            PaceRules.take(course, pause);
        } else if (command instanceof ResumeRollout resume) {
            PaceRules.take(course, resume);
        } else if (command instanceof AdvanceRollout advance) {
            PaceRules.take(course, advance);
        } else if (command instanceof StepBackRollout stepBack) {
            PaceRules.take(course, stepBack);
        } else if (command instanceof SetWeight set) {
            PaceRules.take(course, set);
        } else if (command instanceof Acknowledge acknowledge) {
            NoticeRules.acknowledge(course, acknowledge);
        } else if (command instanceof ChangePolicy change && parsed.isPresent()) {
            PolicyRules.take(course, change, ((ParsedPolicy.Usable) parsed.get()).policy());
        }
        if (course.drafts().isEmpty()) {
            // Whoever has asked for it waits for an answer.
            course.record("the command " + command.kind() + " of "
                    + command.header().issuedBy() + " was taken and has changed nothing, since "
                    + course.rollout().reason());
        }
    }

    private static JudgedLines judged(List<Judged> lines, Rollout rollout) {
        return new JudgedLines(lines, false, rollout.identity().mode());
    }

    private static Optional<Rollout> named(Command command, Optional<Rollout> latest) {
        return latest.filter(rollout ->
                rollout.identity().rolloutId().equals(command.header().rolloutId()));
    }

    private static String unheardOf(Command command, Optional<Rollout> latest) {
        return "there is no rollout " + command.header().rolloutId() + " of "
                + command.header().service()
                + latest.map(rollout -> "; the latest is " + rollout.identity().rolloutId())
                        .orElse("");
    }

    private static String words(Move move) {
        return move.from().stream().map(Phase::wireName).collect(Collectors.joining(", "));
    }

    /** Why an abort does not fit, for people; empty if it does. */
    public static Optional<String> unfit(AbortRollout abort, Optional<Rollout> latest) {
        Optional<Rollout> named = named(abort, latest);
        if (named.isEmpty()) {
            return Optional.of(unheardOf(abort, latest));
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
        String why = "aborted by " + abort.header().issuedBy() + PeopleRules.why(abort.header());
        if (course.rollout().phase() == Phase.SCHEDULED) {
            ScheduleRules.abort(course, why);
            return;
        }
        course.rollback(
                Move.ABORT, why, Optional.empty(), course.rollout().affairs().rollbackRunbook());
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
