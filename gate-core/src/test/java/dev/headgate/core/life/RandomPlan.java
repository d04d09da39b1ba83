package dev.headgate.core.life;

import dev.headgate.core.Policies;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measure.Unit;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.WeeklyHours;
import dev.headgate.schemas.model.Weight;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A policy out of a seed, with every word that a policy can have. Times are seconds, so that a short life sees them all. */
final class RandomPlan {

    static final String TRAIN = "shop-and-cart";
    static final String OTHER = "cart";
    static final List<String> ROLES = List.of("release-managers", "security", "anybody");

    private final Random random;
    private final boolean rollingBack;

    RandomPlan(Random random, boolean rollingBack) {
        this.random = random;
        this.rollingBack = rollingBack;
    }

    Policy policy() {
        List<Stage> stages = new ArrayList<>();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            stages.add(stage(i, count));
        }
        Policy plan = Policies.policy(stops(4), stages.toArray(Stage[]::new)).with(procedure());
        return plan.in(random.nextInt(6) == 0 ? Mode.OBSERVE : Mode.ENFORCE);
    }

    /** The same stages, judged by other lines. */
    Policy changed(Policy policy) {
        return new Policy(
                policy.name(),
                policy.mode(),
                policy.window(),
                policy.minRequests(),
                stops(3),
                policy.stages().stream()
                        .map(stage -> random.nextInt(4) == 0
                                ? new Stage(
                                        random.nextInt(4) == 0 ? new Weight(15) : stage.weight(),
                                        stage.minimumHold(),
                                        stage.maximumHold(),
                                        stage.settle(),
                                        some(3, this::figure),
                                        stage.stop(),
                                        stage.onFailure(),
                                        stage.procedure())
                                : stage)
                        .toList(),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.decisionValidity(),
                policy.weightOf(),
                policy.procedure());
    }

    private List<StopLine> stops(int most) {
        List<StopLine> lines = new ArrayList<>();
        if (rollingBack) {
            lines.add(Policies.rollback(Policies.errorRate(Operator.GREATER, 0.6)));
        }
        lines.addAll(some(most, () -> stopLine("stop")));
        return lines;
    }

    private Stage stage(int index, int count) {
        Weight weight = index == count - 1 ? Weight.ALL : new Weight(10 + 30 * index);
        Optional<Ramp> ramp = random.nextInt(4) == 0
                ? Optional.of(new Ramp(new Weight(weight.percent() / 2), Duration.ofSeconds(2 + random.nextInt(6))))
                : Optional.empty();
        int minimum = 1 + random.nextInt(5);
        List<Criterion> advance = some(3, random.nextInt(4) == 0 ? this::deed : this::figure);
        Optional<Score> score = advance.size() > 1 && random.nextInt(4) == 0
                ? Optional.of(new Score(
                        80,
                        50,
                        advance.stream()
                                .map(each -> new Score.LineWeight(1 + random.nextInt(3), random.nextInt(4) == 0))
                                .toList()))
                : Optional.empty();
        return new Stage(
                weight,
                Duration.ofSeconds(minimum),
                random.nextBoolean()
                        ? Optional.of(Duration.ofSeconds(minimum + 3 + random.nextInt(8)))
                        : Optional.empty(),
                Duration.ofSeconds(random.nextInt(2)),
                advance,
                some(2, () -> stopLine("stage stop")),
                response(true),
                new StageProcedure(
                        ramp,
                        random.nextBoolean() ? List.of() : some(2, this::deed),
                        random.nextInt(3) == 0
                                ? List.of(new RepeatedHook(hook("health-check"), Duration.ofSeconds(2)))
                                : List.of(),
                        random.nextInt(3) == 0 ? some(2, this::deed) : List.of(),
                        random.nextInt(4) == 0 ? Optional.of(Duration.ofSeconds(minimum + 2)) : Optional.empty(),
                        random.nextInt(3) == 0 ? response(false) : Response.HOLD,
                        random.nextInt(3) == 0 ? List.of(digest()) : List.of(),
                        random.nextInt(4) == 0 ? Labels.copy(Map.of("cohort", "staff")) : Labels.NONE,
                        score));
    }

    private Procedure procedure() {
        return new Procedure(
                Optional.of(Scenario.SERVICE),
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? Optional.of(calendar()) : Optional.empty(),
                List.of(new Checklist(
                        "go-live",
                        List.of(
                                new Checklist.Item("tests", "tests passed", "anybody", false),
                                new Checklist.Item("audit", "audited", "security", true)))),
                random.nextInt(4) == 0 ? List.of("notify-stakeholders") : List.of(),
                random.nextInt(3) == 0 ? List.of("open-incident", "clear-caches") : List.of(),
                random.nextInt(3) == 0 ? List.of("lock-in") : List.of(),
                random.nextInt(3) == 0
                        ? List.of(new AfterRollback(
                                Policies.errorRate(Operator.LESS, 0.05),
                                Duration.ofSeconds(3 + random.nextInt(5)),
                                Response.NOTIFY))
                        : List.of(),
                random.nextBoolean() ? escalations() : List.of(),
                random.nextInt(3) == 0 ? List.of(digest()) : List.of(),
                random.nextInt(4) == 0
                        ? Optional.of(new Train(TRAIN, List.of(Scenario.SERVICE, OTHER)))
                        : Optional.empty());
    }

    private Calendar calendar() {
        EnumSet<DayOfWeek> everyDay = EnumSet.allOf(DayOfWeek.class);
        List<WeeklyHours> hours = IntStream.range(0, 20)
                .mapToObj(i -> new WeeklyHours(
                        everyDay,
                        LocalTime.ofSecondOfDay(i * 90),
                        LocalTime.ofSecondOfDay(i * 90 + 30 + random.nextInt(50)),
                        ZoneOffset.UTC))
                .toList();
        return new Calendar(hours, response(false));
    }

    private List<Escalation> escalations() {
        return List.of(
                new Escalation(
                        Severity.CRITICAL,
                        Optional.of(Duration.ofSeconds(5)),
                        List.of(
                                new Escalation.Level(Duration.ZERO, List.of("on-call"), List.of()),
                                new Escalation.Level(Duration.ofSeconds(4), List.of("lead", "chat"), List.of()))),
                new Escalation(
                        Severity.WARNING,
                        Optional.empty(),
                        List.of(new Escalation.Level(Duration.ofMillis(2_500), List.of("team"), List.of()))));
    }

    private Digest digest() {
        return new Digest(
                Duration.ofMillis(1_000 + random.nextInt(4_000)),
                random.nextBoolean() ? Optional.of(Duration.ofSeconds(9)) : Optional.empty(),
                random.nextBoolean() ? Optional.of("chat") : Optional.empty());
    }

    private StopLine stopLine(String where) {
        Criterion criterion = Policies.holding(
                switch (random.nextInt(9)) {
                    case 0 -> Policies.errorRate(Operator.GREATER, 0.1);
                    case 1 -> Policies.p95(Operator.GREATER, 79_000);
                    case 2 -> gauge(Operator.GREATER, 0.8);
                    case 3 -> Policies.criterion(where + " count", count(Since.START), Operator.GREATER, 20);
                    case 4 -> Policies.criterion(where + " alert", alerts(), Operator.GREATER, 0);
                    case 5 -> all();
                    case 6 ->
                        done(new Measure.Hook("health-check", Optional.empty(), Optional.empty(), Unit.NUMBER), false);
                    case 7 -> Policies.worse(new Measure.ErrorRate(), new Margin.None());
                    default -> Policies.errorRate(Operator.GREATER, 0.3);
                },
                random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(4_000)) : Duration.ZERO);
        Criterion own = criterion.claim() instanceof Claim.AgainstBaseline
                ? Policies.worse(new Measure.ErrorRate(), new Margin.None())
                : criterion;
        return new StopLine(own, response(true), any(List.of(Severity.CRITICAL, Severity.WARNING, Severity.INFO)));
    }

    private Response response(boolean line) {
        return switch (random.nextInt(line ? 9 : 7)) {
            case 0 -> Response.HOLD;
            case 1 -> Response.ROLLBACK;
            case 2 -> Response.STEP_BACK;
            case 3 -> Response.NOTIFY;
            case 4, 5 ->
                Response.ask(
                        any(ROLES),
                        Duration.ofSeconds(2 + random.nextInt(4)),
                        any(List.of(Effect.ROLLBACK, Effect.STEP_BACK, Effect.HOLD, Effect.NOTIFY)));
            case 6 ->
                new Response(
                        Effect.ROLLBACK,
                        Optional.of("restore-database"),
                        Optional.empty(),
                        Optional.empty(),
                        Effect.HOLD);
            default -> Response.mitigate("lower-concurrency");
        };
    }

    /** Something that figures show. */
    private Criterion figure() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Policies.errorRate(Operator.LESS, 0.05);
            case 3 -> Policies.p99(Operator.LESS, 500_000);
            case 4 -> gauge(Operator.LESS, 0.8);
            case 5 -> Policies.criterion("few", count(Since.STAGE), Operator.LESS, 50);
            case 6 -> Policies.criterion("no alert", alerts(), Operator.LESS_OR_EQUAL, 0);
            default ->
                Policies.criterion(
                        "delivered",
                        new Measure.Ratio(Metric.named("delivered"), Optional.empty()),
                        Operator.GREATER,
                        0.5);
        };
    }

    /** Something that people or runbooks do. */
    private Criterion deed() {
        return switch (random.nextInt(4)) {
            case 0 -> done(new Measure.Approval(any(ROLES)), true);
            case 1 -> done(new Measure.ChecklistDone("go-live"), true);
            case 2 -> hook("smoke-tests");
            default -> {
                Measure figure = new Measure.Hook("db-check", Optional.of("upsert.p95"), Optional.empty(), Unit.NUMBER);
                yield Policies.criterion("hook db-check output", figure, Operator.LESS_OR_EQUAL, 20);
            }
        };
    }

    private static Criterion hook(String runbook) {
        return done(new Measure.Hook(runbook, Optional.empty(), Optional.empty(), Unit.NUMBER), true);
    }

    private static Criterion gauge(Operator operator, double limit) {
        return Policies.criterion(
                "gauge pool " + operator.wireName() + limit,
                new Measure.Gauge(Metric.named("pool"), GaugeReading.LAST, Unit.NUMBER),
                operator,
                limit);
    }

    private static Measure count(Since since) {
        return new Measure.Count(Metric.named("log.critical"), since);
    }

    private static Measure alerts() {
        return new Measure.Alerts(Optional.of("critical"), Optional.empty(), Since.NOW);
    }

    private static Criterion all() {
        return done(
                new Measure.All(List.of(Policies.errorRate(Operator.GREATER, 0.05), gauge(Operator.GREATER, 0.5))),
                true);
    }

    private static Criterion done(Measure measure, boolean done) {
        return new Criterion(
                measure + " done " + done,
                measure,
                Optional.empty(),
                new Claim.Done(done),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    private <T> List<T> some(int most, Supplier<T> each) {
        List<T> found = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            found.add(each.get());
        }
        return found;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
