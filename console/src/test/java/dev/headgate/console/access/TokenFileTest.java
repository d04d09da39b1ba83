package dev.headgate.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private long changes = 1;

    @Test
    void whoShowsATokenIsKnownByItsHash() throws IOException {
        TokenFile tokens = following(line("ann", "a token of ann's", "operator"));

        assertThat(tokens.person("a token of ann's"))
                .contains(new Person("ann", Set.of(Role.OPERATOR), Person.Proof.TOKEN));
        assertThat(tokens.person("another")).isEmpty();
        assertThat(tokens.person(Secrets.sha256("a token of ann's"))).isEmpty();
    }

    @Test
    void aTokenThatIsTakenOutIsNotKnownASecondLater() throws IOException {
        TokenFile tokens = following(line("ann", "a token of ann's", "operator"));

        write(line("bob", "a token of bob's", "viewer"));
        nanos.addAndGet(1_000_000_000);

        assertThat(tokens.person("a token of ann's")).isEmpty();
        assertThat(tokens.person("a token of bob's")).isPresent();
        assertThat(told).anySatisfy(sentence -> assertThat(sentence).contains("read again: 1 tokens"));
    }

    @Test
    void aFileThatCannotBeUsedKeepsWhatItHeldAndSaysSo() throws IOException {
        TokenFile tokens = following(line("ann", "a token of ann's", "operator"));

        write("tokens: [ half");
        nanos.addAndGet(1_000_000_000);

        assertThat(tokens.person("a token of ann's")).isPresent();
        assertThat(told).anySatisfy(sentence -> assertThat(sentence).contains("keeps what it held"));
    }

    /** A change of rights alone leaves the time at which a file was changed as it is. */
    @Test
    void aFileThatCouldNotBeReadIsReadAgainThoughItDidNotChangeSince() throws IOException {
        TokenFile tokens = following(line("ann", "a token of ann's", "operator"));
        Path file = directory.resolve("tokens.yaml");
        write(line("bob", "a token of bob's", "viewer"));
        FileTime changed = Files.getLastModifiedTime(file);
        Path away = Files.move(file, directory.resolve("away.yaml"));
        Files.createDirectory(file);
        Files.setLastModifiedTime(file, changed);
        lookAgain(tokens);
        lookAgain(tokens);
        assertThat(tokens.person("a token of ann's"))
                .as("what cannot be read keeps what it held")
                .isPresent();

        Files.delete(file);
        Files.move(away, file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(changed);
        nanos.addAndGet(1_000_000_000);

        assertThat(tokens.person("a token of ann's")).isEmpty();
        assertThat(tokens.person("a token of bob's")).isPresent();
        assertThat(told).as("each problem is told once").hasSize(2);
    }

    private void lookAgain(TokenFile tokens) {
        nanos.addAndGet(1_000_000_000);
        assertThat(tokens.person("nobody's")).isEmpty();
    }

    @Test
    void atTheStartItMustBeUsable() {
        assertThatThrownBy(() -> following("tokens: [ half")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> TokenFile.following(directory.resolve("absent"), nanos::get, told::add))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    private TokenFile following(String text) throws IOException {
        write(text);
        return TokenFile.following(directory.resolve("tokens.yaml"), nanos::get, told::add);
    }

    private void write(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("tokens.yaml"), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * changes++));
    }

    private static String line(String name, String token, String role) {
        return "tokens:\n  - { name: %s, roles: %s, sha256: %s }\n".formatted(name, role, Secrets.sha256(token));
    }
}
