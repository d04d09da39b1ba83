package dev.headgate.cli.follow;

import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.cli.follow.RolloutNews.Executed;
import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A rollout of shop from 2.4.0 to 2.4.1 as it is read, at made-up instants. */
public final class RolloutFixture {
    /** Its id. */
    public static final String ID = "shop-2.4.1-1f3a";

    /** When it begins. */
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** The line that rolls back. */
    public static final String ERRORS_LINE = "errorRate > 5% for 1s";

    /** The first stage's weight. */
    public static final Weight TEN = new Weight(10);

    private RolloutFixture() {}

    /** So long after the beginning. */
    public static Instant at(double seconds) {
        return START.plus(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    /** Nothing is known yet. */
    public static FollowedRollout begun() {
        return FollowedRollout.begin(ID, "shop");
    }

    /** What is known after all that. */
    public static FollowedRollout after(FollowedRollout rollout, RolloutNews... news) {
        FollowedRollout known = rollout;
        for (RolloutNews each : news) {
            known = known.after(each);
        }
        return known;
    }

    /** From the start to a rollback by the policy. */
    public static RolloutNews[] rolledBack() {
        return new RolloutNews[] {
            decided(0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "started by ci: release 2.4.1", Optional.empty()),
            moved(0, Phase.SHIFTING, 0, Optional.empty(), TEN, 1),
            moved(0.4, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1),
            evaluated(1, 0.01, Judgement.UNDECIDED),
            evaluated(2, 0.281, Judgement.FAIL),
            decided(
                    2.1,
                    2,
                    DecisionKind.ROLLBACK,
                    TEN,
                    Weight.NONE,
                    "the canary's error rate was 28.1 % over the last 5 s (limit 5 %), 9 of 32 requests failed",
                    Optional.of(ERRORS_LINE)),
            moved(2.1, Phase.ROLLING_BACK, 0, Optional.of(TEN), Weight.NONE, 2),
            moved(2.5, Phase.ROLLED_BACK, 0, Optional.of(Weight.NONE), Weight.NONE, 2)
        };
    }

    /** From the start to the end, with an approval on the way. */
    public static RolloutNews[] completed() {
        return new RolloutNews[] {
            decided(0, 1, DecisionKind.PROMOTE, Weight.NONE, TEN, "started by ci: release 2.4.1", Optional.empty()),
            moved(0.4, Phase.OBSERVING, 0, Optional.of(TEN), TEN, 1),
            waiting(
                    moved(30, Phase.AWAITING, 0, Optional.of(TEN), TEN, 1),
                    new WaitingFor("approval", "lead", "the approval of lead is missing", Optional.of(at(3_600)))),
            decided(95, 2, DecisionKind.RECORD, TEN, TEN, "approved by ann for lead", Optional.empty()),
            decided(95, 3, DecisionKind.PROMOTE, TEN, Weight.ALL, "every line of stage 1 passes", Optional.empty()),
            executed(95.5, 3, ExecutionStatus.EXPIRED, "not begun within 30 s"),
            moved(96, Phase.WATCHING, 1, Optional.of(Weight.ALL), Weight.ALL, 3),
            decided(126, 4, DecisionKind.COMPLETE, Weight.ALL, Weight.ALL, "2.4.1 keeps the traffic", Optional.empty()),
            moved(126, Phase.COMPLETED, 1, Optional.of(Weight.ALL), Weight.ALL, 4)
        };
    }

    /** A decision. */
    public static Decided decided(
            double at, int sequence, DecisionKind kind, Weight from, Weight to, String reason, Optional<String> line) {
        return new Decided(
                new Decision(
                        ID + "/" + sequence,
                        ID,
                        "shop",
                        7,
                        sequence,
                        "c-1",
                        kind,
                        Mode.ENFORCE,
                        line.isPresent() ? Severity.CRITICAL : Severity.INFO,
                        "2.4.1",
                        "2.4.0",
                        0,
                        from,
                        to,
                        reason,
                        line,
                        line.isPresent() ? verdicts(at, 0.281, Judgement.FAIL) : List.of(),
                        "hash",
                        at(at - 0.05),
                        List.of(),
                        Optional.empty(),
                        RunbookCall.NONE),
                at(at));
    }

    /** Where it stands. */
    public static Moved moved(
            double at, Phase phase, int stage, Optional<Weight> confirmed, Weight desired, int sequence) {
        return new Moved(
                new RolloutState(
                        ID,
                        "shop",
                        7,
                        "c-1",
                        "checkout",
                        "hash",
                        Mode.ENFORCE,
                        "2.4.1",
                        "2.4.0",
                        phase,
                        stage,
                        2,
                        desired,
                        confirmed,
                        phase == Phase.OBSERVING || phase == Phase.WATCHING ? Optional.of(at(at)) : Optional.empty(),
                        START,
                        at(at),
                        sequence,
                        "because"),
                at(at));
    }

    /** The same, waiting for something. */
    public static Moved waiting(Moved moved, WaitingFor waiting) {
        return new Moved(
                moved.state().in(new RolloutSituation(List.of(waiting), List.of(), List.of(), List.of())),
                moved.writtenAt());
    }

    /** What an executor did about a decision. */
    public static Executed executed(double at, int sequence, ExecutionStatus status, String reason) {
        return new Executed(
                new Execution(
                        ID + "/" + sequence + "#1",
                        ID + "/" + sequence,
                        ID,
                        "shop",
                        "c-1",
                        1,
                        status,
                        "shift",
                        List.of(),
                        Optional.empty(),
                        reason,
                        at(at),
                        Optional.of(at(at)),
                        "executor-1"),
                at(at));
    }

    /** How it looked. */
    public static Evaluated evaluated(double at, double errors, Judgement stop) {
        return new Evaluated(evaluation(at, errors, 0.041 + errors / 10, stop), at(at));
    }

    /** The same, with a p95 in seconds. */
    public static Evaluation evaluation(double at, double errors, double p95Seconds, Judgement stop) {
        return new Evaluation(
                ID,
                "shop",
                "c-1",
                at(at),
                Phase.OBSERVING,
                0,
                TEN,
                false,
                at(at - 5),
                at(at),
                figures("2.4.1", 19.9, errors, p95Seconds),
                figures("2.4.0", 180.2, 0.0008, 0.0385),
                verdicts(at, errors, stop));
    }

    private static VersionFigures figures(String version, double rate, double errors, double p95Seconds) {
        return new VersionFigures(
                version,
                Math.round(rate * 5),
                rate,
                OptionalDouble.of(errors),
                OptionalDouble.of(8_410),
                OptionalDouble.of(p95Seconds * 1_000_000),
                OptionalDouble.of(p95Seconds * 2_000_000));
    }

    /** What was judged. */
    public static List<Verdict> verdicts(double at, double errors, Judgement stop) {
        return List.of(
                verdict(at, ERRORS_LINE, CriterionList.STOP, stop, "errorRate", errors, 0.05, "ratio"),
                verdict(at, "no success for 3s", CriterionList.STOP, Judgement.PASS, "noSuccess", 0.2, 3, "seconds"),
                verdict(at, "p95 < 250ms", CriterionList.ADVANCE, Judgement.UNDECIDED, "p95", 42_000, 250_000, "us"));
    }

    private static Verdict verdict(
            double at,
            String criterion,
            CriterionList list,
            Judgement judgement,
            String statistic,
            double observed,
            double limit,
            String unit) {
        return new Verdict(
                criterion,
                list,
                judgement,
                judgement == Judgement.UNDECIDED ? UndecidedCause.TOO_FEW_REQUESTS : UndecidedCause.NONE,
                statistic,
                OptionalDouble.of(observed),
                OptionalDouble.of(limit),
                unit,
                at(at - 5),
                at(at),
                32,
                Optional.empty(),
                List.of("r-17"),
                Optional.empty(),
                criterion + ": what was seen, in words",
                Optional.empty());
    }
}
