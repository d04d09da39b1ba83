package dev.headgate.executor.notice;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.NoticePlan.Telling;
import dev.headgate.schemas.model.notice.Route;
import dev.headgate.schemas.model.notice.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Decisions, executions, plans and what is told of them, for tests. */
public final class SampleNotices {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private SampleNotices() {}

    /** Of rollout shop-1, back from 5 % for an error rate of 12.5 %. */
    public static Decision rollback() {
        return decision("shop", 3, DecisionKind.ROLLBACK, Severity.CRITICAL, Mode.ENFORCE);
    }

    public static Decision decision(String service, int sequence, DecisionKind kind, Severity severity, Mode mode) {
        return decision(service + "-1", service, sequence, kind, severity, mode);
    }

    public static Decision decision(
            String rollout, String service, int sequence, DecisionKind kind, Severity severity, Mode mode) {
        boolean shifts = kind == DecisionKind.ROLLBACK;
        return new Decision(
                rollout + "/" + sequence,
                rollout,
                service,
                17,
                sequence,
                "c-1",
                kind,
                mode,
                severity,
                "2.4.1",
                "2.4.0",
                0,
                new Weight(5),
                shifts ? Weight.NONE : new Weight(5),
                "errorRate was above 5 % for 3 s",
                Optional.of("errorRate > 5% for 3s"),
                List.of(verdict()),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                NOON.plusSeconds(sequence),
                List.of(new InputOffset("gate.sketches", 2, 4711)),
                Optional.empty(),
                shifts ? new RunbookCall("shift-traffic", Labels.copy(Map.of("weight", "0"))) : RunbookCall.NONE);
    }

    private static Verdict verdict() {
        return new Verdict(
                "errorRate > 5% for 3s",
                CriterionList.STOP,
                Judgement.FAIL,
                UndecidedCause.NONE,
                "errorRate",
                OptionalDouble.of(0.125),
                OptionalDouble.of(0.05),
                "ratio",
                NOON.minusSeconds(30),
                NOON,
                640,
                Optional.of(Duration.ofSeconds(3)),
                List.of("r-17", "r-18"),
                Optional.empty(),
                "80 of 640 requests failed, 12.5 %, the limit is 5 %.",
                Optional.empty());
    }

    /** Of a decision; if it failed, in a step that printed this. */
    public static Execution execution(Decision decision, ExecutionStatus status, String output) {
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                status,
                "shift-traffic",
                List.of(new StepResult("weight", status, NOON, NOON.plusMillis(700), OptionalInt.of(3), output)),
                status == ExecutionStatus.SUCCEEDED ? Optional.of(decision.to()) : Optional.empty(),
                "step weight: " + status.wireName(),
                NOON,
                Optional.of(NOON.plusMillis(750)),
                "executor-1",
                Labels.copy(Map.of("upsert.p95", "17")));
    }

    /** The same decision's execution while it asks a person. */
    public static Execution asking(Decision decision, Question.About about) {
        Question question = new Question("replica", about, "Is the replica caught up?", NOON, NOON.plusSeconds(1_800));
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                ExecutionStatus.STARTED,
                "migrate",
                List.of(),
                Optional.empty(),
                decision.reason(),
                NOON.minusSeconds(3),
                Optional.empty(),
                "executor-1",
                Labels.NONE,
                Optional.of(question));
    }

    /** What people are told of it. */
    public static Notice waiting(Decision decision) {
        return new NoticeWriter(toNobody()).of(asking(decision, Question.About.CONFIRMATION), Facts.of(decision));
    }

    /** Channels, and routes to them; recipients without a route go to the first. */
    public static NoticePlan plan(List<Channel> channels, Route... routes) {
        return new NoticePlan(
                "production",
                Optional.of("https://example.com/d?id=${decision}"),
                Telling.MARKED,
                Telling.NEVER,
                channels.get(0).name(),
                channels,
                List.of(routes));
    }

    /** Everything that a route is about without saying more, and failed executions. */
    public static Route everythingTo(String... channels) {
        return new Route(
                List.of(),
                Optional.empty(),
                List.of(
                        DecisionKind.PROMOTE,
                        DecisionKind.HOLD,
                        DecisionKind.ROLLBACK,
                        DecisionKind.NOTIFY,
                        DecisionKind.COMPLETE),
                List.of(ExecutionStatus.FAILED),
                List.of(),
                List.of(channels));
    }

    public static Channel channel(String name, Target target) {
        return new Channel(
                name,
                target,
                Duration.ofSeconds(5),
                new Channel.Rate(1_000, Duration.ofSeconds(1)),
                Duration.ofHours(1));
    }

    public static Channel webhook(String name, String url) {
        return channel(name, new Target.Webhook(new Given.Written(url), Optional.empty(), Optional.empty()));
    }

    public static NoticePlan toNobody() {
        return plan(List.of(webhook("unused", "http://127.0.0.1:1/")));
    }

    public static Notice notice(Decision decision) {
        return new NoticeWriter(toNobody()).of(decision, Optional.of(NOON.minusSeconds(120)));
    }

    public static Notice notice(Decision decision, ExecutionStatus status, String output) {
        return new NoticeWriter(toNobody()).of(execution(decision, status, output), Facts.of(decision));
    }

    public static Post post(Notice notice) {
        return new Post(Post.Act.TELL, notice.id(), notice);
    }
}
