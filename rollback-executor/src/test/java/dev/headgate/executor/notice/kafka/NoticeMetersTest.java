package dev.headgate.executor.notice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NoticeMetersTest {

    @Test
    void everyMeterStandsInTheDocumentationWithItsTags() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        NoticeMeters meters = new NoticeMeters(registry);
        meters.sent("chat", 1, Duration.ofSeconds(1));
        meters.failed("chat", "server");
        meters.givenUp("chat");
        meters.waiting("chat", 1);
        meters.unrouted(1);
        meters.unusable("forged");
        meters.interrupted("chat");
        meters.deadLetterLost();
        String document =
                Files.readString(Path.of(System.getProperty("headgate.home")).resolve("docs/METRICS.md"));

        List<Meter> all = registry.getMeters();

        assertThat(all).hasSize(9);
        assertThat(all).allSatisfy(meter -> {
            String kind = meter.getId().getType().name().toLowerCase(Locale.ROOT);
            String tags = meter.getId().getTags().stream()
                    .map(tag -> "`" + tag.getKey() + "`")
                    .collect(Collectors.joining(", "));
            assertThat(document)
                    .contains("| `" + meter.getId().getName() + "` | " + kind + " | " + tags
                            + (tags.isEmpty() ? "| " : " | "));
        });
    }

    @Test
    void ofAChannelTheLatestNumberOfThoseThatWaitIsShown() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        NoticeMeters meters = new NoticeMeters(registry);

        meters.waiting("chat", 3);
        meters.waiting("chat", 2);

        assertThat(registry.get("headgate.executor.notices.waiting")
                        .tag("channel", "chat")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }
}
