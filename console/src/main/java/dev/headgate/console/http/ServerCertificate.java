package dev.headgate.console.http;

import dev.headgate.console.settings.ServedAddress.Tls;
import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key and certificate that the console proves itself with, looked at every second: connections that are made after it was
 * renewed see the new one. A file that cannot be used keeps what it held. Thread-safe.
 */
final class ServerCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final String[] PROTOCOLS = {"TLSv1.2", "TLSv1.3"};

    private ServerCertificate() {}

    /**
     * Takes it into use.
     *
     * @param jetty looks at it for as long as it serves
     * @throws ConfigurationException if it cannot be used
     */
    static SslContextFactory.Server of(Tls tls, Server jetty) {
        problem(tls).ifPresent(text -> {
            throw new ConfigurationException(List.of("tls.keystore: " + text));
        });
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
        context.setKeyStoreType("PKCS12");
        context.setKeyStorePassword(tls.password());
        context.setIncludeProtocols(PROTOCOLS);
        jetty.addBean(new Following(context, tls));
        return context;
    }

    private static Optional<String> problem(Tls tls) {
        char[] password = tls.password().toCharArray();
        try (InputStream in = Files.newInputStream(tls.keystore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    tls.keystore() + " holds no private key; expected PKCS#12 with the server's key and certificate");
        } catch (IOException | GeneralSecurityException unusable) {
            return Optional.of(tls.keystore() + " cannot be used (" + unusable.getMessage()
                    + "); expected PKCS#12 that the password of tls.password.file opens");
        }
    }

    /** Jetty would give up what it had before it knows whether the new file can be used. */
    private static final class Following extends KeyStoreScanner {

        private final Tls tls;

        Following(SslContextFactory context, Tls tls) {
            super(context);
            this.tls = tls;
        }

        @Override
        public void reload() {
            Optional<String> problem = problem(tls);
            if (problem.isPresent()) {
                LOG.warn("tls.keystore keeps what it held: {}", problem.get());
            } else {
                super.reload();
                LOG.info("tls.keystore was read again");
            }
        }
    }
}
