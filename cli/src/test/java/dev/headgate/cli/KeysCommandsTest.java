package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeysCommandsTest {

    @TempDir
    private Path directory;

    private KeyFiles gate;

    @BeforeEach
    void aKeyInUse() {
        gate = KeyFiles.create(directory, "gate");
    }

    @Test
    void rotateMakesANewKeyBesideTheOldAndTellsInOrderWhatToDo() {
        Run run = headgate("keys", "rotate", "--of", "gate", "--directory", directory.toString(), "--name", "gate");

        assertThat(run.code()).isZero();
        String newId = SigningKey.load(directory.resolve("gate-2.private.pem")).keyId();
        assertThat(run.out())
                .contains("old key  " + gate.keyId(), "new key  " + newId)
                .containsSubsequence(
                        "1. Copy " + directory.resolve("gate-2.public.pem"),
                        "nothing is restarted",
                        "2. When all have logged it: set signing.key=",
                        "restart the gates",
                        "3. When every gate has restarted",
                        "take gate.public.pem (" + gate.keyId() + ") out",
                        "4. Destroy");
        assertThat(gate.privateKey()).exists();
        assertThat(gate.publicKey()).exists();
    }

    @Test
    void theNextRotationTakesTheNextNumber() {
        KeyFiles.create(directory, "gate-2");
        KeyFiles.create(directory, "gate-3");

        Run run = headgate(
                "keys",
                "rotate",
                "--of",
                "gate",
                "--directory",
                directory.toString(),
                "--name",
                "gate-2",
                "-o",
                "json");

        JsonNode made = JsonMapper.shared().readTree(run.out());
        assertThat(made.get("publicKey").asString()).endsWith("gate-4.public.pem");
        assertThat(made.get("steps").size()).isEqualTo(4);
    }

    @Test
    void anOperatorsKeyIsHandedToGatesAndNeedsNoRestart() {
        Run run = headgate("keys", "rotate", "--of", "operator", "--directory", directory.toString(), "--name", "gate");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("trusted.operator.keys", "export HEADGATE_OPERATOR_KEY=")
                .doesNotContain("restart the gates");
    }

    @Test
    void onlyAKeyThatIsThereIsRotatedAndNothingIsOverwritten() {
        Run absent = headgate("keys", "rotate", "--of", "gate", "--directory", directory.toString(), "--name", "gates");
        Run taken = headgate(
                "keys",
                "rotate",
                "--of",
                "gate",
                "--directory",
                directory.toString(),
                "--name",
                "gate",
                "--new-name",
                "gate");
        Run unclear =
                headgate("keys", "rotate", "--of", "people", "--directory", directory.toString(), "--name", "gate");

        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err()).contains("gates.private.pem does not exist");
        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err()).contains("never overwritten");
        assertThat(unclear.code()).isEqualTo(2);
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void listShowsWhichKeyIsWhichAndWhichSigns() throws IOException {
        KeyFiles alice = KeyFiles.create(directory, "alice");
        Files.delete(alice.privateKey());

        Run run = headgate(
                "keys",
                "list",
                "--directory",
                directory.toString(),
                "--in-use",
                gate.privateKey().toString());

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("name   id                kind    signs  since"),
                        row -> assertThat(row).startsWith("alice  " + alice.keyId() + "  public  –      20"),
                        row -> assertThat(row).startsWith("gate   " + gate.keyId() + "  pair    yes    20"));
    }

    @Test
    void listForProgramsHasADocumentForEachKey() {
        Run run = headgate("keys", "list", "--directory", directory.toString(), "-o", "json");

        JsonNode key = JsonMapper.shared().readTree(run.out());
        assertThat(key.get("keyId").asString()).isEqualTo(gate.keyId());
        assertThat(key.get("kind").asString()).isEqualTo("pair");
        assertThat(key.get("fingerprint").asString()).hasSize(64).startsWith(gate.keyId());
    }

    @Test
    void listNamesAFileThatIsNoKey() throws IOException {
        Files.writeString(directory.resolve("x.public.pem"), "");

        Run run = headgate("keys", "list", "--directory", directory.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(gate.keyId());
        assertThat(run.err()).contains("x.public.pem holds no block");
    }
}
