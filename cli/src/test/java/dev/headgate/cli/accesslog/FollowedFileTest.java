package dev.headgate.cli.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {

    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();
    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(directory.resolve("access.log"));
    }

    @Test
    void linesComeWholeAndOnceAsTheyAreWritten() throws IOException {
        try (FollowedFile followed = FollowedFile.open(file, Optional.empty(), false, told::add)) {
            append("one\ntw");
            assertThat(read(followed)).containsExactly("one");
            assertThat(followed.position().offset()).isEqualTo(4);
            append("o\r\n\nthree\n");
            assertThat(followed.read(10)).containsExactly(new Line("two", 4), new Line("", 9), new Line("three", 10));
            assertThat(read(followed)).isEmpty();
        }
    }

    @Test
    void aFileThatWasNeverReadBeginsAtItsEndUnlessAskedOtherwise() throws IOException {
        append("old\n");
        try (FollowedFile end = FollowedFile.open(file, Optional.empty(), false, told::add);
                FollowedFile beginning = FollowedFile.open(file, Optional.empty(), true, told::add)) {
            append("new\n");
            assertThat(read(end)).containsExactly("new");
            assertThat(read(beginning)).containsExactly("old", "new");
        }
    }

    @Test
    void oneThatIsMovedAwayIsReadToItsEndBeforeTheNewOne() throws IOException {
        try (FollowedFile followed = FollowedFile.open(file, Optional.empty(), true, told::add)) {
            append("one\n");
            assertThat(read(followed)).containsExactly("one");
            append("two\n");
            Path moved = Files.move(file, directory.resolve("access.log.1"));
            Files.writeString(file, "four\n");
            assertThat(read(followed)).containsExactly("two");
            Files.writeString(moved, "three, of one who has not noticed\n", StandardOpenOption.APPEND);
            List<String> rest = new ArrayList<>();
            Awaitility.await().until(() -> rest.addAll(read(followed)) || rest.size() == 2);
            Awaitility.await().until(() -> rest.addAll(read(followed)) || rest.size() == 2);
            assertThat(rest).containsExactly("three, of one who has not noticed", "four");
        }
    }

    @Test
    void oneThatIsCutIsReadFromItsBeginning() throws IOException {
        try (FollowedFile followed = FollowedFile.open(file, Optional.empty(), true, told::add)) {
            append("one\ntwo\n");
            assertThat(read(followed)).hasSize(2);
            Files.writeString(file, "new\n");
            assertThat(read(followed)).containsExactly("new");
            assertThat(told).containsExactly(file + " was cut: reading it from its beginning");
        }
    }

    @Test
    void itGoesOnWhereItWasLeftAlsoInTheFileThatWasMovedAwayMeanwhile() throws IOException {
        Position left = leftAfter("one\n");
        append("two\n");
        Files.move(file, directory.resolve("access.log.1"));
        Files.writeString(file, "three\n");

        try (FollowedFile followed =
                FollowedFile.open(file, Position.read(left.offset(), left.text()), false, told::add)) {
            List<String> lines = new ArrayList<>();
            Awaitility.await().until(() -> {
                lines.addAll(read(followed));
                return lines.size() == 2;
            });
            assertThat(lines).containsExactly("two", "three");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void itGoesOnInTheFileThatWasMovedAwayAlsoBeforeThereIsANewOne() throws IOException {
        Position left = leftAfter("one\n");
        append("two\n");
        Files.move(file, directory.resolve("access.log.1"));

        try (FollowedFile followed = FollowedFile.open(file, Optional.of(left), false, told::add)) {
            assertThat(read(followed)).containsExactly("two");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void ifTheFileIsGoneItSaysSoAndBeginsTheNewOne() throws IOException {
        Position left = leftAfter("one\n");
        Files.writeString(file, "another, of the same number in the file system\n");

        try (FollowedFile followed = FollowedFile.open(file, Optional.of(left), false, told::add)) {
            assertThat(read(followed)).containsExactly("another, of the same number in the file system");
        }
        assertThat(told).singleElement().asString().contains("is another file than the one that was read up to byte 4");
    }

    @Test
    void aLineWithoutEndIsHandedOverInPieces() throws IOException {
        append("x".repeat(FollowedFile.LONGEST_LINE + 10) + "\n");
        try (FollowedFile followed = FollowedFile.open(file, Optional.empty(), true, told::add)) {
            assertThat(read(followed)).extracting(String::length).containsExactly(FollowedFile.LONGEST_LINE, 10);
        }
    }

    private Position leftAfter(String text) throws IOException {
        append(text);
        try (FollowedFile followed = FollowedFile.open(file, Optional.empty(), true, told::add)) {
            read(followed);
            return followed.position();
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static List<String> read(FollowedFile followed) throws IOException {
        return followed.read(100).stream().map(Line::text).toList();
    }
}
