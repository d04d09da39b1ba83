package dev.headgate.cli.doctor;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Why brokers that can be reached do not answer, in plain words. */
final class Refusals {
    private static final int DEEPEST = 10;

    private Refusals() {}

    /**
     * What is known of a failure.
     *
     * @param settings the clients' settings
     */
    static Finding of(Throwable failure, Map<String, String> settings) {
        String protocol = settings.getOrDefault("security.protocol", "PLAINTEXT");
        String all = texts(failure).toLowerCase(Locale.ROOT);
        if (caused(failure, SslAuthenticationException.class).isPresent()) {
            return tls(failure, all);
        }
        if (caused(failure, UnsupportedSaslMechanismException.class).isPresent()) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker does not take SASL by " + settings.getOrDefault("sasl.mechanism", "GSSAPI") + ": "
                            + last(failure),
                    "Put a mechanism of the listener's into sasl.mechanism in --kafka-config.");
        }
        if (caused(failure, SaslAuthenticationException.class).isPresent()) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker does not take these credentials: " + last(failure),
                    "Check user name, password and sasl.mechanism in --kafka-config, and whether the user is known to"
                            + " the cluster.");
        }
        if (caused(failure, AuthorizationException.class).isPresent()) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker knows who this is and forbids it: " + last(failure),
                    "Ask for the missing rights.");
        }
        if (caused(failure, ConfigException.class).isPresent()
                || all.contains("failed to load ssl keystore")
                || all.contains("failed to create new kafkaadminclient")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the settings in --kafka-config cannot be used: " + last(failure),
                    "Mend that setting; files in it are taken from where this command runs.");
        }
        if (caused(failure, UnsupportedVersionException.class).isPresent()) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker is too old for this release's clients: " + last(failure),
                    "Use brokers of Kafka 2.1 or later; the gate is tested on 4.3.");
        }
        if (caused(failure, TimeoutException.class).isPresent()) {
            return silent(protocol);
        }
        return Finding.wrong(
                BrokerChecks.CHECK,
                "the cluster could not be asked: " + last(failure),
                "Run this again with --debug to see where it comes from.");
    }

    private static Finding tls(Throwable failure, String all) {
        if (all.contains("unable to find valid certification path") || all.contains("path building failed")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker's certificate is signed by nobody who is trusted here",
                    "Put the authority's certificate into the trust store of --kafka-config (ssl.truststore.location, or"
                            + " ssl.truststore.certificates with ssl.truststore.type=PEM).");
        }
        if (all.contains("no subject alternative") || all.contains("no name matching")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker's certificate is for another name than the one that was connected to: " + last(failure),
                    "Name the broker in --bootstrap-servers as its certificate does.");
        }
        if (all.contains("expired") || all.contains("notafter")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "a certificate has expired: " + last(failure),
                    "Renew it, and check the clocks.");
        }
        if (all.contains("unsupported or unrecognized ssl message") || all.contains("not an ssl/tls record")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker does not speak TLS at this address",
                    "Take the port of its TLS listener, or leave TLS out of security.protocol in --kafka-config.");
        }
        if (all.contains("certificate_required")
                || all.contains("bad_certificate")
                || all.contains("empty client cert")) {
            return Finding.wrong(
                    BrokerChecks.CHECK,
                    "the broker wants a certificate of ours that it trusts: " + last(failure),
                    "Give one in --kafka-config (ssl.keystore.location, or ssl.keystore.certificate.chain and"
                            + " ssl.keystore.key).");
        }
        return Finding.wrong(
                BrokerChecks.CHECK,
                "TLS cannot be agreed on with the broker: " + last(failure),
                "Compare ssl.* in --kafka-config with the broker's listener.");
    }

    private static Finding silent(String protocol) {
        boolean plain = protocol.equals("PLAINTEXT");
        return Finding.wrong(
                BrokerChecks.CHECK,
                "somebody accepts connections there and does not answer "
                        + (plain ? "a client without TLS and SASL" : "in time (security.protocol is " + protocol + ")"),
                plain
                        ? "Is it a broker? If its listener wants TLS or SASL, say so in a --kafka-config"
                                + " (security.protocol=SSL, SASL_SSL or SASL_PLAINTEXT)."
                        : "Is it a broker, and is this the listener for " + protocol + "?");
    }

    private static <T extends Throwable> Optional<T> caused(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String texts(Throwable failure) {
        StringBuilder all = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            all.append(cause).append('\n');
            cause = cause.getCause();
        }
        return all.toString();
    }

    /** The innermost cause that says something. */
    private static String last(Throwable failure) {
        String said = failure.getClass().getSimpleName();
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                said = message;
            }
            cause = cause.getCause();
        }
        return said;
    }
}
