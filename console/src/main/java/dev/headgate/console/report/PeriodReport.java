package dev.headgate.console.report;

import dev.headgate.console.view.MonthFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a service's rollouts of a week or a month went; those that only observe and shadows are not counted.
 *
 * @param service the service; empty for all
 * @param period the week or month in which they were started, UTC
 * @param figures what they come to
 * @param before the same of the period before
 * @param rollbacks what rollouts were rolled back for, the most frequent first
 * @param failingLines lines that decided, the most frequent first
 * @param slowestStages stages by the mean time they were in force, the slowest first
 * @param rollouts each rollout, latest begun first
 * @param how how times are counted
 * @param signatures what became of checking the signatures of these rollouts' decisions, and of those that are wrong
 */
public record PeriodReport(
        Optional<String> service,
        Period period,
        Figures figures,
        Figures before,
        List<Cause> rollbacks,
        List<Line> failingLines,
        List<Stage> slowestStages,
        List<Row> rollouts,
        MonthFigures.How how,
        DeploymentReport.SignatureCount signatures) {

    /** Copies the lists. */
    public PeriodReport {
        rollbacks = List.copyOf(rollbacks);
        failingLines = List.copyOf(failingLines);
        slowestStages = List.copyOf(slowestStages);
        rollouts = List.copyOf(rollouts);
    }

    /**
     * What rollouts of a period come to.
     *
     * @param period the period
     * @param rollouts how many were started
     * @param completed how many ended with the canary in all traffic
     * @param rolledBack how many the gate rolled back
     * @param aborted how many people rolled back
     * @param running how many are not over
     * @param successRate completed divided by those that are over; empty if none is
     * @param detect times to detect
     * @param recover times to recover
     * @param acknowledge times to acknowledge
     */
    public record Figures(
            String period,
            int rollouts,
            int completed,
            int rolledBack,
            int aborted,
            int running,
            OptionalDouble successRate,
            Times detect,
            Times recover,
            Times acknowledge) {}

    /**
     * Times that something took.
     *
     * @param count how often it was seen
     * @param mean their mean; empty if it never was
     * @param longest the longest
     */
    public record Times(int count, Optional<Duration> mean, Optional<Duration> longest) {}

    /**
     * Why rollouts were rolled back.
     *
     * @param cause the policy's line that decided, or that no line did and who
     * @param rollouts how many
     */
    public record Cause(String cause, int rollouts) {}

    /**
     * A line that decided.
     *
     * @param line as the policy has it
     * @param decisions how many decisions it has led to: rollbacks, steps back, holds, notices, questions
     * @param rollouts of how many rollouts
     */
    public record Line(String line, int decisions, int rollouts) {}

    /**
     * How long a stage was in force.
     *
     * @param service the service
     * @param stage the stage, counted from 0
     * @param stays how often it was left
     * @param mean the mean time
     * @param longest the longest
     */
    public record Stage(String service, int stage, int stays, Duration mean, Duration longest) {}

    /**
     * A rollout.
     *
     * @param rolloutId its id
     * @param path its page within the console
     * @param service its service
     * @param canary the version that was rolled out
     * @param startedAt when it began
     * @param outcome {@code completed}, {@code rolled-back}, {@code aborted} or {@code running}
     * @param took from its beginning to the newest record about it
     * @param reason why it stands where it stands
     */
    public record Row(
            String rolloutId,
            String path,
            String service,
            String canary,
            Instant startedAt,
            String outcome,
            Duration took,
            String reason) {}
}
