package dev.headgate.executor.action.traffic;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.schemas.model.Decision;

/**
 * On whose behalf traffic is shared. A target that can hold it refuses what is older than what it holds, so that a process
 * that was paused for too long undoes nothing of its successor's.
 *
 * @param service the service
 * @param order the decision's place among all of the service
 */
public record Claim(String service, Order order) {

    /** Nobody's: for targets that hold none. */
    static final Claim NONE = new Claim("none", new Order(0, 0));

    /** The decision's. */
    public static Claim of(Decision decision) {
        return new Claim(decision.service(), Order.of(decision));
    }
}
