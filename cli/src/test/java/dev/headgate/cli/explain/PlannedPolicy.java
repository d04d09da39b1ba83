package dev.headgate.cli.explain;

import dev.headgate.documents.explain.Words;
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
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.WeeklyHours;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A policy that uses what plans need: people, runbooks, hours, ramps, measurements. */
public final class PlannedPolicy {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final WeeklyHours SUNDAY_NIGHT =
            new WeeklyHours(Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 0), LocalTime.of(4, 0), ZoneId.of("UTC"));

    private PlannedPolicy() {}

    /** All of it. */
    public static Policy whole() {
        return new Policy(
                "go-live",
                Mode.ENFORCE,
                MINUTE,
                100,
                List.of(
                        new StopLine(errorRate(">", 0.1, Duration.ofMinutes(5)), Effect.ROLLBACK, Severity.CRITICAL),
                        new StopLine(noSuccess(), Effect.ROLLBACK, Severity.CRITICAL),
                        new StopLine(
                                gauge("gauge migration.failed = 1", "migration.failed", Operator.EQUAL, 1),
                                new Response(
                                        Effect.ROLLBACK,
                                        Optional.of("restore-database"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Effect.HOLD),
                                Severity.CRITICAL),
                        new StopLine(
                                latency("p95(broadcast) > 2s for 1m"),
                                Response.mitigate("lower-concurrency"),
                                Severity.WARNING),
                        new StopLine(
                                gauge("cpu.utilisation > 85%", "cpu.utilisation", Operator.GREATER, 0.85),
                                Response.ask("release-manager", Duration.ofMinutes(10), Effect.ROLLBACK),
                                Severity.CRITICAL)),
                List.of(first(), second(), last()),
                "shift-traffic",
                "emergency-rollback",
                MINUTE,
                WeightOf.USERS,
                procedure());
    }

    private static Stage first() {
        return new Stage(
                new Weight(5),
                Duration.ofMinutes(30),
                Optional.of(Duration.ofHours(2)),
                Duration.ofMinutes(2),
                List.of(errorRate("<", 0.005, Duration.ZERO), alerts(), count(), approval("release-managers")),
                List.of(),
                Response.ask("release-manager", Duration.ofMinutes(10), Effect.ROLLBACK),
                new StageProcedure(
                        Optional.empty(),
                        List.of(checklist(), hook("smoke-tests")),
                        List.of(new RepeatedHook(hook("health-check"), Duration.ofSeconds(30))),
                        List.of(hook("smoke-tests"), approval("product")),
                        Optional.of(Duration.ofHours(1)),
                        Response.ROLLBACK,
                        List.of(new Digest(Duration.ofMinutes(15), Optional.empty(), Optional.of("team"))),
                        Labels.copy(Map.of("cohort", "staff")),
                        Optional.empty()));
    }

    private static Stage second() {
        return new Stage(
                new Weight(50),
                Duration.ofDays(7),
                Optional.of(Duration.ofDays(10)),
                MINUTE,
                List.of(errorRate("<", 0.01, Duration.ZERO)),
                List.of(),
                Response.STEP_BACK,
                new StageProcedure(
                        Optional.of(new Ramp(new Weight(10), Duration.ofDays(2))),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Response.HOLD,
                        List.of(),
                        Labels.NONE,
                        Optional.empty()));
    }

    private static Stage last() {
        return new Stage(
                Weight.ALL,
                Duration.ofHours(24),
                Optional.empty(),
                Duration.ZERO,
                List.of(),
                List.of(),
                Response.ROLLBACK);
    }

    private static Procedure procedure() {
        return new Procedure(
                Optional.of("shop"),
                true,
                Optional.of(new Calendar(List.of(SUNDAY_NIGHT), Response.HOLD)),
                List.of(new Checklist(
                        "go-live",
                        List.of(
                                new Checklist.Item(
                                        "tests-passed", "more than 95 % of the tests passed", "anybody", false),
                                new Checklist.Item(
                                        "audit", "security audit without critical findings", "security", true)))),
                List.of("notify-stakeholders"),
                List.of("open-incident"),
                List.of("lock-in"),
                List.of(new AfterRollback(
                        errorRate("<", 0.005, Duration.ZERO),
                        Duration.ofMinutes(5),
                        new Response(
                                Effect.NOTIFY,
                                Optional.empty(),
                                Optional.of("on-call"),
                                Optional.empty(),
                                Effect.HOLD))),
                List.of(new Escalation(
                        Severity.CRITICAL,
                        Optional.of(Duration.ofMinutes(5)),
                        List.of(
                                new Escalation.Level(Duration.ZERO, List.of("on-call"), List.of()),
                                new Escalation.Level(
                                        Duration.ofMinutes(15), List.of("lead", "chat"), List.of(SUNDAY_NIGHT))))),
                List.of(new Digest(Duration.ofHours(1), Optional.of(Duration.ofHours(72)), Optional.empty())),
                Optional.of(new Train("shop-and-cart", List.of("shop", "cart"))));
    }

    /** {@code errorRate > 10% for 5m}, for example. */
    static Criterion errorRate(String operator, double limit, Duration holdFor) {
        String held = holdFor.isZero() ? "" : " for " + holdFor.toMinutes() + "m";
        return line(
                "errorRate " + operator + " " + Words.percent(limit).replace(" ", "") + held,
                new Measure.ErrorRate(),
                Claim.Limit.plain(operator.equals(">") ? Operator.GREATER : Operator.LESS, limit),
                holdFor);
    }

    private static Criterion noSuccess() {
        Duration silence = Duration.ofMinutes(2);
        return line(
                "no success for 2m",
                new Measure.NoSuccess(silence),
                Claim.Limit.plain(Operator.GREATER, 0),
                Duration.ZERO);
    }

    private static Criterion latency(String text) {
        return line(text, new Measure.LatencyQuantile(0.95), Claim.Limit.plain(Operator.GREATER, 2_000_000), MINUTE);
    }

    private static Criterion gauge(String text, String name, Operator operator, double limit) {
        Measure measure = new Measure.Gauge(Metric.named(name), GaugeReading.LAST, Measure.Unit.NUMBER);
        return line(text, measure, Claim.Limit.plain(operator, limit), Duration.ZERO);
    }

    private static Criterion alerts() {
        return line(
                "no alert critical since stage",
                new Measure.Alerts(Optional.of("critical"), Optional.empty(), Since.STAGE),
                Claim.Limit.plain(Operator.EQUAL, 0),
                Duration.ZERO);
    }

    private static Criterion count() {
        return line(
                "count log.critical = 0 since start",
                new Measure.Count(Metric.named("log.critical"), Since.START),
                Claim.Limit.plain(Operator.EQUAL, 0),
                Duration.ZERO);
    }

    private static Criterion approval(String role) {
        return line("approval of " + role, new Measure.Approval(role), new Claim.Done(true), Duration.ZERO);
    }

    private static Criterion checklist() {
        return line("checklist go-live", new Measure.ChecklistDone("go-live"), new Claim.Done(true), Duration.ZERO);
    }

    private static Criterion hook(String runbook) {
        return line(
                "hook " + runbook,
                new Measure.Hook(runbook, Optional.empty(), Optional.empty(), Measure.Unit.NUMBER),
                new Claim.Done(true),
                Duration.ZERO);
    }

    private static Criterion line(String text, Measure measure, Claim claim, Duration holdFor) {
        return new Criterion(text, measure, Optional.empty(), claim, Optional.empty(), holdFor, OptionalInt.empty());
    }
}
