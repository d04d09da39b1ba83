package dev.headgate.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A decision with all that belongs to it.
 *
 * @param decision the document as it stands in the log, whole
 * @param signature what became of checking its signature
 * @param forgeries other records that stand under the same id with a wrong signature, which nobody believes; the first twenty
 * @param executions what executors did about it, by attempts
 * @param previous id of the decision before it in the same rollout
 * @param next id of the one after it
 * @param links where to look further
 */
public record DecisionDetail(
        JsonNode decision,
        SignatureView signature,
        List<Forgery> forgeries,
        List<ExecutionRow> executions,
        Optional<String> previous,
        Optional<String> next,
        Links links) {

    /** Copies the lists. */
    public DecisionDetail {
        forgeries = List.copyOf(forgeries);
        executions = List.copyOf(executions);
    }

    /**
     * What became of checking a signature.
     *
     * @param state {@code checked}, {@code not-checked} or {@code wrong}
     * @param keyId which key it names
     */
    public record SignatureView(String state, Optional<String> keyId) {}

    /**
     * A record that claims to be the same decision.
     *
     * @param kind the kind's word
     * @param reason why, in a sentence
     * @param evaluatedAt the instant that it names
     * @param keyId which key it names
     */
    public record Forgery(String kind, String reason, Instant evaluatedAt, Optional<String> keyId) {}

    /**
     * Paths within the API and the page.
     *
     * @param self the decision's permanent page
     * @param rollout its rollout's page
     * @param policy its policy in the API
     * @param regards the page of the decision that it is about
     */
    public record Links(String self, String rollout, String policy, Optional<String> regards) {}
}
