package dev.headgate.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.receive.AlertReceiver.Answer;
import dev.headgate.schemas.codec.MeasurementRules;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AlertReceiverTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final List<Measurement> published = new ArrayList<>();
    private final AlertReceiver receiver = receiver(List.of("shop", "cart"));

    @Test
    void anAlertIsOfTheServiceAndVersionInItsLabelsAndWasRaisedWhenItSays() throws IOException {
        Answer answer = receiver.receive(recorded());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(published.get(0)).satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Measurement.Kind.ALERT);
            assertThat(alert.service()).isEqualTo("shop");
            assertThat(alert.version()).contains("2.4.1");
            assertThat(alert.name()).isEqualTo("HighErrorRate");
            assertThat(alert.value()).isEqualTo(1);
            assertThat(alert.labels())
                    .isEqualTo(Labels.copy(Map.of("severity", "critical", "instance", "10.0.0.7:8080")));
            assertThat(alert.measuredAtMillis())
                    .isEqualTo(Instant.parse("2026-11-28T11:58:03.517Z").toEpochMilli());
        });
        assertThat(published)
                .allSatisfy(each -> assertThat(MeasurementRules.problem(each)).isEmpty());
    }

    @Test
    void anAlertThatIsOverAndNamesNoServiceIsOfEveryServiceThatTheReceiverIsFor() throws IOException {
        receiver.receive(recorded());

        assertThat(published.subList(1, published.size()))
                .extracting(Measurement::service)
                .containsExactly("shop", "cart");
        assertThat(published.subList(1, published.size())).allSatisfy(alert -> {
            assertThat(alert.value()).isZero();
            assertThat(alert.measuredAtMillis())
                    .isEqualTo(Instant.parse("2026-11-28T11:59:00Z").toEpochMilli());
        });
    }

    @Test
    void anAlertWithoutASeverityIsAWarning() {
        receiver.receive(webhook(alert("firing", "\"alertname\":\"Odd\"", "2026-11-28T11:59:00Z")));

        assertThat(published).allSatisfy(each -> assertThat(each.labels()).containsEntry("severity", "warning"));
    }

    @Test
    void labelsThatAreNoneOfOursAreLeftOutAndTheFingerprintTellsTheAlertsApart() {
        StringBuilder many = new StringBuilder("\"alertname\":\"Odd one!\",\"_meta\":\"x\",\"city\":\"Zürich\"");
        for (int i = 10; i < 30; i++) {
            many.append(",\"l").append(i).append("\":\"v\"");
        }

        receiver.receive(webhook(alert("firing", many.toString(), "2026-11-28T11:59:00Z")));

        assertThat(published).isNotEmpty().allSatisfy(each -> {
            assertThat(each.name()).isEqualTo("Odd_one_");
            assertThat(each.labels())
                    .hasSize(16)
                    .containsEntry("fingerprint", "f00d")
                    .containsEntry("severity", "warning")
                    .containsEntry("l10", "v")
                    .doesNotContainKeys("_meta", "city", "l29");
            assertThat(MeasurementRules.problem(each)).isEmpty();
        });
    }

    @Test
    void anAlertThatWasRaisedLongAgoCountsAsRaisedSixDaysAgoAndNoneIsAheadOfTheClock() {
        receiver.receive(webhook(alert("firing", "\"alertname\":\"Old\"", "2026-10-01T00:00:00Z")));
        receiver.receive(webhook(alert("firing", "\"alertname\":\"Ahead\"", "2026-11-28T12:00:09Z")));

        assertThat(published)
                .extracting(Measurement::measuredAtMillis)
                .containsOnly(NOW.minus(Duration.ofDays(6)).toEpochMilli(), NOW.toEpochMilli());
    }

    @Test
    void theWatchdogIsAHeartbeatOfEveryServiceAndNoAlert() {
        Answer answer =
                receiver.receive(webhook(alert("firing", "\"alertname\":\"Watchdog\"", "2026-11-01T00:00:00Z")));

        assertThat(answer).isEqualTo(new Answer(200, "published 2 measurements"));
        assertThat(published).extracting(Measurement::service).containsExactly("cart", "shop");
        assertThat(published).allSatisfy(each -> {
            assertThat(each.name()).isEqualTo("alerts.heartbeat");
            assertThat(each.kind()).isEqualTo(Measurement.Kind.GAUGE);
            assertThat(each.measuredAtMillis()).isEqualTo(NOW.toEpochMilli());
        });
    }

    @Test
    void aWatchdogThatIsOverIsNoHeartbeat() {
        receiver.receive(webhook(alert("resolved", "\"alertname\":\"Watchdog\"", "2026-11-01T00:00:00Z")));

        assertThat(published).isEmpty();
    }

    @Test
    void aServiceThatAnAlertHasNamedHasHeartbeatsFromThenOn() {
        receiver.receive(
                webhook(alert("firing", "\"alertname\":\"Odd\",\"service\":\"search\"", "2026-11-28T11:59:00Z")));
        published.clear();

        receiver.heartbeat();

        assertThat(published).extracting(Measurement::service).containsExactly("cart", "search", "shop");
    }

    @Test
    void oneAlertThatCannotBeUsedDoesNotKeepTheOthersBack() {
        Answer answer = receiver.receive(webhook(alert("firing", "\"alertname\":\"A\"", "soon") + ","
                + alert("burning", "\"alertname\":\"B\"", "2026-11-28T11:59:00Z") + ","
                + alert("firing", "\"alertname\":\"C\",\"service\":\"no name\"", "2026-11-28T11:59:00Z") + ","
                + alert("firing", "\"alertname\":\"D\",\"service\":\"shop\"", "2026-11-28T11:59:00Z")));

        assertThat(published).extracting(Measurement::name).containsExactly("D");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.sentence())
                .startsWith("published 1 measurements, left out: alerts[0]: startsAt: expected a time")
                .contains("alerts[1]: status: expected \"firing\" or \"resolved\", found \"burning\"")
                .contains("C names \"no name\", which cannot be a service's name");
    }

    @Test
    void whatIsNoWebhookIsRefusedWithASentence() {
        assertThat(receiver.receive("{".getBytes(UTF_8)).sentence()).startsWith("not JSON");
        assertThat(receiver.receive("{\"version\":\"3\",\"alerts\":[]}".getBytes(UTF_8)))
                .isEqualTo(new Answer(400, "version: expected \"4\", Alertmanager's webhook, found \"3\""));
        assertThat(receiver.receive("{\"version\":\"4\"}".getBytes(UTF_8)))
                .isEqualTo(new Answer(400, "alerts: expected an array"));
        assertThat(published).isEmpty();
    }

    @Test
    void anAlertOfNoServiceThatIsKnownIsRefused() {
        AlertReceiver forNone = receiver(List.of());

        Answer answer = forNone.receive(webhook(alert("firing", "\"alertname\":\"Odd\"", "2026-11-28T11:59:00Z")));

        assertThat(answer)
                .isEqualTo(new Answer(400, "Odd names no service in its label service, and --service is not given"));
    }

    @Test
    void alertmanagerIsToldToTryAgainWhileKafkaDoesNotTakeThem() throws IOException {
        AlertReceiver withoutKafka = new AlertReceiver(
                List.of("shop"),
                "Watchdog",
                measurements -> {
                    throw new TimeoutException("no broker");
                },
                () -> NOW);

        assertThat(withoutKafka.receive(recorded()))
                .isEqualTo(new Answer(503, "Kafka does not take them: no broker; try again"));
    }

    private AlertReceiver receiver(List<String> services) {
        return new AlertReceiver(services, "Watchdog", published::addAll, () -> NOW);
    }

    private static String alert(String status, String labels, String startsAt) {
        return "{\"status\":\"" + status + "\",\"labels\":{" + labels + "},\"startsAt\":\"" + startsAt
                + "\",\"endsAt\":\"2026-11-28T11:59:30Z\",\"fingerprint\":\"f00d\"}";
    }

    private static byte[] webhook(String alerts) {
        return ("{\"version\":\"4\",\"alerts\":[" + alerts + "]}").getBytes(UTF_8);
    }

    static byte[] recorded() throws IOException {
        try (InputStream stream = AlertReceiverTest.class.getResourceAsStream("/receive/alertmanager-webhook.json")) {
            return stream.readAllBytes();
        }
    }
}
