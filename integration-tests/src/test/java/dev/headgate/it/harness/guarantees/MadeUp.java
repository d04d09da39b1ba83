package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence of a run that never was, of one service, second by second. */
final class MadeUp {

    static final long FIRST = 101;
    static final long SECOND = 102;

    private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");

    private final List<Issued> issued = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final Map<Issued.Place, List<String>> deadLetters = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private int second;

    /** Time goes on. */
    MadeUp at(int newSecond) {
        second = newSecond;
        return this;
    }

    Issued decided(Sort sort, Procedure procedure, int rollout, int sequence) {
        return decided(sort, procedure, rollout, sequence, 0);
    }

    Issued decided(Sort sort, Procedure procedure, int rollout, int sequence, int weight) {
        DecisionKind kind = switch (sort) {
            case RUN -> DecisionKind.RUN;
            case STEP_BACK -> DecisionKind.STEP_BACK;
            case ROLLBACK -> DecisionKind.ROLLBACK;
            default -> DecisionKind.PROMOTE;
        };
        Decision decision = new Decision(
                "shop-" + rollout + "/" + sequence,
                "shop-" + rollout,
                "shop",
                rollout,
                sequence,
                "correlation",
                kind,
                Mode.ENFORCE,
                Severity.INFO,
                "2.0",
                "1.0",
                0,
                Weight.NONE,
                new Weight(weight),
                "made up",
                Optional.empty(),
                List.of(),
                "",
                now(),
                List.of(),
                Optional.of(Duration.ofSeconds(100)),
                RunbookCall.NONE);
        String ticket = "shop-" + rollout + "-" + sequence;
        Issued one = new Issued(
                issued.size(), decision, sort, procedure, ticket, nanos(), now(), new Issued.Place(0, issued.size()));
        issued.add(one);
        return one;
    }

    Issued again(Issued before) {
        Issued one = new Issued(
                issued.size(),
                before.decision(),
                Sort.DUPLICATE,
                before.procedure(),
                before.ticket(),
                nanos(),
                now(),
                new Issued.Place(0, issued.size()));
        issued.add(one);
        return one;
    }

    MadeUp recorded(Issued one, ExecutionStatus status, int attempt) {
        return recorded(one, status, attempt, "made up");
    }

    MadeUp recorded(Issued one, ExecutionStatus status, int attempt, String reason) {
        Execution execution = new Execution(
                one.id() + "#" + attempt,
                one.id(),
                one.decision().rolloutId(),
                one.service(),
                "correlation",
                attempt,
                status,
                "",
                List.of(),
                Optional.empty(),
                reason,
                now(),
                status == ExecutionStatus.STARTED ? Optional.empty() : Optional.of(now()),
                "an executor",
                Labels.NONE);
        recorded.add(new Recorded(execution, nanos()));
        return this;
    }

    MadeUp deadLetter(Issued one, String cause) {
        deadLetters.computeIfAbsent(one.place(), absent -> new ArrayList<>()).add(cause);
        return this;
    }

    MadeUp wrote(Issued one, String what, int attempt, long executor) {
        return wrote(one, what, "effect", attempt, executor, one.ticket());
    }

    MadeUp wrote(Issued one, String what, String step, int attempt, long executor, String ticket) {
        lines.add(new Line(what, step, one.id(), attempt, executor, now(), ticket));
        return this;
    }

    MadeUp inForce(int canary, int baseline) {
        samples.add(new Sample("shop", nanos(), nanos() + 1_000_000, canary, baseline));
        return this;
    }

    MadeUp killed(long executor) {
        lives.add(new Life(executor, "killed", Optional.of(now()), List.of()));
        return this;
    }

    MadeUp pausedUntilNow(long executor, int from) {
        Life.Pause pause =
                new Life.Pause(BEGIN.plusSeconds(from), Duration.ofSeconds(from).toNanos(), now(), nanos());
        lives.add(new Life(executor, "paused", Optional.empty(), List.of(pause)));
        return this;
    }

    /** What a guarantee finds, a quarter of an hour later. */
    Findings examinedBy(Guarantee guarantee) {
        return guarantee.examine(new Evidence(
                issued,
                recorded,
                deadLetters,
                lines,
                samples,
                lives,
                Duration.ofMinutes(15).toNanos()));
    }

    private Instant now() {
        return BEGIN.plusSeconds(second);
    }

    private long nanos() {
        return Duration.ofSeconds(second).toNanos();
    }
}
