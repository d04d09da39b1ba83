package dev.headgate.console.fleet;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A rollout of the fleet: tells its story into the log. */
final class FleetRollout {

    private static final List<String> PEOPLE = List.of("ada", "grace", "linus", "release-pipeline");
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final FleetWriter writer;
    private final FleetTape tape;
    private final SplittableRandom random;
    private final FleetTraffic traffic;
    private Optional<FleetTape> shadow = Optional.empty();
    private FleetStory story = FleetStory.HEALTHY;
    private int commands;

    FleetRollout(
            FleetWriter writer,
            FleetTraffic traffic,
            String service,
            String canary,
            String baseline,
            FleetPolicies.Known policy,
            SplittableRandom random) {
        this.writer = writer;
        this.random = random;
        this.traffic = traffic;
        tape = new FleetTape(
                writer,
                traffic,
                service + "-" + canary + "-" + Integer.toHexString(random.nextInt(0x1000000)),
                service,
                canary,
                baseline,
                policy,
                policy.policy().mode() == Mode.OBSERVE ? Mode.OBSERVE : Mode.ENFORCE);
    }

    String service() {
        return tape.service;
    }

    /** Has another policy judged beside it. */
    FleetRollout withShadow(FleetPolicies.Known policy) {
        shadow = Optional.of(new FleetTape(
                writer,
                traffic,
                ShadowId.of(tape.rolloutId),
                tape.service,
                tape.canary,
                tape.baseline,
                policy,
                Mode.SHADOW));
        return this;
    }

    /** One that is over by now; whether the canary has kept the traffic. */
    boolean finished(FleetStory its, Instant begin) {
        story = its;
        Instant at = start(begin);
        int last = tape.plan().stages().size() - 1;
        int until = story == FleetStory.HEALTHY || story == FleetStory.STEPS_BACK ? last : random.nextInt(last);
        for (int stage = 0; stage <= until; stage++) {
            at = enter(stage, at);
            if (story == FleetStory.STEPS_BACK && stage == 1) {
                at = stepBack(at);
                at = enter(1, at);
            }
            tape.evaluation(at.plusSeconds(60));
            at = at.plus(tape.plan()
                    .stages()
                    .get(stage)
                    .minimumHold()
                    .multipliedBy(8)
                    .dividedBy(7));
        }
        return switch (story) {
            case ERRORS -> !rollBackFor(failing("errorRate"), 40, 1, at);
            case SLOW -> !rollBackFor(failing("p9"), 1, 9, at.plus(notified(at)));
            case ABORTED -> !aborted(at);
            default -> {
                tape.complete(at);
                tape.state(at);
                yield true;
            }
        };
    }

    /** One that is under way now. */
    void live(FleetStory its, Instant now, int points) {
        story = its;
        Instant at = start(now.minus(Duration.ofMinutes(20L + random.nextInt(200))));
        if (story == FleetStory.SCHEDULED) {
            scheduled(now);
            return;
        }
        if (story == FleetStory.WAITS) {
            before(at);
        }
        int stages = tape.plan().stages().size();
        int stage = story == FleetStory.WAITS ? 0 : random.nextInt(Math.max(1, stages - 1));
        for (int i = 0; i <= stage; i++) {
            at = enter(i, at);
            at = at.plus(Duration.between(at, now).dividedBy(stages + 1L));
        }
        for (int i = points; i > 0; i--) {
            tape.evaluation(now.minusSeconds(i));
        }
        turn(now);
        tape.state(now);
        shadow.ifPresent(beside -> beside.state(now));
    }

    /** What is written each second. */
    void second(Instant at) {
        boolean over = tape.phase() == Phase.COMPLETED || tape.phase() == Phase.ROLLED_BACK;
        if (over) {
            return;
        }
        boolean judged = tape.phase() != Phase.SCHEDULED && tape.phase() != Phase.ROLLBACK_FAILED;
        if (judged) {
            tape.evaluation(at);
        }
        boolean steps = story == FleetStory.HEALTHY
                && tape.phase() == Phase.OBSERVING
                && random.nextInt(600) == 0
                && tape.stage() < tape.plan().stages().size() - 1;
        if (steps) {
            enter(tape.stage() + 1, at);
        } else if (random.nextInt(1800) == 0 && judged) {
            tape.say(DecisionKind.HOLD, Severity.WARNING, "a line is true: it stays", Optional.empty(), at);
        }
        tape.state(at);
        shadow.ifPresent(beside -> {
            beside.evaluation(at);
            beside.state(at);
        });
    }

    void worsen(double errors, double slow) {
        tape.errors = errors;
        tape.slow = slow;
    }

    FleetRollout next(String canary) {
        return new FleetRollout(writer, traffic, tape.service, canary, tape.baseline, tape.policy, random);
    }

    void begun(Instant at) {
        enter(0, start(at));
    }

    void rollBack(Instant at) {
        rollBackFor(failing("errorRate"), 60, 1, at);
    }

    private Instant start(Instant at) {
        StartRollout start =
                new StartRollout(header("start", at, "weekly release"), tape.canary, tape.baseline, tape.policy.text());
        tape.begin(writer.command(start, at), at.plus(PROMPT));
        return at.plus(PROMPT);
    }

    private Instant enter(int stage, Instant at) {
        String why = stage == 0
                ? "started by " + PEOPLE.get(0) + ": weekly release"
                : "stage " + stage + " is over and all its lines pass";
        Decision decision = tape.shift(DecisionKind.PROMOTE, stage, why, Optional.empty(), at);
        return tape.mode == Mode.ENFORCE ? tape.carriedOut(decision, at.plusMillis(40)) : at;
    }

    private Instant stepBack(Instant at) {
        Instant when = at.plus(Duration.ofMinutes(9));
        tape.slow = 3;
        Decision decision =
                tape.shift(DecisionKind.STEP_BACK, 0, "p95 was above its limit for 2 min", failing("p9"), when);
        tape.slow = 1;
        return tape.carriedOut(decision, when.plusMillis(40)).plus(Duration.ofMinutes(30));
    }

    private boolean rollBackFor(Optional<Criterion> line, double errors, double slow, Instant at) {
        tape.errors = errors;
        tape.slow = slow;
        String why = line.map(Criterion::text).orElse("a line") + ": " + (errors > 1 ? "requests fail" : "it is slow");
        Decision decision = tape.shift(DecisionKind.ROLLBACK, -1, why, line, at);
        if (tape.mode == Mode.ENFORCE) {
            tape.carriedOut(decision, at.plusMillis(40));
        }
        tape.state(at.plusSeconds(1));
        return true;
    }

    private boolean aborted(Instant at) {
        writer.command(new AbortRollout(header("abort", at, "customers complain")), at);
        String why = "aborted by " + PEOPLE.get(0) + ": customers complain";
        Decision decision = tape.shift(DecisionKind.ROLLBACK, -1, why, Optional.empty(), at.plus(PROMPT));
        tape.carriedOut(decision, at.plus(PROMPT).plusMillis(40));
        tape.state(at.plusSeconds(2));
        return true;
    }

    /** People are told, and somebody takes care; how long that took. */
    private Duration notified(Instant at) {
        Decision told = tape.say(
                DecisionKind.NOTIFY, Severity.WARNING, "the mean latency is above its limit", failing("mean"), at);
        Duration after = Duration.ofSeconds(60L + random.nextInt(600));
        Instant then = at.plus(after);
        writer.command(new Acknowledge(header("acknowledge", then, ""), told.decisionId()), then);
        tape.say(
                DecisionKind.RECORD,
                Severity.INFO,
                PEOPLE.get(0) + " has acknowledged " + told.decisionId() + " " + after.toMinutes()
                        + " min after it was told",
                Optional.empty(),
                then.plus(PROMPT),
                Optional.of(told.decisionId()));
        return after.plusSeconds(30);
    }

    private void scheduled(Instant now) {
        Instant at = now.plus(Duration.ofHours(6));
        tape.situation(waiting(new WaitingFor("schedule", "", "it is scheduled for " + at, Optional.of(at))));
        tape.say(
                DecisionKind.RECORD,
                Severity.INFO,
                "it is scheduled for " + at + ", started by " + PEOPLE.get(0),
                Optional.empty(),
                now.minusSeconds(60));
        tape.go(Phase.SCHEDULED, "it is scheduled for " + at);
        tape.state(now);
    }

    /** Ticks what must be done before the first stage. */
    private void before(Instant at) {
        List<TickedItem> ticked = new ArrayList<>();
        for (Checklist list :
                tape.plan().procedure().checklists().stream().limit(1).toList()) {
            for (Checklist.Item item : list.items()) {
                String role = item.role().equals("anybody") ? "team" : item.role();
                String evidence = item.evidence() ? "https://ci.example/runs/" + random.nextInt(9_999) : "";
                writer.command(new TickItem(header("tick", at, ""), list.name(), item.id(), role, evidence), at);
                tape.say(
                        DecisionKind.RECORD,
                        Severity.INFO,
                        "item " + item.id() + " of the checklist " + list.name() + " was ticked by " + PEOPLE.get(0)
                                + " for " + role,
                        Optional.empty(),
                        at);
                ticked.add(new TickedItem(list.name(), item.id(), role, PEOPLE.get(0), at, evidence));
            }
        }
        tape.situation(new RolloutSituation(List.of(), ticked, List.of(), List.of()));
    }

    private void turn(Instant now) {
        switch (story) {
            case ERRORS -> tape.errors = 25;
            case SLOW -> tell(now);
            case ABORTED -> aborted(now.minusSeconds(5));
            case STEPS_BACK -> {
                if (tape.stage() > 0) {
                    tape.carriedOut(
                            tape.shift(
                                    DecisionKind.STEP_BACK,
                                    tape.stage() - 1,
                                    "p95 was above its limit",
                                    failing("p9"),
                                    now),
                            now);
                }
            }
            case PAUSED -> {
                writer.command(new PauseRollout(header("pause", now, "the sale begins at noon")), now);
                tape.say(
                        DecisionKind.RECORD,
                        Severity.INFO,
                        "paused by " + PEOPLE.get(0) + ": the sale begins at noon",
                        Optional.empty(),
                        now);
                tape.go(Phase.PAUSED, "paused by " + PEOPLE.get(0) + ": the sale begins at noon");
                tape.situation(waiting(new WaitingFor("resume", "", "it is paused", Optional.empty())));
            }
            case WAITS -> waits(now);
            case ASKS -> {
                Decision decision = tape.shift(
                        DecisionKind.PROMOTE,
                        tape.stage() + 1,
                        "all lines pass",
                        Optional.empty(),
                        now.minusSeconds(90));
                tape.asks(decision, now.minusSeconds(89), "Is the replica caught up?");
            }
            case STUCK -> {
                tape.errors = 25;
                Decision decision = tape.shift(
                        DecisionKind.ROLLBACK, -1, "requests fail", failing("errorRate"), now.minusSeconds(30));
                tape.executed(
                        decision,
                        1,
                        ExecutionStatus.FAILED,
                        "step weight: the proxy does not answer",
                        now.minusSeconds(29),
                        Optional.of(now.minusSeconds(19)),
                        2);
                tape.go(Phase.ROLLBACK_FAILED, "the rollback could not be carried out, a person must act");
                tape.say(
                        DecisionKind.NOTIFY,
                        Severity.CRITICAL,
                        "the rollback could not be carried out, a person must act: step weight: the proxy does not answer",
                        Optional.empty(),
                        now.minusSeconds(18));
            }
            case LAGS -> tape.lagging = true;
            case HEALTHY, SCHEDULED, OBSERVES -> {
                // Nothing happens to it.
            }
        }
    }

    private void tell(Instant now) {
        tape.slow = 2.2;
        Decision told = tape.say(
                DecisionKind.NOTIFY,
                Severity.WARNING,
                "p95 is above 500 ms for 1 min",
                failing("p9"),
                now.minusSeconds(200));
        tape.situation(new RolloutSituation(
                List.of(),
                List.of(),
                List.of(new OpenNotice(told.decisionId(), Severity.WARNING, now.minusSeconds(200), 1)),
                List.of()));
    }

    private void waits(Instant now) {
        for (String role : List.of("qa", "product")) {
            long offset = writer.command(new Approve(header("approve", now, "looks good"), role), now.minusSeconds(30));
            String why = "nothing waits for the role " + role + "; there is release-manager";
            tape.refuse(offset, "approve", PEOPLE.get(0), why, now.minusSeconds(29));
        }
        tape.go(Phase.AWAITING, "stage 1 passes, and waits for what must be done before it is left");
        Optional<Instant> until = Optional.of(now.plus(Duration.ofHours(30)));
        tape.situation(new RolloutSituation(
                List.of(
                        new WaitingFor(
                                "checklist",
                                "day-1",
                                "the checklist day-1 misses dashboards (observability), feedback (product)",
                                until),
                        new WaitingFor(
                                "approval", "release-manager", "the approval of release-manager is missing", until)),
                tape.situation().ticked(),
                List.of(),
                List.of()));
    }

    private RolloutSituation waiting(WaitingFor what) {
        return new RolloutSituation(List.of(what), List.of(), List.of(), List.of());
    }

    private Optional<Criterion> failing(String word) {
        return tape.plan().stop().stream()
                .map(StopLine::criterion)
                .filter(line -> line.text().startsWith(word))
                .findFirst()
                .or(() -> tape.plan().stop().stream().map(StopLine::criterion).findFirst());
    }

    private CommandHeader header(String kind, Instant at, String why) {
        commands++;
        return new CommandHeader(
                kind + "-" + tape.rolloutId + "-" + commands,
                tape.correlationId(),
                tape.service,
                tape.rolloutId,
                PEOPLE.get(0),
                at,
                why);
    }
}
