package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConsoleMetersTest {

    @Test
    void everyMeterStandsInTheDocumentationWithItsTags() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ConsoleMeters meters = new ConsoleMeters(registry, TestConsole::current);
        meters.request("GET", "/x", 200, Duration.ofMillis(1));
        meters.refused(401);
        meters.command("abort", 200, false);
        String document =
                Files.readString(Path.of(System.getProperty("headgate.home")).resolve("docs/METRICS.md"));

        List<Meter> all = registry.getMeters();

        assertThat(all).hasSize(7);
        assertThat(all).allSatisfy(meter -> {
            List<String> tags =
                    meter.getId().getTags().stream().map(tag -> tag.getKey()).toList();
            assertThat(document).contains("| `" + meter.getId().getName() + told(meter, tags) + "` |");
        });
    }

    /** Tags stand in the order in which people read them. */
    private static String told(Meter meter, List<String> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        return switch (meter.getId().getName()) {
            case "headgate.console.commands" -> "{kind,answered}";
            default -> tags.stream().collect(Collectors.joining(",", "{", "}"));
        };
    }
}
