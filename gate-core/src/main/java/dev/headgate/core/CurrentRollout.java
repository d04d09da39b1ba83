package dev.headgate.core;

import dev.headgate.core.comparison.ClusteringHistory;
import dev.headgate.core.comparison.OwnPast;
import dev.headgate.core.comparison.PastHours;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.judge.Bench;
import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.LineTimer;
import dev.headgate.core.judge.Plan;
import dev.headgate.core.judge.StageClock;
import dev.headgate.core.judge.Verdicts;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.CommandRules;
import dev.headgate.core.rollout.Course;
import dev.headgate.core.rollout.Decisions;
import dev.headgate.core.rollout.Draft;
import dev.headgate.core.rollout.ExecutionRules;
import dev.headgate.core.rollout.LineRules;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.RecoveryRules;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.rollout.RolloutIdentity;
import dev.headgate.core.rollout.RunRules;
import dev.headgate.core.rollout.ScheduleRules;
import dev.headgate.core.rollout.SurroundingRules;
import dev.headgate.core.rollout.TrainMoves;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.Watch;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A service's latest rollout, and what it is judged by while it is open. Asks the rules for its course, takes over where
 * that leads, and puts what was decided into the outbox. Not thread-safe.
 */
final class CurrentRollout {

    /** What one move makes possible is done at the same instant, whenever the next one is judged; so often at most. */
    private static final int MOVES_AT_ONCE = 20;

    private final GateSettings settings;
    private final ServiceTelemetry telemetry;
    private final ClusteringHistory clustering;
    private final PastHours past;
    private final Outbox outbox;
    private Optional<Rollout> rollout;
    private Optional<Policy> policy;
    private Optional<Bench> bench;
    private Optional<Bench> recovery;
    private Optional<RolloutEvidence> evidence;
    private Optional<RolloutEvidence.Memory> evidenceWithoutPolicy;
    private List<OwnPast.LineLimits> limitsWithoutPolicy;
    private List<LineTimer> timersWithoutPolicy;

    /** Goes on from what was remembered, and lets the telemetry go on with it. */
    CurrentRollout(
            ServiceGateState state,
            Optional<Policy> policy,
            List<Slot> slots,
            GateSettings settings,
            ServiceTelemetry telemetry,
            ClusteringHistory clustering,
            PastHours past,
            Outbox outbox) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.clustering = clustering;
        this.past = past;
        this.outbox = outbox;
        this.policy = policy;
        rollout = state.rollout();
        Optional<Plan> plan = rollout.filter(Rollout::open).flatMap(this::plan);
        Optional<Plan> afterwards = rollout.flatMap(this::afterwards);
        telemetry.resume(plan.or(() -> afterwards).map(Plan::watch).orElse(Watch.NOTHING), state.telemetry(), slots);
        recovery = afterwards.map(found -> recovery(found, state.timers()));
        evidence = plan.map(found -> state.evidence()
                .map(memory -> found.evidence(clustering, memory))
                .orElseGet(() -> evidenceFrom(found, state.judgedUntil().orElse(Instant.EPOCH))));
        List<OwnPast.LineLimits> limits = state.past().map(PastState::limits).orElse(List.of());
        plan.ifPresent(found -> evidence.ifPresent(
                each -> each.compareWith(found.past(past, startedAt(rollout.orElseThrow()), limits))));
        evidenceWithoutPolicy = plan.isPresent() ? Optional.empty() : state.evidence();
        limitsWithoutPolicy = plan.isPresent() ? List.of() : limits;
        bench = plan.map(found -> new Bench(found, telemetry, evidence.orElseThrow(), settings, state.timers()));
        timersWithoutPolicy = plan.isPresent() || afterwards.isPresent() ? List.of() : state.timers();
    }

    Optional<Rollout> rollout() {
        return rollout;
    }

    /** Whether time alone can lead to anything: of it, or of what follows its end. */
    boolean live() {
        return underWay()
                || rollout.flatMap(current -> policy.map(plan -> SurroundingRules.goOn(plan, current)))
                        .orElse(false);
    }

    /** Whether it goes on by itself. */
    boolean underWay() {
        return rollout.map(Rollout::live).orElse(false);
    }

    /** How long lines have been true. */
    List<LineTimer> timers() {
        return bench.or(() -> recovery).map(Bench::timers).orElse(timersWithoutPolicy);
    }

    /** What the comparisons have gathered. */
    Optional<RolloutEvidence.Memory> evidence() {
        return evidence.map(RolloutEvidence::memory).or(() -> evidenceWithoutPolicy);
    }

    /** What the past allows its lines. */
    List<OwnPast.LineLimits> limits() {
        return evidence.map(RolloutEvidence::allowedByPast).orElse(limitsWithoutPolicy);
    }

    /** The canary while it is not known to be good: before it has all traffic, and after it was rolled back. */
    Optional<String> onTrial() {
        return rollout.filter(each -> each.phase() != Phase.COMPLETED)
                .filter(each -> !each.open() || !each.confirmedWeight().equals(Optional.of(Weight.ALL)))
                .map(each -> each.identity().canary());
    }

    /** The next instant after a judging at which time alone can change something. */
    Instant nextDue(Instant judgedAt, TelemetryStatus known) {
        return Agenda.next(
                judgedAt,
                known,
                rollout,
                policy,
                bench.or(() -> recovery).flatMap(each -> each.nextDue(judgedAt)),
                settings);
    }

    /** Judges it, which must be live, and acts upon what was found; or goes on with what follows its end. */
    void judge(Moment moment, Duration elapsed, boolean unbroken, TelemetryStatus known) {
        if (!underWay()) {
            goOn(moment, elapsed, unbroken, known);
            return;
        }
        if (scheduled(moment)) {
            return;
        }
        boolean moved = judgeOnce(moment, elapsed, unbroken, known);
        for (int again = 0; moved && underWay() && again < MOVES_AT_ONCE; again++) {
            moved = judgeOnce(moment, Duration.ZERO, unbroken, known);
        }
    }

    /** Judges it at an instant; true if that has led anywhere, and may lead further at the same instant. */
    private boolean judgeOnce(Moment moment, Duration elapsed, boolean unbroken, TelemetryStatus known) {
        Rollout current = rollout.orElseThrow();
        evidence.ifPresent(each -> gather(each, current, moment.now(), known));
        bench.ifPresent(each -> each.judge(
                moment.now(),
                elapsed,
                unbroken,
                known,
                current.carriesTrafficSince(),
                current.affairs().deeds()));
        Course course = course(moment);
        ExecutionRules.checkOverdue(course);
        RunRules.checkOverdue(course);
        bench.ifPresent(each -> new LineRules(course, each.latest(), each.canarySpeaks()).apply());
        SurroundingRules.after(course, bench.isPresent(), figures(moment));
        take(course, moment);
        Rollout after = course.rollout();
        return !course.drafts().isEmpty()
                || current.phase() != after.phase()
                || !current.clock().equals(after.clock());
    }

    /** Whether it still waits for its time; what the past allows is found out when that has come. */
    private boolean scheduled(Moment moment) {
        if (rollout.map(Rollout::phase).filter(Phase.SCHEDULED::equals).isEmpty()) {
            return false;
        }
        Course course = course(moment);
        boolean begins = ScheduleRules.begin(course);
        SurroundingRules.after(course, false, figures(moment));
        take(course, moment);
        if (begins) {
            gatherAnew(course.rollout());
            begin(course.rollout());
        }
        return !begins;
    }

    private void goOn(Moment moment, Duration elapsed, boolean unbroken, TelemetryStatus known) {
        Course course = course(moment);
        recovery.ifPresent(each -> {
            Optional<Instant> since = each.plan().carriesTrafficSince();
            RecoveryRules.apply(course, each.judge(moment.now(), elapsed, unbroken, known, since, Deeds.NONE));
        });
        RunRules.checkOverdue(course);
        SurroundingRules.after(course, false, figures(moment));
        take(course, moment);
    }

    /** What the version that has the traffic again still has to show. */
    private Optional<Plan> afterwards(Rollout over) {
        return policy.filter(found -> !over.open())
                .flatMap(found -> RecoveryRules.since(over)
                        .map(since -> Plan.afterRollback(over.identity().baseline(), found, since)));
    }

    private Bench recovery(Plan plan, List<LineTimer> timers) {
        return Bench.afterRollback(plan, telemetry, settings, timers);
    }

    private Function<String, Optional<VersionFigures>> figures(Moment moment) {
        return version -> bench.map(each -> Evaluations.figures(version, each, telemetry, moment.now()));
    }

    /**
     * Seconds count as evidence once they are closed, but for those in which a shift is under way: new instances are cold
     * then. A shift that takes too long does not keep the canary from being compared.
     */
    private void gather(RolloutEvidence gathered, Rollout current, Instant now, TelemetryStatus known) {
        if (current.clock().isEmpty()) {
            return;
        }
        current.confirmedWeight().ifPresent(gathered::weighing);
        long closed = known.closedBefore(now).getEpochSecond();
        Optional<Instant> shifting = current.pending().map(PendingShift::decidedAt);
        if (shifting.isEmpty()) {
            gathered.takeUpTo(closed, telemetry, clustering, true);
            return;
        }
        gathered.takeUpTo(Math.min(closed, shifting.get().getEpochSecond()), telemetry, clustering, true);
        long overdue = shifting.get().plus(settings.executionTimeout()).getEpochSecond();
        if (closed > overdue) {
            gathered.skipTo(overdue);
            gathered.takeUpTo(closed, telemetry, clustering, false);
        }
    }

    /** For a rollout of which no evidence was remembered: it begins where its stage has settled, or now. */
    private RolloutEvidence evidenceFrom(Plan plan, Instant now) {
        RolloutEvidence begun = plan.evidence(clustering);
        plan.clock()
                .ifPresent(clock -> begun.startStage(
                        clock.stage(), Math.max(clock.settledSecond(plan.stage()), now.getEpochSecond())));
        return begun;
    }

    /** Begins another one; the start must fit. */
    void start(StartRollout start, long offset, Policy usable, Moment moment) {
        Course course = CommandRules.start(start, offset, usable, settings, moment.now());
        policy = Optional.of(usable);
        rollout = Optional.of(course.rollout());
        gatherAnew(course.rollout());
        begin(course.rollout());
        decide(course, List.of(), moment);
        outbox.policy(start.policy());
    }

    private void gatherAnew(Rollout begun) {
        evidence = plan(begun).map(plan -> {
            RolloutEvidence nothing = plan.evidence(clustering);
            nothing.compareWith(plan.past(past, startedAt(begun), clustering));
            return nothing;
        });
        evidenceWithoutPolicy = Optional.empty();
        limitsWithoutPolicy = List.of();
    }

    /** Why a command of it does not fit, for people; empty if it does. */
    Optional<String> unfit(Command command, Optional<ParsedPolicy> parsed) {
        return CommandRules.unfit(command, rollout, policy, parsed, judged());
    }

    /** Does what a command asks for, which must fit. */
    void take(Command command, Optional<ParsedPolicy> parsed, Moment moment) {
        Course course = course(moment);
        CommandRules.take(course, command, parsed, judged());
        if (command instanceof ChangePolicy change) {
            judgedBy(course, change, moment);
        } else {
            take(course, moment);
        }
    }

    /** Goes on under another policy, with the evidence of those of its lines that are the same. */
    private void judgedBy(Course course, ChangePolicy change, Moment moment) {
        Optional<Policy> before = policy;
        decide(course, moment.judging() ? verdicts() : List.of(), moment);
        policy = course.policy();
        rollout = Optional.of(course.rollout());
        Unchanged unchanged = new Unchanged(before.orElseThrow(), policy.orElseThrow());
        Optional<RolloutEvidence.Memory> memory = evidence.map(each -> unchanged.of(each.memory()));
        List<OwnPast.LineLimits> known = limits();
        evidence = plan(course.rollout()).map(plan -> {
            RolloutEvidence goesOn = memory.map(each -> plan.evidence(clustering, each))
                    .orElseGet(() -> evidenceFrom(plan, moment.now()));
            Instant startedAt = startedAt(course.rollout());
            List<OwnPast.LineLimits> now =
                    plan.past(past, startedAt, clustering).memory();
            goesOn.compareWith(plan.past(past, startedAt, unchanged.of(known, now)));
            return goesOn;
        });
        begin(course.rollout());
        outbox.policy(change.policy());
    }

    private List<Judged> judged() {
        return bench.map(Bench::latest).orElse(List.of());
    }

    /** Takes note of what an executor did, if it did it for this rollout. */
    void executed(Execution execution, Moment moment) {
        if (rollout.filter(current -> current.identity().rolloutId().equals(execution.rolloutId()))
                .isPresent()) {
            Course course = course(moment);
            ExecutionRules.apply(course, execution);
            take(course, moment);
        }
    }

    /** Takes note of what another service of its train says. */
    void heard(TrainSignal signal, Moment moment) {
        if (rollout.isPresent()) {
            Course course = course(moment);
            TrainMoves.heard(course, signal);
            take(course, moment);
        }
    }

    /** Says why it is not judged. */
    void notJudged(String why, Moment moment) {
        if (!underWay()) {
            return;
        }
        Course course = course(moment);
        course.notJudged(why);
        take(course, moment);
    }

    /** Puts into the outbox how it stands, compared with before the tick. */
    void publish(Optional<Rollout> before, Moment moment) {
        rollout.ifPresent(current -> {
            if (before.isEmpty()) {
                outbox.written(current, moment.now());
            } else {
                outbox.rollout(before.get(), current, moment.now());
            }
            if (underWay() && moment.judging()) {
                bench.filter(Bench::hasJudged).ifPresent(each -> evaluated(current, each, moment));
            }
        });
    }

    private Course course(Moment moment) {
        return new Course(rollout.orElseThrow(), policy, settings, moment.now());
    }

    /** Takes over where the course has led. */
    private void take(Course course, Moment moment) {
        Rollout before = rollout.orElseThrow();
        SurroundingRules.over(course, before);
        TrainMoves.tell(course, false);
        Rollout after = course.rollout();
        course.signals().forEach(outbox::command);
        if (!course.drafts().isEmpty()) {
            decide(course, before.live() && moment.judging() ? verdicts() : List.of(), moment);
        }
        rollout = Optional.of(after);
        if (before.open() && !after.open()) {
            bench.filter(each -> before.live() && moment.judging()).ifPresent(each -> evaluated(after, each, moment));
            bench = Optional.empty();
            evidence = Optional.empty();
            evidenceWithoutPolicy = Optional.empty();
            limitsWithoutPolicy = List.of();
            if (after.phase() == Phase.ROLLED_BACK) {
                past.forget(after.identity().canary());
            }
            recover(after);
        } else if (recovery.isPresent() && RecoveryRules.since(after).isEmpty()) {
            recover(after);
        } else if (!before.clock().equals(after.clock())) {
            begin(after);
        } else if (before.pending().isPresent() && !before.confirmedWeight().equals(after.confirmedWeight())) {
            leaveOut(after);
        }
    }

    /** Seconds of a shift within a stage are no evidence; its clock and its windows go on. */
    private void leaveOut(Rollout after) {
        after.affairs()
                .weightSince()
                .ifPresent(since -> evidence.ifPresent(each -> each.skipTo(StageClock.ceilSecond(since))));
    }

    /** Only what was judged at this very instant is evidence: a rollout that stands still has none. */
    private List<Verdict> verdicts() {
        return bench.map(each -> Verdicts.of(each.latest(), telemetry)).orElse(List.of());
    }

    private void evaluated(Rollout current, Bench each, Moment moment) {
        outbox.evaluated(current, each, telemetry, moment.now(), moment.lagging());
    }

    private void decide(Course course, List<Verdict> verdicts, Moment moment) {
        RolloutIdentity identity = course.rollout().identity();
        for (Draft draft : course.drafts()) {
            outbox.decision(Decisions.of(identity, draft, verdicts, moment.now(), moment.offsets()));
        }
    }

    /** Watches what follows a rollout's end, if anything does. */
    private void recover(Rollout over) {
        Optional<Plan> afterwards = afterwards(over);
        telemetry.watch(afterwards.map(Plan::watch).orElse(Watch.NOTHING));
        recovery = afterwards.map(plan -> recovery(plan, List.of()));
    }

    private void begin(Rollout current) {
        timersWithoutPolicy = List.of();
        recovery = Optional.empty();
        bench = plan(current).map(plan -> {
            telemetry.watch(plan.watch());
            RolloutEvidence gathered = evidence.orElseThrow();
            plan.clock().ifPresent(clock -> gathered.startStage(clock.stage(), clock.settledSecond(plan.stage())));
            return new Bench(plan, telemetry, gathered, settings, List.of());
        });
    }

    private static Instant startedAt(Rollout current) {
        return current.identity().startedAt();
    }

    /** What it is judged by; nothing while it waits for its time, for what was before it is only known then. */
    private Optional<Plan> plan(Rollout current) {
        return policy.filter(found -> current.phase() != Phase.SCHEDULED)
                .map(found -> Plan.of(
                        current.identity().canary(),
                        current.identity().baseline(),
                        found,
                        current.clock(),
                        current.carriesTrafficSince(),
                        startedAt(current)));
    }
}
