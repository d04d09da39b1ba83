package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports as they must be, kept in {@code src/test/resources/golden}; the actual ones go to {@code target/golden}. */
final class Golden {

    private Golden() {}

    static void assertIs(String name, byte[] actual) {
        try {
            Path written = Files.createDirectories(Path.of("target", "golden")).resolve(name);
            Files.write(written, actual);
            Path golden = Path.of("src", "test", "resources", "golden", name);
            assertThat(golden).as("if %s is right, copy it there", written).exists();
            assertThat(Files.readString(written))
                    .as("as in %s; if %s is right, copy it there", golden, written)
                    .isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new AssertionError("the golden report " + name + " cannot be read or written", e);
        }
    }
}
