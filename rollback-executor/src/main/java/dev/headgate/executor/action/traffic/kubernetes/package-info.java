/**
 * Shifts traffic by objects of a Kubernetes cluster: Gateway API's HTTPRoute, Istio's VirtualService and Argo's Rollout.
 * They are read and patched as plain JSON, field by field, so that nothing of theirs that is not known here is lost.
 */
@NullMarked
package dev.headgate.executor.action.traffic.kubernetes;

import org.jspecify.annotations.NullMarked;
