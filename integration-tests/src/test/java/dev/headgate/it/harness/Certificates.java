package dev.headgate.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Certificates for one run, made by the JDK's keytool: of an authority, of those it has signed, and of a stranger. */
public final class Certificates {

    private static final String AUTHORITY = "authority";
    private static final String STRANGER = "stranger";

    private final Path directory;
    private final Path store;
    private final String password = UUID.randomUUID().toString();

    private Certificates(Path directory) {
        this.directory = directory;
        store = directory.resolve("all.p12");
    }

    /** Makes one for each name, all for 127.0.0.1. */
    public static Certificates create(Path directory, List<String> names) throws Exception {
        Files.createDirectories(directory);
        Certificates certificates = new Certificates(directory);
        certificates.make(AUTHORITY, "-ext", "bc:critical=ca:true");
        certificates.make(STRANGER);
        for (String name : names) {
            certificates.make(name, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1");
        }
        certificates.write(names);
        return certificates;
    }

    /** A file of the authority's certificate. */
    public Path authority() {
        return file(AUTHORITY);
    }

    /** A file of somebody's private key and certificate. */
    public Path of(String name) {
        return file(name);
    }

    /** A file of the private key and the certificate of somebody whom the authority has not signed. */
    public Path stranger() {
        return file(STRANGER);
    }

    private void make(String name, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-validity", "2"));
        words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        words.addAll(List.of("-keystore", store.toString(), "-storepass:env", "STORE_PASSWORD"));
        words.addAll(List.of(more));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate for " + name + ": " + said);
        }
    }

    private void write(List<String> names) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, password.toCharArray());
        }
        Files.writeString(
                authority(), pem("CERTIFICATE", all.getCertificate(AUTHORITY).getEncoded()));
        List<String> holders = new ArrayList<>(names);
        holders.add(STRANGER);
        for (String name : holders) {
            Key key = all.getKey(name, password.toCharArray());
            StringBuilder text = new StringBuilder(pem("PRIVATE KEY", key.getEncoded()));
            for (Certificate certificate : Arrays.asList(all.getCertificateChain(name))) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(file(name), text);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".pem");
    }

    private static String pem(String what, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
