package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.demo.DemoEvent.Evaluated;
import dev.headgate.cli.demo.DemoEvent.Executed;
import dev.headgate.cli.demo.DemoEvent.Moved;
import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A rollout of shop from 2.4.0 to 2.4.1 as its events, at made-up instants. */
final class DemoFixture {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final Weight TEN = new Weight(10);
    static final Weight FIFTY = new Weight(50);
    static final String ERRORS_LINE = "errorRate > 5% for 1s";

    private DemoFixture() {}

    static Instant at(double seconds) {
        return START.plus(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    static DemoState begin(DemoScenario scenario) {
        return DemoState.begin(
                new DemoState.Cast(scenario, "shop", "2.4.1", "2.4.0", "demo", List.of(TEN, FIFTY, Weight.ALL)), START);
    }

    static DemoState after(DemoState state, DemoEvent... events) {
        DemoState now = state;
        for (DemoEvent event : events) {
            now = now.after(event);
        }
        return now;
    }

    /** An errors scenario up to its rollback. */
    static DemoEvent[] errorsRolledBack() {
        return new DemoEvent[] {
            decided(9.0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "the rollout begins", Optional.empty()),
            moved(9.0, Phase.SHIFTING, 0, Optional.empty(), TEN),
            executed(9.2, 1, TEN),
            moved(9.3, Phase.OBSERVING, 0, Optional.of(TEN), TEN),
            traffic(9.5, TEN, 4, 40, Optional.of(at(9.31))),
            evaluated(11.0, Judgement.UNDECIDED, TEN),
            decided(
                    12.1,
                    2,
                    DecisionKind.ROLLBACK,
                    TEN,
                    Weight.NONE,
                    "errorRate of 2.4.1 was 28.1% of 32 requests, above 5% for 1 s",
                    Optional.of(ERRORS_LINE)),
            evaluated(12.1, Judgement.FAIL, TEN),
            moved(12.1, Phase.ROLLING_BACK, 0, Optional.of(TEN), Weight.NONE),
            executed(12.3, 2, Weight.NONE),
            moved(12.4, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE),
            traffic(12.5, Weight.NONE, 32, 400, Optional.of(at(9.31)))
        };
    }

    /** A healthy scenario up to its end. */
    static DemoEvent[] healthyCompleted() {
        return new DemoEvent[] {
            decided(9.0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "the rollout begins", Optional.empty()),
            executed(9.2, 1, TEN),
            decided(15.2, 2, DecisionKind.PROMOTE, TEN, FIFTY, "every line of stage 1 passes", Optional.empty()),
            executed(15.4, 2, FIFTY),
            decided(21.4, 3, DecisionKind.PROMOTE, FIFTY, Weight.ALL, "every line of stage 2 passes", Optional.empty()),
            executed(21.6, 3, Weight.ALL),
            decided(
                    27.6,
                    4,
                    DecisionKind.COMPLETE,
                    Weight.ALL,
                    Weight.ALL,
                    "2.4.1 keeps the traffic",
                    Optional.empty()),
            moved(27.6, Phase.COMPLETED, 2, Optional.of(Weight.ALL), Weight.ALL),
            traffic(27.8, Weight.ALL, 900, 900, Optional.empty())
        };
    }

    static Decided decided(
            double at, int sequence, DecisionKind kind, Weight from, Weight to, String reason, Optional<String> line) {
        return new Decided(
                new Decision(
                        "r-1/" + sequence,
                        "r-1",
                        "shop",
                        0,
                        sequence,
                        "c-1",
                        kind,
                        Mode.ENFORCE,
                        kind == DecisionKind.ROLLBACK ? Severity.CRITICAL : Severity.INFO,
                        "2.4.1",
                        "2.4.0",
                        0,
                        from,
                        to,
                        reason,
                        line,
                        verdicts(at, line.isPresent() ? Judgement.FAIL : Judgement.PASS),
                        "hash",
                        at(at - 0.05),
                        List.of(),
                        Optional.empty(),
                        RunbookCall.NONE),
                at(at));
    }

    static Executed executed(double at, int sequence, Weight weight) {
        return new Executed(new Execution(
                "r-1/" + sequence + "#1",
                "r-1/" + sequence,
                "r-1",
                "shop",
                "c-1",
                1,
                ExecutionStatus.SUCCEEDED,
                "shift-traffic",
                List.of(),
                Optional.of(weight),
                "done",
                at(at - 0.02),
                Optional.of(at(at)),
                "executor-1"));
    }

    static Moved moved(double at, Phase phase, int stage, Optional<Weight> confirmed, Weight desired) {
        return new Moved(new RolloutState(
                "r-1",
                "shop",
                0,
                "c-1",
                "demo",
                "hash",
                Mode.ENFORCE,
                "2.4.1",
                "2.4.0",
                phase,
                stage,
                3,
                desired,
                confirmed,
                Optional.empty(),
                at(9),
                at(at),
                1,
                "because"));
    }

    static Traffic traffic(double at, Weight weight, long canary, long baseline, Optional<Instant> firstBad) {
        return new Traffic(at(at), weight, canary, baseline, firstBad);
    }

    static Evaluated evaluated(double at, Judgement stop, Weight weight) {
        return new Evaluated(new Evaluation(
                "r-1",
                "shop",
                "c-1",
                at(at),
                Phase.OBSERVING,
                0,
                weight,
                false,
                at(at - 10),
                at(at),
                new VersionFigures(
                        "2.4.1",
                        32,
                        19.9,
                        OptionalDouble.of(0.28125),
                        OptionalDouble.of(8_410),
                        OptionalDouble.of(22_000),
                        OptionalDouble.of(1_235_000)),
                new VersionFigures(
                        "2.4.0",
                        1_204,
                        180.2,
                        OptionalDouble.of(0.0008),
                        OptionalDouble.of(8_100),
                        OptionalDouble.of(21_300),
                        OptionalDouble.of(133_000)),
                verdicts(at, stop)));
    }

    static List<Verdict> verdicts(double at, Judgement stop) {
        return List.of(
                verdict(at, ERRORS_LINE, CriterionList.STOP, stop, OptionalDouble.of(0.28125), "ratio", 1.0),
                verdict(
                        at,
                        "no success for 3s",
                        CriterionList.STOP,
                        Judgement.PASS,
                        OptionalDouble.of(0.2),
                        "seconds",
                        0),
                verdict(
                        at,
                        "p95 < 250ms",
                        CriterionList.ADVANCE,
                        Judgement.UNDECIDED,
                        OptionalDouble.of(22_000),
                        "us",
                        0));
    }

    private static Verdict verdict(
            double at,
            String criterion,
            CriterionList list,
            Judgement judgement,
            OptionalDouble observed,
            String unit,
            double trueFor) {
        return new Verdict(
                criterion,
                list,
                judgement,
                judgement == Judgement.UNDECIDED ? UndecidedCause.TOO_FEW_REQUESTS : UndecidedCause.NONE,
                "statistic",
                observed,
                OptionalDouble.of(0.05),
                unit,
                at(at - 10),
                at(at),
                32,
                trueFor > 0 ? Optional.of(Duration.ofMillis(Math.round(trueFor * 1_000))) : Optional.empty(),
                List.of("r-17"),
                Optional.empty(),
                criterion + ": what was seen, in words",
                Optional.empty());
    }
}
