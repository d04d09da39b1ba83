package dev.headgate.executor.action.traffic;

import dev.headgate.executor.action.traffic.haproxy.HaproxyTarget;
import dev.headgate.executor.action.traffic.kubernetes.ArgoTarget;
import dev.headgate.executor.action.traffic.kubernetes.Cluster;
import dev.headgate.executor.action.traffic.kubernetes.RouteTarget;
import dev.headgate.executor.action.traffic.nginx.NginxTarget;
import dev.headgate.executor.settings.KubernetesAccess;
import dev.headgate.schemas.model.Action;
import java.util.Map;

/** Every kind of target that this executor can shift traffic at. Thread-safe. */
public final class TrafficTargets {

    private final Cluster cluster;

    /** With no cluster of Kubernetes. */
    public TrafficTargets() {
        this(new Cluster(KubernetesAccess.OF_THE_POD, Map.of()));
    }

    /** @param cluster where objects of Kubernetes are */
    public TrafficTargets(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The target of an action.
     *
     * @param claim on whose behalf
     * @throws IllegalArgumentException if the action cannot be meant: a message for people
     */
    TrafficTarget of(Action.Traffic action, Claim claim) {
        if (action instanceof Action.HaproxyWeight haproxy) {
            return HaproxyTarget.of(haproxy);
        }
        if (action instanceof Action.NginxSplit nginx) {
            return NginxTarget.of(nginx);
        }
        if (action instanceof Action.HttpRouteWeight route) {
            return RouteTarget.of(route, cluster, claim);
        }
        if (action instanceof Action.VirtualServiceWeight service) {
            return RouteTarget.of(service, cluster, claim);
        }
        if (action instanceof Action.ArgoRollout rollout) {
            return ArgoTarget.of(rollout, cluster, claim);
        }
        throw new IllegalArgumentException("this release does not know the target");
    }
}
