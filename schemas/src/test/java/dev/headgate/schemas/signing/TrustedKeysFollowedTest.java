package dev.headgate.schemas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go while a process runs. */
class TrustedKeysFollowedTest {

    private static final byte[] VALUE = "{}".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private Path trusted;
    private SigningKey old;
    private SigningKey next;
    private Path nextPublic;
    private long nanos;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void keys() throws IOException {
        trusted = Files.createDirectory(directory.resolve("trusted"));
        KeyFiles first = KeyFiles.create(directory.resolve("own"), "gate");
        KeyFiles second = KeyFiles.create(directory.resolve("own"), "gate-2");
        Files.copy(first.publicKey(), trusted.resolve("gate.public.pem"));
        nextPublic = second.publicKey();
        old = SigningKey.load(first.privateKey());
        next = SigningKey.load(second.privateKey());
    }

    @Test
    void aKeyIsRotatedWhileTheProcessRuns() throws IOException {
        TrustedKeys keys = followed();
        assertThat(trusts(keys, old)).isTrue();
        assertThat(trusts(keys, next)).isFalse();

        Files.copy(nextPublic, trusted.resolve("gate-2.public.pem"));
        aSecondPasses();
        assertThat(trusts(keys, old)).isTrue();
        assertThat(trusts(keys, next)).isTrue();

        Files.delete(trusted.resolve("gate.public.pem"));
        aSecondPasses();
        assertThat(trusts(keys, old)).isFalse();
        assertThat(trusts(keys, next)).isTrue();
        assertThat(told)
                .hasSize(2)
                .last()
                .asString()
                .contains("not trusted any more [" + old.keyId() + "]", "in all [" + next.keyId() + "]");
    }

    @Test
    void whoAddsOtherKeysFollowsToo() throws IOException {
        TrustedKeys keys = next.trusted().plus(followed());

        Files.delete(trusted.resolve("gate.public.pem"));
        aSecondPasses();

        assertThat(trusts(keys, old)).isFalse();
        assertThat(trusts(keys, next)).isTrue();
    }

    @Test
    void theLastKeyThatIsTakenAwayLeavesNobodyTrusted() throws IOException {
        TrustedKeys keys = followed();

        Files.delete(trusted.resolve("gate.public.pem"));
        aSecondPasses();

        assertThat(trusts(keys, old)).isFalse();
        assertThat(keys.keyIds()).isEmpty();
    }

    @Test
    void aFileThatIsHalfWrittenKeepsItsKeyAndIsToldOnce() throws IOException {
        TrustedKeys keys = followed();

        Files.writeString(trusted.resolve("gate.public.pem"), "-----BEGIN PUB");
        Files.writeString(trusted.resolve("gate-2.public.pem"), "");
        aSecondPasses();
        assertThat(trusts(keys, old)).isTrue();
        aSecondPasses();
        assertThat(trusts(keys, old)).isTrue();

        assertThat(told).hasSize(2).allMatch(problem -> problem.contains("holds no block \"BEGIN PUBLIC KEY\""));
        Files.copy(nextPublic, trusted.resolve("gate-2.public.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        aSecondPasses();
        assertThat(trusts(keys, next)).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeListedKeepsWhatItHeld() throws IOException {
        TrustedKeys keys = followed();

        Files.move(trusted, directory.resolve("lost"));
        aSecondPasses();

        assertThat(trusts(keys, old)).isTrue();
        assertThat(told).singleElement().asString().contains("still trusted");
    }

    @Test
    void aDirectoryWithoutAKeyIsRefusedToBeginWith() {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> TrustedKeys.following(directory, told::add))
                .withMessageContaining("holds no *.public.pem");
    }

    private TrustedKeys followed() {
        return TrustedKeys.following(trusted, () -> nanos, told::add);
    }

    private void aSecondPasses() {
        nanos += KeyDirectory.LOOK_NANOS;
    }

    private static boolean trusts(TrustedKeys keys, SigningKey key) {
        return keys.verify(VALUE, key.sign(VALUE)) instanceof Verification.Valid;
    }
}
