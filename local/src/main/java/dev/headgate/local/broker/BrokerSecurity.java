package dev.headgate.local.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a local broker is guarded: its clients come over TLS, by a name and a password (SCRAM-SHA-512) or by a certificate of
 * their own, and may do only what they are allowed to.
 *
 * @param certificate file in PEM of the broker's private key and its certificate, for {@code CN=broker} at 127.0.0.1
 * @param authority file in PEM of the certificate whose signatures on certificates count
 * @param passwords of users by their names
 * @param administrator the one of them that may do everything
 */
public record BrokerSecurity(Path certificate, Path authority, Map<String, String> passwords, String administrator) {

    private static final String BY_PASSWORD = "PASSWORD";
    private static final String BY_CERTIFICATE = "CERTIFICATE";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    /** @throws IllegalArgumentException if the administrator has no password */
    public BrokerSecurity {
        passwords = Map.copyOf(passwords);
        if (!passwords.containsKey(administrator)) {
            throw new IllegalArgumentException(administrator + " is the administrator and has no password");
        }
    }

    /** What a client needs that comes as a user; the brokers' addresses are to be added. */
    public Map<String, String> user(String name) {
        Map<String, String> properties = new TreeMap<>(trusting("SASL_SSL"));
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config", LOGIN + " username=\"" + name + "\" password=\"" + passwords.get(name) + "\";");
        return properties;
    }

    /** What a client needs that comes with a certificate, in a file in PEM with its private key. */
    public Map<String, String> holder(Path ownCertificate) {
        Map<String, String> properties = new TreeMap<>(trusting("SSL"));
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.location", ownCertificate.toString());
        return properties;
    }

    /** The same without a certificate. */
    public Map<String, String> trusting(String protocol) {
        return Map.of(
                "security.protocol",
                protocol,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    /** The broker's own properties. */
    Map<String, String> properties(int passwordPort, int certificatePort, int controllerPort) {
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        listener(BY_PASSWORD, passwordPort) + "," + listener(BY_CERTIFICATE, certificatePort) + ","
                                + listener(CONTROLLER, controllerPort)),
                Map.entry(
                        "advertised.listeners",
                        listener(BY_PASSWORD, passwordPort) + "," + listener(BY_CERTIFICATE, certificatePort)),
                Map.entry(
                        "listener.security.protocol.map",
                        BY_PASSWORD + ":SASL_SSL," + BY_CERTIFICATE + ":SSL," + CONTROLLER + ":SSL"),
                Map.entry("inter.broker.listener.name", BY_CERTIFICATE),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("listener.name.password.scram-sha-512.sasl.jaas.config", LOGIN + ";"),
                Map.entry("listener.name.certificate.ssl.client.auth", "required"),
                Map.entry("listener.name.controller.ssl.client.auth", "required"),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.location", certificate.toString()),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", authority.toString()),
                Map.entry("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/"),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                Map.entry("super.users", "User:broker;User:" + administrator));
    }

    /** What the storage is formatted with, so that the users are known from the first moment on. */
    List<String> formatting() {
        return passwords.entrySet().stream()
                .flatMap(user -> List.of(
                        "--add-scram", "SCRAM-SHA-512=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                        .stream())
                .toList();
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }
}
