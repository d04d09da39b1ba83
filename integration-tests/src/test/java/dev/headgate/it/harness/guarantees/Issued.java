package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A decision that was written.
 *
 * @param index its place among all, and so among those of its service
 * @param decision what it says
 * @param sort why it was written
 * @param procedure what it has done
 * @param ticket what its programs are given to write down
 * @param sentAt {@code System.nanoTime()} before it was written
 * @param appendedAt when the broker appended it
 * @param place where
 */
public record Issued(
        int index,
        Decision decision,
        Sort sort,
        Procedure procedure,
        String ticket,
        long sentAt,
        Instant appendedAt,
        Place place) {

    /**
     * Where a record is.
     *
     * @param partition the partition
     * @param offset the offset
     */
    public record Place(int partition, long offset) {}

    /** The same with its place among all. */
    public Issued numbered(int number) {
        return new Issued(number, decision, sort, procedure, ticket, sentAt, appendedAt, place);
    }

    /** Its id. */
    public String id() {
        return decision.decisionId();
    }

    /** Its service. */
    public String service() {
        return decision.service();
    }

    /** Whether it must end with an outcome. */
    public boolean hasOutcome() {
        return sort.acts() || !sort.ends().isEmpty();
    }

    /** As what it may end. */
    Set<ExecutionStatus> mayEnd() {
        if (!sort.acts()) {
            return sort.ends();
        }
        Set<ExecutionStatus> ends = EnumSet.of(ExecutionStatus.SUPERSEDED);
        ends.addAll(procedure.ends());
        if (sort == Sort.SHORT_LIVED) {
            ends.add(ExecutionStatus.EXPIRED);
            ends.add(ExecutionStatus.FAILED);
        }
        return ends;
    }

    /** Whether it may set a HAProxy's weights. */
    public boolean shifts() {
        return sort.acts() && procedure == Procedure.SHIFT;
    }

    /** Whether it is an advance that may act. */
    boolean isAdvance() {
        return sort.acts() && !sort.isRetreat() && decision.kind() == DecisionKind.PROMOTE;
    }

    /** Whether it is a hook. */
    boolean isRun() {
        return decision.kind() == DecisionKind.RUN;
    }
}
