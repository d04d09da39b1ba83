package dev.headgate.schemas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTest {

    private static final byte[] VALUE = "{\"schema\":1,\"kind\":\"promote\"}".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private Path trusted;
    private KeyFiles files;
    private SigningKey key;
    private TrustedKeys keys;

    @BeforeEach
    void createKeys() throws IOException {
        trusted = Files.createDirectory(directory.resolve("trusted"));
        files = KeyFiles.create(directory.resolve("own"), "gate");
        Files.copy(files.publicKey(), trusted.resolve("gate.public.pem"));
        key = SigningKey.load(files.privateKey());
        keys = TrustedKeys.load(trusted);
    }

    @Test
    void aSignatureByATrustedKeyIsValid() {
        RecordHeaders headers = new RecordHeaders();

        key.sign(VALUE, headers);

        assertThat(keys.verify(VALUE, headers)).isEqualTo(new Verification.Valid(key.keyId()));
        assertThat(headers.lastHeader("headgate-signature").value()).hasSize(64);
        assertThat(headers.lastHeader("headgate-key-id").value())
                .isEqualTo(key.keyId().getBytes(UTF_8));
    }

    @Test
    void aKeyIsRotatedByTrustingTheNewOneBesideTheOldUntilThatIsTakenAway() throws IOException {
        KeyFiles next = KeyFiles.create(directory.resolve("next"), "gate-2");
        SigningKey nextKey = SigningKey.load(next.privateKey());
        Files.copy(next.publicKey(), trusted.resolve("gate-2.public.pem"));
        RecordHeaders byOld = new RecordHeaders();
        RecordHeaders byNew = new RecordHeaders();
        key.sign(VALUE, byOld);
        nextKey.sign(VALUE, byNew);

        TrustedKeys both = TrustedKeys.load(trusted);
        Files.delete(trusted.resolve("gate.public.pem"));
        TrustedKeys onlyNew = TrustedKeys.load(trusted);

        assertThat(both.verify(VALUE, byOld)).isInstanceOf(Verification.Valid.class);
        assertThat(both.verify(VALUE, byNew)).isInstanceOf(Verification.Valid.class);
        assertThat(onlyNew.verify(VALUE, byOld)).isInstanceOf(Verification.UnknownKey.class);
        assertThat(onlyNew.verify(VALUE, byNew)).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void signingAgainReplacesTheSignature() {
        RecordHeaders headers = new RecordHeaders();
        key.sign(new byte[] {1}, headers);

        key.sign(VALUE, headers);

        assertThat(headers.toArray()).hasSize(2);
        assertThat(keys.verify(VALUE, headers)).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void theKeyIdIsTheSameInEveryPlace() {
        assertThat(key.keyId()).isEqualTo(files.keyId()).matches("[0-9a-f]{16}");
        assertThat(keys.keyIds()).containsExactly(files.keyId());
        assertThat(key.sign(VALUE).keyId()).isEqualTo(files.keyId());
    }

    @Test
    void anyChangeOfTheValueIsForged() {
        Signature signature = key.sign(VALUE);
        for (int i = 0; i < VALUE.length; i++) {
            byte[] changed = VALUE.clone();
            changed[i] ^= 1;

            assertThat(keys.verify(changed, signature)).isEqualTo(new Verification.Forged(key.keyId()));
        }
    }

    @Test
    void anyChangeOfTheSignatureIsForged() {
        byte[] bytes = key.sign(VALUE).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;

            assertThat(keys.verify(VALUE, new Signature(key.keyId(), changed))).isInstanceOf(Verification.Forged.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 1000})
    void aSignatureOfAnotherLengthIsForged(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        assertThat(keys.verify(VALUE, new Signature(key.keyId(), bytes))).isInstanceOf(Verification.Forged.class);
    }

    @Test
    void aStrangersSignatureUnderATrustedNameIsForged() {
        SigningKey stranger =
                SigningKey.load(KeyFiles.create(directory, "stranger").privateKey());

        Signature forged = new Signature(key.keyId(), stranger.sign(VALUE).bytes());

        assertThat(keys.verify(VALUE, forged)).isEqualTo(new Verification.Forged(key.keyId()));
    }

    @Test
    void aStrangersSignatureUnderItsOwnNameIsUnknown() {
        SigningKey stranger =
                SigningKey.load(KeyFiles.create(directory, "stranger").privateKey());

        assertThat(keys.verify(VALUE, stranger.sign(VALUE))).isEqualTo(new Verification.UnknownKey(stranger.keyId()));
    }

    @Test
    void whatHasNoOrHalfASignatureIsUnsigned() {
        RecordHeaders none = new RecordHeaders();
        RecordHeaders onlyKey = new RecordHeaders();
        onlyKey.add(SignatureHeaders.KEY_ID, key.keyId().getBytes(UTF_8));
        RecordHeaders onlyBytes = new RecordHeaders();
        onlyBytes.add(SignatureHeaders.SIGNATURE, key.sign(VALUE).bytes());
        RecordHeaders nulls = new RecordHeaders();
        nulls.add(SignatureHeaders.SIGNATURE, null);
        nulls.add(SignatureHeaders.KEY_ID, null);

        for (RecordHeaders headers : new RecordHeaders[] {none, onlyKey, onlyBytes, nulls}) {
            assertThat(keys.verify(VALUE, headers)).isInstanceOf(Verification.Unsigned.class);
        }
    }

    @Test
    void thePrivateKeyIsForItsOwnerOnlyAndNeverShown() throws IOException {
        assertThat(Files.getPosixFilePermissions(files.privateKey()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(key).hasToString("signing key " + key.keyId());
        assertThat(key.sign(VALUE)).hasToString("signature by " + key.keyId());
    }

    @Test
    void keysAreNeverOverwritten() throws IOException {
        byte[] before = Files.readAllBytes(files.privateKey());

        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> KeyFiles.create(directory.resolve("own"), "gate"))
                .withMessageContaining("exists already");
        Files.delete(files.publicKey());
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> KeyFiles.create(directory.resolve("own"), "gate"))
                .withMessageContaining("gate.private.pem exists already");

        assertThat(Files.readAllBytes(files.privateKey())).isEqualTo(before);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFiles.create(directory, "../gate"));
    }

    @Test
    void aSignatureIsAValue() {
        Signature signature = key.sign(VALUE);
        Signature same = key.sign(VALUE);
        signature.bytes()[0] ^= 1;

        assertThat(signature).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(key.sign(new byte[0]));
    }

    @Test
    void saysWhichKeyFileIsWrongAndWhatToDo() throws IOException {
        Path missing = directory.resolve("none.private.pem");
        Path damaged = Files.writeString(
                directory.resolve("damaged.private.pem"),
                "-----BEGIN PRIVATE KEY-----\nA===A\n-----END PRIVATE KEY-----\n");
        Path other = Files.writeString(
                directory.resolve("other.private.pem"),
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path large = Files.write(directory.resolve("large.private.pem"), new byte[20_000]);

        assertProblem(missing, "does not exist; make keys with `headgate keys create`");
        assertProblem(files.publicKey(), "holds no block \"BEGIN PRIVATE KEY\"");
        assertProblem(damaged, "is damaged");
        assertProblem(other, "holds no Ed25519 private key");
        assertProblem(large, "too large");
        assertProblem(directory, "cannot be read");
    }

    @Test
    void trustedKeysNameEveryFileThatIsWrong() throws IOException {
        Files.writeString(trusted.resolve("a.public.pem"), "nothing");
        Files.writeString(
                trusted.resolve("b.public.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        Files.writeString(trusted.resolve("README"), "not a key, and not read");

        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> TrustedKeys.load(trusted))
                .withMessageContaining("a.public.pem holds no block")
                .withMessageContaining("b.public.pem holds no Ed25519 public key");
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> TrustedKeys.load(directory))
                .withMessageContaining("holds no *.public.pem");
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> TrustedKeys.load(directory.resolve("absent")))
                .withMessageContaining("is not a directory");
    }

    private static void assertProblem(Path file, String problem) {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> SigningKey.load(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(problem);
    }
}
