package dev.headgate.schemas.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.headgate.schemas.model.RolloutSituation;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields that records got after documents without them had been written: what is empty is left out when written, so that
 * the bytes of old records stay what they were, and what is absent is read as empty.
 */
final class LaterFields {

    private LaterFields() {}

    /** Puts an empty list where a document of an earlier release has none. */
    static ObjectNode withList(ObjectNode document, String field) {
        if (!document.has(field)) {
            document.putArray(field);
        }
        return document;
    }

    /** Puts the empty situation where a document of an earlier release has none. */
    static ObjectNode withSituation(ObjectNode document) {
        if (!document.has("situation")) {
            ObjectNode situation = document.putObject("situation");
            List.of("waitingFor", "ticked", "notices", "mitigations").forEach(situation::putArray);
        }
        return document;
    }

    /** How a decision is written. */
    interface OfDecision {
        @JsonInclude(Include.NON_EMPTY)
        List<String> recipients();
    }

    /** How an execution is written. */
    interface OfExecution {
        @JsonInclude(Include.NON_EMPTY)
        SortedMap<String, String> results();
    }

    /** How a rollout state is written. */
    interface OfRolloutState {
        @JsonInclude(value = Include.CUSTOM, valueFilter = NoSituation.class)
        RolloutSituation situation();
    }

    /** Equal to what is left out; Jackson asks by {@code equals}. */
    static final class NoSituation {
        @Override
        public boolean equals(@Nullable Object other) {
            return RolloutSituation.NONE.equals(other);
        }

        @Override
        public int hashCode() {
            return RolloutSituation.NONE.hashCode();
        }
    }
}
