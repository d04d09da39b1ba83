package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.console.access.Visit;
import dev.headgate.console.settings.ServedAddress;
import dev.headgate.documents.configuration.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console over TLS, as real clients meet it: who can make sure that it is the console, and who is sent away. */
class TlsTest {

    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    static Path directory;

    private static TestCertificates authority;
    private static Path keystore;
    private static X509Certificate first;
    private static TestConsole console;

    @BeforeAll
    static void start() throws Exception {
        authority = TestCertificates.authority(directory, "own");
        keystore = directory.resolve("console.p12");
        first = authority.writeServer(keystore, "first");
        console = new TestConsole(directory, TestConsole.Options.at(address(TestCertificates.PASSWORD)));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void whoTrustsTheAuthorityIsServedAndTheCookieStaysInsideTls() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(authority.trusting()).build();
        HttpRequest signIn = HttpRequest.newBuilder(at("/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + TestConsole.VIEWER + "\"}"))
                .build();

        HttpResponse<String> answer = client.send(signIn, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith(Visit.SESSION_COOKIE + "=")
                .contains("Secure", "HttpOnly", "SameSite=Strict");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void whoTrustsAnotherAuthorityGoesAwayBeforeAnythingIsSaid() throws Exception {
        SSLContext other = TestCertificates.authority(directory, "other").trusting();
        HttpClient client = HttpClient.newBuilder().sslContext(other).build();

        assertThatThrownBy(() -> client.send(
                        HttpRequest.newBuilder(at("/health/live")).build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void plainHttpIsAnsweredByNoHttp() {
        assertThatThrownBy(() -> console.client.send("GET", "/health/live", Map.of(), ""))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(UncheckedIOException.class),
                        thrown -> assertThat(thrown).hasMessageContaining("no answer of HTTP"));
    }

    @Test
    void tls12And13AreSpokenAndNothingOlder() throws Exception {
        assertThat(protocol("TLSv1.2")).isEqualTo("TLSv1.2");
        assertThat(protocol("TLSv1.3")).isEqualTo("TLSv1.3");

        assertThat(firstAnswer(0x0303)[0]).as("TLS 1.2, by the same words").isEqualTo(HANDSHAKE);
        for (int old : new int[] {0x0300, 0x0301, 0x0302}) {
            int[] answer = firstAnswer(old);
            assertThat(answer[0]).as("SSL 3, TLS 1.0, TLS 1.1: %x", old).isEqualTo(ALERT);
            assertThat(answer[6]).isEqualTo(PROTOCOL_VERSION);
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
        Path own = directory.resolve("renewed.p12");
        X509Certificate old = authority.writeServer(own, "old");
        ServedAddress address = new ServedAddress(
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.of(new ServedAddress.Tls(own, TestCertificates.PASSWORD)),
                false);
        Path place = Files.createDirectory(directory.resolve("renewed"));
        try (TestConsole renewing = new TestConsole(place, TestConsole.Options.at(address))) {
            assertThat(shown(renewing)).isEqualTo(old).isNotEqualTo(first);

            X509Certificate renewed = authority.writeServer(own, "renewed");
            await(() -> shown(renewing).equals(renewed));

            Files.writeString(own, "half of a file");
            X509Certificate last = authority.writeServer(directory.resolve("later.p12"), "last");
            assertThat(shown(renewing)).isEqualTo(renewed);
            Files.copy(directory.resolve("later.p12"), own, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await(() -> shown(renewing).equals(last));
        }
    }

    @Test
    void aKeystoreThatItsPasswordDoesNotOpenIsSaidAtTheStart() throws Exception {
        Path place = Files.createDirectory(directory.resolve("wrong"));

        assertThatThrownBy(() -> new TestConsole(place, TestConsole.Options.at(address("another password"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tls.keystore: " + keystore)
                .hasMessageContaining("tls.password.file")
                .hasMessageNotContainingAny("another password");
    }

    private static ServedAddress address(String password) {
        return new ServedAddress(
                "127.0.0.1", 0, Optional.empty(), Optional.of(new ServedAddress.Tls(keystore, password)), false);
    }

    private static URI at(String path) {
        return URI.create(console.console.url() + path);
    }

    private static String protocol(String version) throws Exception {
        try (SSLSocket socket = connect(console)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static X509Certificate shown(TestConsole whose) throws Exception {
        try (SSLSocket socket = connect(whose)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocket connect(TestConsole whose) throws Exception {
        return (SSLSocket) authority.trusting().getSocketFactory().createSocket("127.0.0.1", whose.client.port());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(condition);
    }

    /** Says hello in a version that Java's own client would not speak, and gives the first seven bytes of the answer. */
    private static int[] firstAnswer(int version) throws IOException {
        ByteArrayOutputStream extensions = new ByteArrayOutputStream();
        DataOutputStream more = new DataOutputStream(extensions);
        more.write(new byte[] {0, 10, 0, 4, 0, 2, 0, 23}); // secp256r1
        more.write(new byte[] {0, 11, 0, 2, 1, 0}); // uncompressed points
        more.write(new byte[] {0, 13, 0, 6, 0, 4, 4, 3, 2, 3}); // ECDSA with SHA-256, SHA-1
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(hello);
        body.writeShort(version);
        body.write(new byte[32]);
        body.writeByte(0);
        body.writeShort(4);
        body.writeShort(0xc02b); // ECDHE_ECDSA with AES-128-GCM, for TLS 1.2
        body.writeShort(0xc009); // ECDHE_ECDSA with AES-128-CBC, for those before it
        body.write(new byte[] {1, 0});
        body.writeShort(extensions.size());
        extensions.writeTo(body);
        try (Socket socket = console.client.open()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(HANDSHAKE);
            out.writeShort(Math.min(version, 0x0301));
            out.writeShort(hello.size() + 4);
            out.writeInt(1 << 24 | hello.size());
            hello.writeTo(out);
            out.flush();
            int[] answer = new int[7];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = socket.getInputStream().read();
            }
            return answer;
        }
    }
}
