package dev.headgate.executor.settings;

import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.process.ProcessSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How the executor reaches the Kubernetes cluster of its runbooks.
 *
 * @param kubeconfig the file that says where it is and who one is there; empty for the pod's own service account
 * @param context the context of that file; empty for its current one
 * @param namespaces the namespaces that runbooks may touch; empty for any
 */
public record KubernetesAccess(Optional<Path> kubeconfig, Optional<String> context, Set<String> namespaces) {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** The pod's own service account, in any namespace that it may touch. */
    public static final KubernetesAccess OF_THE_POD =
            new KubernetesAccess(Optional.empty(), Optional.empty(), Set.of());

    /** Copies the set. */
    public KubernetesAccess {
        namespaces = Set.copyOf(namespaces);
    }

    static KubernetesAccess read(SettingsReader reader) {
        Optional<Path> kubeconfig = ProcessSettings.existing(reader, ExecutorSetting.KUBERNETES_KUBECONFIG);
        Optional<String> context =
                Optional.of(reader.text(ExecutorSetting.KUBERNETES_CONTEXT)).filter(name -> !name.isEmpty());
        if (context.isPresent() && kubeconfig.isEmpty()) {
            reader.refuse(
                    ExecutorSetting.KUBERNETES_CONTEXT,
                    "nothing without %s: it names a context of that file"
                            .formatted(ExecutorSetting.KUBERNETES_KUBECONFIG.key()));
        }
        return new KubernetesAccess(kubeconfig, context, namespaces(reader));
    }

    private static Set<String> namespaces(SettingsReader reader) {
        Set<String> namespaces = new TreeSet<>();
        for (String part : COMMA.split(reader.text(ExecutorSetting.KUBERNETES_NAMESPACES), -1)) {
            String name = part.strip();
            if (!name.isEmpty() && !NAMESPACE.matcher(name).matches()) {
                reader.refuse(ExecutorSetting.KUBERNETES_NAMESPACES, "namespaces with commas, as shop,cart");
            } else if (!name.isEmpty()) {
                namespaces.add(name);
            }
        }
        return namespaces;
    }
}
