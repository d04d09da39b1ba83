package dev.headgate.executor.kafka;

import dev.headgate.executor.settings.ExecutorScope;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.List;

/**
 * Full names of the topics that the executor uses.
 *
 * @param decisions what the gate has decided
 * @param journal the executor's memory
 * @param executions what the executor did
 * @param deadLetters what could not be used
 */
public record ExecutorTopics(String decisions, String journal, String executions, String deadLetters) {

    /** The names in this installation, for an executor that has it alone. */
    public static ExecutorTopics of(TopicCatalogue catalogue) {
        return of(catalogue, ExecutorScope.WHOLE);
    }

    /** The names for an executor of this scope. */
    public static ExecutorTopics of(TopicCatalogue catalogue, ExecutorScope scope) {
        return new ExecutorTopics(
                catalogue.name(TopicCatalogue.GATE_DECISIONS),
                catalogue.prefix() + scope.journal(),
                catalogue.prefix() + scope.executions(),
                catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
    }

    /** Those that are keyed by service and must have one partition count. */
    List<String> keyedByService() {
        return List.of(decisions, journal, executions);
    }
}
