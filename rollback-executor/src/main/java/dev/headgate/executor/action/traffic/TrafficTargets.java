package dev.headgate.executor.action.traffic;

import dev.headgate.executor.action.traffic.haproxy.HaproxyTarget;
import dev.headgate.executor.action.traffic.nginx.NginxTarget;
import dev.headgate.schemas.model.Action;

/** Every kind of target that this executor can shift traffic at. Thread-safe. */
public final class TrafficTargets {

    /**
     * The target of an action.
     *
     * @throws IllegalArgumentException if the action cannot be meant: a message for people
     */
    TrafficTarget of(Action.Traffic action) {
        if (action instanceof Action.HaproxyWeight haproxy) {
            return HaproxyTarget.of(haproxy);
        }
        if (action instanceof Action.NginxSplit nginx) {
            return NginxTarget.of(nginx);
        }
        throw new IllegalArgumentException("this release does not know the target");
    }
}
