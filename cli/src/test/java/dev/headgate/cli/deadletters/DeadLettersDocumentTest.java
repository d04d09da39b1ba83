package dev.headgate.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.DeadLetterCause;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLettersDocumentTest {

    @Test
    void everyCauseStandsInTheTable() throws IOException {
        String table = Files.readAllLines(Path.of("../docs/DEAD-LETTERS.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .reduce("", String::concat);

        assertThat(causes())
                .hasSizeGreaterThan(10)
                .allSatisfy(cause -> assertThat(table).contains("`" + cause + "`"));
    }

    private static List<String> causes() {
        return Arrays.stream(DeadLetterCause.class.getFields())
                .filter(field -> field.getType() == String.class)
                .map(DeadLettersDocumentTest::value)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> value(Field field) {
        try {
            return Optional.ofNullable((String) field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is public", e);
        }
    }
}
