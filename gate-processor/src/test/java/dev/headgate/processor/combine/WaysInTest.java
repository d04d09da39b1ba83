package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WaysInTest {

    private static final long NOW = 1_800_000_000_000L;

    private final WaysIn ways = new WaysIn();
    private final CountingCombineMeter meter = new CountingCombineMeter();
    private final Logger log = (Logger) LoggerFactory.getLogger(WaysIn.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(said);
    }

    @Test
    void aVersionWhoseSpansAndMetricsAreBothReadIsSaidAndCountedOnce() {
        for (int second = 0; second < 120; second++) {
            ways.came(WayIn.SPANS, "shop", "2.4.1", NOW + second * 1_000L);
            ways.came(WayIn.METRICS, "shop", "2.4.1", NOW + second * 1_000L + 300);
            ways.tell(meter);
        }

        assertThat(meter.twice).isEqualTo(1);
        assertThat(said.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith(
                        "Requests of shop 2.4.1 come in two ways, OpenTelemetry's spans and OpenTelemetry's metrics: they"
                                + " probably count twice");
    }

    @Test
    void itIsSaidAgainWhileItLasts() {
        for (int second = 0; second <= 601; second++) {
            ways.came(WayIn.REQUESTS, "shop", "2.4.1", NOW + second * 1_000L);
            ways.came(WayIn.SUMMARIES, "shop", "2.4.1", NOW + second * 1_000L);
        }
        ways.tell(meter);
        for (int second = 602; second <= 1_202; second++) {
            ways.came(WayIn.REQUESTS, "shop", "2.4.1", NOW + second * 1_000L);
            ways.came(WayIn.SUMMARIES, "shop", "2.4.1", NOW + second * 1_000L);
        }
        ways.tell(meter);

        assertThat(meter.twice).isEqualTo(2);
    }

    @Test
    void aVersionThatChangesItsWayIsNotMeant() {
        for (int second = 0; second < 60; second++) {
            ways.came(second < 30 ? WayIn.METRICS : WayIn.SPANS, "shop", "2.4.1", NOW + second * 1_000L);
        }
        ways.tell(meter);

        assertThat(meter.twice).isZero();
    }

    @Test
    void versionsAndServicesThatComeInDifferentWaysAreNotMeant() {
        for (int second = 0; second < 60; second++) {
            ways.came(WayIn.METRICS, "shop", "2.4.1", NOW + second * 1_000L);
            ways.came(WayIn.SPANS, "shop", "2.5.0", NOW + second * 1_000L);
            ways.came(WayIn.SPANS, "cart", "2.4.1", NOW + second * 1_000L);
        }
        ways.tell(meter);

        assertThat(meter.twice).isZero();
    }

    @Test
    void namesWithoutEndTakeNoRoomWithoutEnd() {
        for (int i = 0; i < 3 * WaysIn.MOST; i++) {
            ways.came(WayIn.METRICS, "shop", "v" + i, NOW);
            ways.came(WayIn.SPANS, "shop", "v" + i, NOW);
            ways.came(WayIn.METRICS, "shop", "v" + i, NOW + 1);
        }

        assertThat(ways.known()).isLessThanOrEqualTo(WaysIn.MOST);
    }
}
