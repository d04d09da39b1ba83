package dev.headgate.console.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.view.ApprovalView;
import dev.headgate.console.view.ChecklistView;
import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.DrawnLimit;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.PlannedStage;
import dev.headgate.console.view.PolicyView;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a rollout, and why.
 *
 * @param rolloutId the rollout
 * @param service its service
 * @param canary the version that was rolled out
 * @param baseline the version that held the traffic at the start
 * @param mode the mode's word
 * @param phase the phase's word
 * @param outcome how it ended
 * @param times when what happened
 * @param weight the weight last confirmed
 * @param plan the stages in order, with when each was entered and left
 * @param deciding the decision by which it ended so, or by which it stands where it stands
 * @param decisions all decisions, oldest first
 * @param signatures what became of checking their signatures
 * @param executions what executors did, oldest first
 * @param commands what people and pipelines said, oldest first
 * @param checklists the policy's checklists with what is ticked
 * @param approvals the approvals that the policy asks for
 * @param figures figures against time, as far as they are kept
 * @param limits the policy's limits for the figures that are drawn
 * @param policy the policy; empty if the log does not hold it any more
 * @param policyHash its hash
 * @param left what somebody has still to do, each in a sentence, the most urgent first
 * @param shadow the shadow's id, if one is judged beside it
 * @param compareWith of a shadow: the rollout beside which it stands
 */
public record DeploymentReport(
        String rolloutId,
        String service,
        String canary,
        String baseline,
        String mode,
        String phase,
        Outcome outcome,
        Times times,
        Optional<Weight> weight,
        List<PlannedStage> plan,
        Optional<Deciding> deciding,
        List<Decided> decisions,
        SignatureCount signatures,
        List<ExecutionRow> executions,
        List<CommandRow> commands,
        List<ChecklistView> checklists,
        List<ApprovalView> approvals,
        FigureSeries figures,
        List<DrawnLimit> limits,
        Optional<PolicyView> policy,
        String policyHash,
        List<String> left,
        Optional<String> shadow,
        Optional<String> compareWith) {

    /** Copies the lists. */
    public DeploymentReport {
        plan = List.copyOf(plan);
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
        commands = List.copyOf(commands);
        checklists = List.copyOf(checklists);
        approvals = List.copyOf(approvals);
        limits = List.copyOf(limits);
        left = List.copyOf(left);
    }

    /**
     * How it ended.
     *
     * @param word {@code completed}, {@code rolled-back}, {@code aborted}, {@code rollback-failed}, {@code under-way}, or
     *     {@code replaced} where a later rollout has begun and no record tells this one's end
     * @param sentence the same in a sentence
     */
    public record Outcome(String word, String sentence) {}

    /**
     * When what happened.
     *
     * @param startedAt when it began
     * @param startedBy who started it; empty if that is not known any more
     * @param startReason why, in that person's words; may be empty
     * @param endedAt when it was over; empty while it is not
     * @param asOf when the newest record was written that this report knows of
     * @param took from beginning to end, or until {@code asOf}
     * @param detect how long it took to decide a rollback, where a line did
     * @param recover from there until the baseline had all traffic
     * @param acknowledge each time until somebody took care of what people were told
     */
    public record Times(
            Instant startedAt,
            String startedBy,
            String startReason,
            Optional<Instant> endedAt,
            Instant asOf,
            Duration took,
            Optional<Duration> detect,
            Optional<Duration> recover,
            List<Duration> acknowledge) {

        /** Copies the list. */
        public Times {
            acknowledge = List.copyOf(acknowledge);
        }
    }

    /**
     * The decision that matters most.
     *
     * @param decisionId what names it
     * @param kind the kind's word
     * @param at when
     * @param reason why, in a sentence
     * @param verdict the verdict on the line that decided, with its working; empty where no line did
     */
    public record Deciding(String decisionId, String kind, Instant at, String reason, Optional<Verdict> verdict) {}

    /**
     * A decision with its evidence. In JSON the row's fields stand beside the others.
     *
     * @param row the decision at a glance
     * @param verdicts all verdicts at that instant
     * @param keyId the key that its signature names
     */
    public record Decided(@JsonUnwrapped DecisionRow row, List<Verdict> verdicts, Optional<String> keyId) {

        /** Copies the list. */
        public Decided {
            verdicts = List.copyOf(verdicts);
        }

        /** Whether its signature is not known to be wrong: nothing is concluded from a decision whose signature is. */
        boolean believed() {
            return !row.signature().equals(Signatures.WRONG);
        }
    }

    /**
     * How many decisions' signatures were found to be what.
     *
     * @param checked made by a trusted key over exactly these bytes
     * @param notChecked not checked, since no trusted keys were given
     * @param wrong missing, made by a key that is not trusted, or over other bytes
     * @param sentence the same in a sentence
     */
    public record SignatureCount(int checked, int notChecked, int wrong, String sentence) {}
}
