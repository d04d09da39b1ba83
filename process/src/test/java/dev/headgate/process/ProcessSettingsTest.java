package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.configuration.Setting;
import dev.headgate.documents.configuration.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessSettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"headgate., headgate", "team-a.headgate., team-a.headgate", "shop, shop", "shop-, shop-"})
    void anInstallationIsCalledLikeItsTopicsPrefixWithoutTheDot(String prefix, String name) {
        SettingsReader reader = ProcessSettings.read(
                List.of(Shelf.values()), Optional.empty(), Map.of(), List.of(Shelf.BOOK.key() + "=" + prefix));

        assertThat(ProcessSettings.installation(reader, Shelf.BOOK)).isEqualTo(name);
    }

    /** A table as a process has it. */
    enum Shelf implements Setting {
        BOOK("book"),
        PLACE("place");

        private final String key;

        Shelf(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public String standard() {
            return "";
        }
    }

    @Test
    void readsTheFileNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("shelf.yaml"), "book: atlas\n");

        assertThat(read(Optional.of(file)).text(Shelf.BOOK)).isEqualTo("atlas");
    }

    @Test
    void aFileThatIsNotThereIsToldTogetherWithEverythingElse() {
        SettingsReader reader = read(Optional.of(directory.resolve("no.yaml")), "bok=atlas");

        assertThatThrownBy(() -> reader.finish("settings"))
                .hasMessageContaining("no.yaml: error: there is no such file")
                .hasMessageContaining("there is no setting bok")
                .hasMessageContaining("did you mean book?");
    }

    @Test
    void aFileThatIsNoTextIsTold() throws IOException {
        Path binary = Files.write(directory.resolve("shelf.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});

        SettingsReader reader = read(Optional.of(binary));

        assertThatThrownBy(() -> reader.finish("settings")).hasMessageContaining("this file cannot be read");
    }

    @Test
    void aPathThatMustExistIsToldIfItDoesNot() {
        SettingsReader reader = read(Optional.empty(), "book=" + directory.resolve("missing"));

        assertThat(ProcessSettings.existing(reader, Shelf.BOOK)).contains(directory.resolve("missing"));
        assertThat(ProcessSettings.existing(reader, Shelf.PLACE)).isEmpty();

        assertThatThrownBy(() -> reader.finish("settings"))
                .hasMessageContaining("--set book: error:")
                .hasMessageContaining("expected: an existing path")
                .hasMessageNotContaining("place");
    }

    @Test
    void aDirectoryIsRequiredAndMustBeOne() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        SettingsReader reader = read(Optional.empty(), "book=" + file);

        ProcessSettings.directory(reader, Shelf.BOOK, "where books are");
        ProcessSettings.directory(reader, Shelf.PLACE, "where places are");

        assertThatThrownBy(() -> reader.finish("settings"))
                .hasMessageContaining("expected: an existing directory")
                .hasMessageContaining("place: error: this setting is missing")
                .hasMessageContaining("where places are");
        assertThat(ProcessSettings.directory(read(Optional.empty(), "book=" + directory), Shelf.BOOK, "any"))
                .isEqualTo(directory);
    }

    private static SettingsReader read(Optional<Path> file, String... flags) {
        return ProcessSettings.read(List.of(Shelf.values()), file, Map.of(), List.of(flags));
    }
}
