package dev.headgate.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLibrariesTest {
    private static final String HOME = System.getProperty("headgate.home", "");

    @TempDir
    Path temporary;

    @AfterEach
    void restoreProperties() {
        System.clearProperty("headgate.broker.lib");
        System.setProperty("headgate.home", HOME);
    }

    @Test
    void namesTheCommandThatBringsTheJarsWhenTheyAreNotThere() {
        System.setProperty("headgate.home", temporary.toString());

        assertThatThrownBy(BrokerLibraries::classPath)
                .hasMessageContaining(
                        temporary.resolve("local-broker/target/lib").toString())
                .hasMessageContaining("mvn package -pl local-broker");
    }

    @Test
    void takesTheNamedDirectoryBeforeTheOneUnderHome() throws IOException {
        Files.createFile(temporary.resolve("kafka_2.13-4.3.1.jar"));
        System.setProperty("headgate.broker.lib", temporary.toString());

        assertThat(BrokerLibraries.classPath()).startsWith(temporary + "/*:");
    }
}
