package dev.headgate.executor.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How the executor reaches the Kubernetes cluster of its runbooks.
 *
 * @param kubeconfig the file that says where it is and who one is there; empty for the pod's own service account
 * @param context the context of that file; empty for its current one
 * @param namespaces the namespaces that runbooks may touch; empty for any
 */
public record KubernetesAccess(Optional<Path> kubeconfig, Optional<String> context, Set<String> namespaces) {

    /** The pod's own service account, in any namespace that it may touch. */
    public static final KubernetesAccess OF_THE_POD =
            new KubernetesAccess(Optional.empty(), Optional.empty(), Set.of());

    /** Copies the set. */
    public KubernetesAccess {
        namespaces = Set.copyOf(namespaces);
    }
}
