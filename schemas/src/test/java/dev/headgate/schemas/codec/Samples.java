package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.RefusedItems;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One full record of each kind: nothing optional is absent. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private Samples() {}

    public static RequestEvent event() {
        return new RequestEvent(
                "shop",
                "2.4.1",
                "POST /orders/{id}",
                Labels.copy(Map.of("region", "eu-west", "tier", "gold")),
                1_795_348_800_123L,
                41_250,
                Outcome.SUCCESS,
                Optional.of("r-1"));
    }

    public static RequestEvent failedEvent() {
        return new RequestEvent(
                "shop", "2.4.1", "search", Labels.NONE, 1_795_348_800_140L, 2_000_000, Outcome.ERROR, Optional.empty());
    }

    public static Verdict verdict() {
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

    public static Verdict comparison() {
        return new Verdict(
                "errorRate worse than baseline",
                CriterionList.STOP,
                Judgement.FAIL,
                UndecidedCause.NONE,
                "errorRate",
                OptionalDouble.of(0.125),
                OptionalDouble.empty(),
                "ratio",
                NOON.minusSeconds(30),
                NOON,
                640,
                Optional.of(Duration.ofSeconds(3)),
                List.of("r-17", "r-18"),
                Optional.of(new Comparison(
                        412.5,
                        206.75,
                        100,
                        1.25,
                        120,
                        "errorRate",
                        640,
                        5_760,
                        OptionalDouble.of(0.005),
                        OptionalDouble.of(0.09),
                        OptionalDouble.of(0.16),
                        OptionalDouble.of(0.003),
                        OptionalDouble.of(0.008),
                        Optional.of("POST /orders"))),
                "the canary's error rate of POST /orders is worse than the baseline's: 12.5 % against 0.5 % over the last 30 s",
                Optional.of(burn()),
                OptionalDouble.of(0.1));
    }

    static Burn burn() {
        return new Burn(
                0.999,
                new Burn.Window(Duration.ofMinutes(30), 18_000, 270, OptionalDouble.of(15)),
                Optional.of(new Burn.Window(Duration.ofMinutes(5), 0, 0, OptionalDouble.empty())));
    }

    public static Decision decision() {
        return new Decision(
                "shop-241/3",
                "shop-241",
                "shop",
                17,
                3,
                "c-1",
                DecisionKind.ROLLBACK,
                Mode.ENFORCE,
                Severity.CRITICAL,
                "2.4.1",
                "2.4.0",
                -1,
                new Weight(5),
                Weight.NONE,
                "errorRate was above 5 % for 3 s",
                Optional.of("errorRate > 5% for 3s"),
                List.of(verdict()),
                HASH,
                NOON.plusMillis(200),
                List.of(new InputOffset("gate.sketches", 2, 4711), new InputOffset("executions", 2, 12)),
                Optional.of(Duration.ofMinutes(1)),
                new RunbookCall("shift-traffic", Labels.copy(Map.of("service", "shop", "weight", "0"))),
                Optional.of(NOON.minusSeconds(5)),
                List.of("on-call"),
                Optional.of("shop-241/2"),
                Optional.of("cmd-1"));
    }

    public static CommandHeader header() {
        return new CommandHeader("cmd-1", "c-1", "shop", "shop-241", "ada", NOON, "release 2.4.1");
    }

    public static StartRollout start() {
        return new StartRollout(
                header(),
                "2.4.1",
                "2.4.0",
                new PolicyText("careful.yaml", "policy: careful\n", HASH),
                Optional.of(new PolicyText("strict.yaml", "policy: strict\n", HASH)),
                Optional.of(NOON.plusSeconds(3_600)));
    }

    public static AbortRollout abort() {
        return new AbortRollout(header());
    }

    /** One command of each kind but those that start and abort, which have samples of their own. */
    public static List<Command> commands() {
        return List.of(
                new Approve(header(), "release-managers", Optional.of("shop-241/2"), OptionalInt.of(1)),
                new Reject(header(), "release-managers", Optional.of("shop-241/2"), OptionalInt.of(-1)),
                new TickItem(header(), "go-live", "audit", "security", "https://audits.example/7"),
                new PauseRollout(header()),
                new ResumeRollout(header()),
                new AdvanceRollout(header(), OptionalInt.of(1)),
                new StepBackRollout(header(), OptionalInt.of(2)),
                new Acknowledge(header(), "shop-241/2"),
                new SetWeight(header(), new Weight(7.5)),
                new ChangePolicy(header(), start().policy()),
                new BindPolicy(header(), start().policy()),
                new TrainSignal(header(), "shop-and-cart", "cart", 1, false));
    }

    public static VersionFigures figures(String version) {
        return new VersionFigures(
                version,
                640,
                21.5,
                OptionalDouble.of(0.125),
                OptionalDouble.of(20_000),
                OptionalDouble.of(41_215.5),
                OptionalDouble.of(95_231));
    }

    public static Evaluation evaluation() {
        return new Evaluation(
                "shop-241",
                "shop",
                "c-1",
                NOON,
                Phase.OBSERVING,
                1,
                new Weight(12.5),
                false,
                NOON.minusSeconds(30),
                NOON,
                figures("2.4.1"),
                figures("2.4.0"),
                List.of(verdict()));
    }

    public static RolloutState rolloutState() {
        return new RolloutState(
                "shop-241",
                "shop",
                17,
                "c-1",
                "careful",
                HASH,
                Mode.ENFORCE,
                "2.4.1",
                "2.4.0",
                Phase.OBSERVING,
                1,
                4,
                new Weight(25),
                Optional.of(new Weight(25)),
                Optional.of(NOON),
                NOON.minusSeconds(60),
                NOON.plusSeconds(1),
                2,
                "25 % confirmed",
                Optional.of(NOON.minusSeconds(5)),
                situation());
    }

    static RolloutSituation situation() {
        return new RolloutSituation(
                List.of(new WaitingFor(
                        "approval",
                        "release-managers",
                        "waits for an approval of release-managers",
                        Optional.of(NOON.plusSeconds(3600)),
                        Optional.of("shop-241/2"))),
                List.of(new TickedItem("go-live", "audit", "security", "ada", NOON, "https://audits.example/7")),
                List.of(new OpenNotice("shop-241/2", Severity.P1, NOON, 1)),
                List.of("lower-concurrency"));
    }

    public static Execution execution() {
        return new Execution(
                "shop-241/3#1",
                "shop-241/3",
                "shop-241",
                "shop",
                "c-1",
                1,
                ExecutionStatus.SUCCEEDED,
                "shift-traffic",
                List.of(new StepResult(
                        "weight",
                        ExecutionStatus.SUCCEEDED,
                        NOON,
                        NOON.plusMillis(12),
                        OptionalInt.of(0),
                        "weights 0 and 100",
                        Optional.of(Duration.ofSeconds(10)))),
                Optional.of(Weight.NONE),
                "all steps done",
                NOON,
                Optional.of(NOON.plusMillis(13)),
                "executor-1",
                Labels.copy(Map.of("upsert.p95", "17", "validation_metadata.overall_passed", "true")));
    }

    /** One that asks a person whether it may go on. */
    public static Execution executionThatWaits() {
        Question question = new Question(
                "replica",
                Question.About.CONFIRMATION,
                "Is the replica caught up?",
                NOON.plusMillis(2),
                NOON.plusSeconds(1_800));
        return new Execution(
                "shop-241/2#1",
                "shop-241/2",
                "shop-241",
                "shop",
                "c-1",
                1,
                ExecutionStatus.STARTED,
                "migrate",
                List.of(),
                Optional.empty(),
                "the hook before the first stage",
                NOON,
                Optional.empty(),
                "executor-1",
                Labels.NONE,
                Optional.of(question));
    }

    public static Measurement measurement() {
        return new Measurement(
                Measurement.Kind.RATIO,
                "shop",
                Optional.of("2.4.1"),
                "cache.hits",
                Labels.copy(Map.of("cache", "prices")),
                1_795_348_800_123L,
                980,
                OptionalDouble.of(1000));
    }

    public static LatencySketch sketch(long... latencies) {
        LatencySketch sketch = new LatencySketch();
        for (long latency : latencies) {
            sketch.record(latency);
        }
        return sketch;
    }

    public static SeriesSecond second() {
        return new SeriesSecond(
                new SeriesKey("2.4.1", "checkout", Labels.copy(Map.of("region", "eu-west"))),
                1_795_348_800L,
                3,
                1,
                61_250,
                sketch(8_000, 12_000, 41_250),
                List.of(new Exemplar("r-1", 1_795_348_800_123L, 41_250, Outcome.ERROR)));
    }

    public static Summary summary() {
        return new Summary("shop", List.of(second()));
    }

    public static RecordedTick tick() {
        return new RecordedTick(NOON, List.of(new InputOffset("gate.sketches", 2, 4711)));
    }

    public static DeadLetter deadLetter() {
        return new DeadLetter(
                "not-json",
                "not JSON: unexpected character",
                "combine",
                "telemetry.requests",
                3,
                99,
                70_000,
                HASH,
                true,
                OptionalLong.of(1_764_000_000_123L),
                Optional.of(new RefusedItems("0,3-5")));
    }
}
