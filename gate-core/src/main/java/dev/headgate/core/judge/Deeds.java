package dev.headgate.core.judge;

import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.TickedItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What people and runbooks have done for a rollout, as far as lines ask for it.
 *
 * @param answers approvals and rejections since the stage in force began, or since the start before there is one; the
 *     latest last
 * @param ticked items of checklists, since the start
 * @param hooks runs of hooks since the start, the latest last
 */
public record Deeds(List<Answer> answers, List<TickedItem> ticked, List<HookRun> hooks) {

    /** Nothing yet. */
    public static final Deeds NONE = new Deeds(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Deeds {
        answers = List.copyOf(answers);
        ticked = List.copyOf(ticked);
        hooks = List.copyOf(hooks);
    }

    /** What a role has said last. */
    public Optional<Answer> answerOf(String role) {
        return answers.stream().filter(answer -> answer.role().equals(role)).reduce((before, after) -> after);
    }

    /** The latest run of a runbook, for whatever line. */
    public Optional<HookRun> latestOf(String runbook) {
        return hooks.stream().filter(run -> run.runbook().equals(runbook)).reduce((before, after) -> after);
    }

    /** The latest run for a line. */
    public Optional<HookRun> latestFor(String line) {
        return hooks.stream().filter(run -> run.line().equals(line)).reduce((before, after) -> after);
    }

    /**
     * A role's yes or no.
     *
     * @param role the role
     * @param yes whether it was yes
     * @param by who said it
     * @param at when
     */
    public record Answer(String role, boolean yes, String by, Instant at) {}

    /**
     * A run of a hook.
     *
     * @param runbook the runbook's name
     * @param line the id of the line for which it was run
     * @param decisionId the decision that ran it
     * @param status {@link ExecutionStatus#STARTED} until it is over
     * @param results named figures of its output
     * @param at when its status was last heard of
     */
    public record HookRun(
            String runbook,
            String line,
            String decisionId,
            ExecutionStatus status,
            SortedMap<String, String> results,
            Instant at) {

        /** Copies the results. */
        public HookRun {
            results = Labels.copy(results);
        }
    }
}
