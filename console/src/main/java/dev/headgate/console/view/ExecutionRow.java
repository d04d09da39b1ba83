package dev.headgate.console.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headgate.schemas.model.Execution;
import java.time.Duration;
import java.util.Optional;

/**
 * What an executor did about a decision. In JSON the execution's fields stand beside the others.
 *
 * @param execution the execution
 * @param decisionKind the word of what was decided; empty if the decision is not known
 * @param took how long it took; empty while it runs
 */
public record ExecutionRow(@JsonUnwrapped Execution execution, String decisionKind, Optional<Duration> took) {}
