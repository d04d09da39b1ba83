package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Decision;

/**
 * Keeps reasons short: what others say goes into decisions, from there into executions, and from those into the next
 * decisions, and executors take no decision that is too large.
 */
final class Reasons {

    /** Characters of what an executor or a person says within a reason. */
    static final int LONGEST_SAID = 1_000;

    private Reasons() {}

    /** A whole reason, cut if it is too long. */
    static String whole(String reason) {
        return cut(reason, Decision.LONGEST_REASON);
    }

    /** What somebody else says, as a part of a reason. */
    static String said(String text) {
        return cut(text, LONGEST_SAID);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
