package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.WireName;

/** What sort of reason there was not to carry a decision out: the words by which such decisions are counted. */
public enum RefusalCause implements WireName {
    /** Its mode is observe. */
    OBSERVE("observe"),
    /** It is a shadow's, by its mode or its id. */
    SHADOW("shadow"),
    /** Its kind or its mode is a word that this release does not know. */
    UNKNOWN_WORD("unknown-word"),
    /** A later decision was accepted before it. */
    STALE("stale"),
    /** A direct rollback of another rollout than the one that was carried out last. */
    OTHER_ROLLOUT("other-rollout"),
    /** A direct rollback between other versions than those of its rollout, or of one that is not known. */
    OTHER_VERSIONS("other-versions"),
    /** A direct rollback that was written long after, or before, it was signed. */
    WRITTEN_ANEW("written-anew"),
    /** Its rollout was rolled back before. */
    ROLLED_BACK("rolled-back"),
    /** It grows old, and the log does not tell its age. */
    AGE_UNKNOWN("age-unknown"),
    /** It says one thing and gives its runbook another. */
    CONTRADICTION("contradiction"),
    /** It is older than it may be. */
    EXPIRED("expired"),
    /** Its runbook is not known or not allowed here, or does not fit it. */
    RUNBOOK("runbook"),
    /** Its service is not among those of this executor: another one has it. */
    OTHER_SERVICE("other-service"),
    /** A person's answer to what is not asked, or not any more. */
    NOT_ASKED("not-asked"),
    /** A person's answer to what another one has answered before. */
    ANSWERED("answered"),
    /** A person's answer that would let go on what somebody holds. */
    HELD("held"),
    /** So many decisions of its service wait that one more run is too many. */
    QUEUE_FULL("queue-full"),
    /** An error of ours. */
    UNFORESEEN("unforeseen");

    private final String wireName;

    RefusalCause(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
