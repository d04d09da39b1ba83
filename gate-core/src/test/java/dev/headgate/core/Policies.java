package dev.headgate.core;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Policies and their parts, for tests. */
public final class Policies {

    private Policies() {}

    public static Criterion errorRate(Operator operator, double limit) {
        return criterion("errorRate " + operator.wireName() + " " + limit, new Measure.ErrorRate(), operator, limit);
    }

    public static Criterion p95(Operator operator, double micros) {
        return criterion(
                "p95 " + operator.wireName() + " " + micros, new Measure.LatencyQuantile(0.95), operator, micros);
    }

    public static Criterion p99(Operator operator, double micros) {
        return criterion(
                "p99 " + operator.wireName() + " " + micros, new Measure.LatencyQuantile(0.99), operator, micros);
    }

    public static Criterion worse(Measure measure, Margin margin) {
        return against(measure, true, margin);
    }

    public static Criterion notWorse(Measure measure, Margin margin) {
        return against(measure, false, margin);
    }

    private static Criterion against(Measure measure, boolean worse, Margin margin) {
        return new Criterion(
                measure + (worse ? " worse than baseline " : " not worse than baseline ") + margin,
                measure,
                Optional.empty(),
                new Claim.AgainstBaseline(worse, margin),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static Criterion worseThanPast(Measure measure, Margin margin, boolean lastWeek) {
        return past(measure, true, margin, lastWeek);
    }

    public static Criterion notWorseThanPast(Measure measure, Margin margin) {
        return past(measure, false, margin, false);
    }

    private static Criterion past(Measure measure, boolean worse, Margin margin, boolean lastWeek) {
        return new Criterion(
                measure
                        + (worse ? " worse than " : " not worse than ")
                        + (lastWeek ? "this hour last week " : "own past ")
                        + margin,
                measure,
                Optional.empty(),
                new Claim.AgainstPast(worse, margin, lastWeek ? Past.THIS_HOUR_LAST_WEEK : Past.BEFORE_ROLLOUT),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static Criterion burns(double objective, double factor, Duration over, Optional<Duration> and) {
        return new Criterion(
                "slo " + objective + " burns > " + factor + " over " + over + and,
                new Measure.ErrorRate(),
                Optional.empty(),
                new Claim.BurnRate(objective, factor, and),
                Optional.of(over),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static Criterion perOperation(Criterion criterion) {
        Claim.AgainstBaseline claim = (Claim.AgainstBaseline) criterion.claim();
        return new Criterion(
                criterion.text() + " per operation",
                criterion.measure(),
                criterion.operation(),
                new Claim.AgainstBaseline(claim.worse(), claim.margin(), true),
                criterion.over(),
                criterion.holdFor(),
                criterion.minRequests());
    }

    public static Criterion confident(Measure measure, Operator operator, double limit, double confidence) {
        return new Criterion(
                measure + " " + operator.wireName() + " " + limit + " with confidence",
                measure,
                Optional.empty(),
                new Claim.Limit(operator, limit, OptionalDouble.of(confidence)),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static Criterion noSuccess(int seconds) {
        return criterion(
                "no success for " + seconds + "s",
                new Measure.NoSuccess(Duration.ofSeconds(seconds)),
                Operator.GREATER,
                0);
    }

    public static Criterion criterion(String text, Measure measure, Operator operator, double limit) {
        return new Criterion(
                text,
                measure,
                Optional.empty(),
                Claim.Limit.plain(operator, limit),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static Criterion holding(Criterion criterion, Duration holdFor) {
        return new Criterion(
                criterion.text() + " for " + holdFor,
                criterion.measure(),
                criterion.operation(),
                criterion.claim(),
                criterion.over(),
                holdFor,
                criterion.minRequests());
    }

    public static Criterion over(Criterion criterion, Duration window) {
        return new Criterion(
                criterion.text() + " over " + window,
                criterion.measure(),
                criterion.operation(),
                criterion.claim(),
                Optional.of(window),
                criterion.holdFor(),
                criterion.minRequests());
    }

    public static Criterion ofOperation(Criterion criterion, String operation) {
        return new Criterion(
                criterion.text() + " of " + operation,
                criterion.measure(),
                Optional.of(operation),
                criterion.claim(),
                criterion.over(),
                criterion.holdFor(),
                criterion.minRequests());
    }

    public static StopLine rollback(Criterion criterion) {
        return new StopLine(criterion, Effect.ROLLBACK, Severity.CRITICAL);
    }

    public static StopLine stop(Criterion criterion, Effect effect) {
        return new StopLine(criterion, effect, Severity.WARNING);
    }

    public static Stage stage(double percent, int minimumSeconds, List<Criterion> advance) {
        return new Stage(
                new Weight(percent),
                Duration.ofSeconds(minimumSeconds),
                Optional.empty(),
                Duration.ZERO,
                advance,
                List.of(),
                Response.ROLLBACK);
    }

    public static Stage until(Stage stage, int maximumSeconds, Response onFailure) {
        return new Stage(
                stage.weight(),
                stage.minimumHold(),
                Optional.of(Duration.ofSeconds(maximumSeconds)),
                stage.settle(),
                stage.advance(),
                stage.stop(),
                onFailure);
    }

    public static Stage settling(Stage stage, int seconds) {
        return new Stage(
                stage.weight(),
                stage.minimumHold(),
                stage.maximumHold(),
                Duration.ofSeconds(seconds),
                stage.advance(),
                stage.stop(),
                stage.onFailure());
    }

    public static Policy policy(List<StopLine> stop, Stage... stages) {
        return new Policy(
                "checkout",
                Mode.ENFORCE,
                Duration.ofSeconds(10),
                50,
                stop,
                List.of(stages),
                "shift-traffic",
                "shift-traffic",
                Duration.ofSeconds(60));
    }

    public static Policy observing(Policy policy) {
        return new Policy(
                policy.name(),
                Mode.OBSERVE,
                policy.window(),
                policy.minRequests(),
                policy.stop(),
                policy.stages(),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.decisionValidity());
    }

    public static Policy weightOf(Policy policy, WeightOf weightOf) {
        return new Policy(
                policy.name(),
                policy.mode(),
                policy.window(),
                policy.minRequests(),
                policy.stop(),
                policy.stages(),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.decisionValidity(),
                weightOf);
    }

    /** Stages of 10 %, 50 % and 100 %, 20 s each, with limits on errors, p95, p99 and silence. */
    public static Policy demo() {
        List<Criterion> advance = List.of(
                errorRate(Operator.LESS, 0.02), p95(Operator.LESS_OR_EQUAL, 200_000), p99(Operator.LESS, 400_000));
        return policy(
                List.of(
                        rollback(errorRate(Operator.GREATER, 0.10)),
                        rollback(noSuccess(10)),
                        rollback(p95(Operator.GREATER, 500_000)),
                        rollback(holding(p99(Operator.GREATER, 1_000_000), Duration.ofSeconds(3)))),
                stage(10, 20, advance),
                stage(50, 20, advance),
                stage(100, 20, advance));
    }
}
