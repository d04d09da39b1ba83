package dev.headgate.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyInventoryTest {

    @TempDir
    private Path directory;

    @Test
    void tellsPairsFromHalvesAndNamesWhatIsNoKey() throws IOException {
        KeyFiles gate = KeyFiles.create(directory, "gate");
        KeyFiles alice = KeyFiles.create(directory, "alice");
        Files.delete(alice.privateKey());
        Files.writeString(directory.resolve("broken.public.pem"), "nothing");

        KeyInventory inventory = KeyInventory.of(directory);

        assertThat(inventory.keys())
                .extracting(KeyInventory.Held::name, KeyInventory.Held::kind, KeyInventory.Held::keyId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("alice", "public", alice.keyId()),
                        org.assertj.core.groups.Tuple.tuple("gate", "pair", gate.keyId()));
        assertThat(inventory.keys()).allMatch(key -> key.fingerprint().startsWith(key.keyId()));
        assertThat(inventory.problems()).singleElement().asString().contains("broken.public.pem");
    }

    @Test
    void halvesThatDoNotBelongTogetherStandApart() throws IOException {
        KeyFiles gate = KeyFiles.create(directory, "gate");
        KeyFiles other = KeyFiles.create(directory.resolve("other"), "gate");
        Files.copy(other.publicKey(), gate.publicKey(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(KeyInventory.of(directory).keys())
                .extracting(KeyInventory.Held::kind)
                .containsExactlyInAnyOrder("private", "public");
    }
}
