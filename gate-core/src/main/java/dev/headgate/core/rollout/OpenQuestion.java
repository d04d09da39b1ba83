package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Response;
import java.time.Instant;

/**
 * Something that a role was asked and has not answered yet.
 *
 * @param about the line that it is about, {@code stage/<n>/failure} or {@code stage/<n>/deadline}, or another word for what
 *     raised it
 * @param response whom was asked, for how long, and what is done otherwise
 * @param decisionId the decision that asked
 * @param why what it is about, in a sentence
 * @param askedAt when
 * @param deadline when it is done otherwise
 */
public record OpenQuestion(
        String about, Response response, String decisionId, String why, Instant askedAt, Instant deadline) {

    /** The role that was asked. */
    String role() {
        return response.whom().orElse("");
    }

    /** Whether it does not end with the stage. */
    boolean ofWholePolicy() {
        return ofWholePolicy(about);
    }

    static boolean ofWholePolicy(String about) {
        return !about.startsWith("stage/");
    }
}
