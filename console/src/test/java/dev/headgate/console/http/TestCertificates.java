package dev.headgate.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of one test, made by the JDK's keytool, and keystores of servers that it has signed. */
final class TestCertificates {

    static final String PASSWORD = "a-password-of-a-test";
    private static final String AUTHORITY = "authority";

    private final Path directory;
    private final Path store;

    private TestCertificates(Path directory, String name) {
        this.directory = directory;
        store = directory.resolve(name + "-all.p12");
    }

    static TestCertificates authority(Path directory, String name) throws IOException, InterruptedException {
        TestCertificates certificates = new TestCertificates(directory, name);
        certificates.make(AUTHORITY, "-ext", "bc:critical=ca:true");
        return certificates;
    }

    /** A keystore for 127.0.0.1 with one key, put in the place of what the file held. */
    X509Certificate writeServer(Path file, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        make(name, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1");
        KeyStore all = load();
        KeyStore one = empty();
        char[] password = PASSWORD.toCharArray();
        one.setKeyEntry(name, all.getKey(name, password), password, all.getCertificateChain(name));
        Path written = directory.resolve(name + ".written");
        try (OutputStream out = Files.newOutputStream(written)) {
            one.store(out, password);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        return (X509Certificate) all.getCertificate(name);
    }

    /** What trusts this authority alone. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry(AUTHORITY, load().getCertificate(AUTHORITY));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private void make(String name, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name + " of " + store.getFileName(),
                "-validity",
                "2"));
        words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        words.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        words.addAll(List.of(more));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate for " + name + ": " + said);
        }
    }
}
