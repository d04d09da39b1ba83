package dev.headgate.executor.action.traffic.kubernetes;

import java.util.regex.Pattern;

/**
 * An object of a cluster.
 *
 * @param group the API group
 * @param version its version
 * @param plural the kind, as it stands in URLs and in a Role's rules
 * @param namespace its namespace
 * @param name its name
 */
public record ObjectName(String group, String version, String plural, String namespace, String name) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    /** @throws IllegalArgumentException if namespace or name have a form that no name has there */
    public ObjectName {
        if (!LABEL.matcher(namespace).matches()) {
            throw new IllegalArgumentException("a namespace must be 1 to 63 of a-z 0-9 -, found \"" + namespace + "\"");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name in Kubernetes must be 1 to 253 of a-z 0-9 - ., found \"" + name + "\"");
        }
    }

    /** The URL's path, without a slash at its beginning. */
    String path() {
        return "apis/" + group + "/" + version + "/namespaces/" + namespace + "/" + plural + "/" + name;
    }

    /** As people read it and as a Role names it: {@code httproutes.gateway.networking.k8s.io "shop" in namespace prod}. */
    @Override
    public String toString() {
        return plural + "." + group + " \"" + name + "\" in namespace " + namespace;
    }
}
