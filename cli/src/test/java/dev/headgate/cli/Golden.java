package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Texts as they must appear, kept in {@code src/test/resources/golden}; the actual text goes to {@code target/golden}. */
public final class Golden {
    private Golden() {}

    /** Compares lines with the file of that name. */
    public static void assertLooksLike(String name, List<String> lines) {
        try {
            String actual = String.join("\n", lines) + "\n";
            Path written = Files.createDirectories(Path.of("target", "golden")).resolve(name);
            Files.writeString(written, actual);
            Path golden = Path.of("src", "test", "resources", "golden", name);
            assertThat(golden)
                    .as("golden text; if %s is right, copy it there", written)
                    .exists();
            assertThat(actual)
                    .as("as in %s; if %s is right, copy it there", golden, written)
                    .isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new AssertionError("cannot read or write the golden text " + name, e);
        }
    }
}
