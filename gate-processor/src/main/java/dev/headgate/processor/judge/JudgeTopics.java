package dev.headgate.processor.judge;

import java.util.List;

/**
 * The topics of the application, with their prefix.
 *
 * @param sketches telemetry of all services, and the combiners' progress
 * @param commands what people and pipelines ask for
 * @param executions what executors did
 * @param decisions where decisions go
 * @param evaluations where evaluations go
 * @param rollouts where the state of each service's latest rollout goes
 * @param policies where policies go, by their hash
 * @param ticks where ticks are recorded
 * @param deadLetters where records go that cannot be used
 */
public record JudgeTopics(
        String sketches,
        String commands,
        String executions,
        String decisions,
        String evaluations,
        String rollouts,
        String policies,
        String ticks,
        String deadLetters) {

    /** Those that are read; their partition counts must be equal. */
    public List<String> sources() {
        return List.of(sketches, commands, executions);
    }

    /** All that are keyed by service or numbered like the judge's tasks; their partition counts must be equal. */
    public List<String> partitionedAlike() {
        return List.of(sketches, commands, executions, decisions, evaluations, rollouts, ticks);
    }
}
