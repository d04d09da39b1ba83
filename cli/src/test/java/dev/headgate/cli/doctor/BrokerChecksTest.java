package dev.headgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.doctor.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerChecksTest {
    private static final AddressSeen ALIVE = new AddressSeen("one:9092", Optional.of(Duration.ofMillis(3)), "");
    private static final AddressSeen DEAD = new AddressSeen("two:9092", Optional.empty(), "connection refused");

    @Test
    void whereNobodyListensIsWrong() {
        assertThat(BrokerChecks.bootstrap(List.of(DEAD))).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WRONG);
            assertThat(finding.sentence()).isEqualTo("no broker can be reached: two:9092 (connection refused)");
            assertThat(finding.remedy()).contains("--bootstrap-servers");
        });
    }

    @Test
    void oneDeadAddressOfTwoIsDoubtfulAndNamed() {
        assertThat(BrokerChecks.bootstrap(List.of(ALIVE, DEAD))).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.DOUBTFUL);
            assertThat(finding.sentence()).contains("two:9092 cannot be reached: connection refused");
        });
        assertThat(BrokerChecks.bootstrap(List.of(ALIVE))).isEmpty();
    }

    @Test
    void anAdvertisedAddressThatCannotBeReachedIsWrong() {
        ClusterSeen cluster = new ClusterSeen("abc", Duration.ofMillis(12), List.of(ALIVE, DEAD), new TreeMap<>());

        assertThat(BrokerChecks.cluster(cluster)).extracting(Finding::level).containsExactly(Level.WRONG, Level.GOOD);
        assertThat(BrokerChecks.cluster(cluster).get(0).remedy()).contains("advertised.listeners");
    }

    @Test
    void aClusterThatAnswersIsGoodAndASlowOneDoubtful() {
        assertThat(BrokerChecks.cluster(new ClusterSeen("abc", Duration.ofMillis(12), List.of(ALIVE), new TreeMap<>())))
                .containsExactly(Finding.good("broker", "cluster abc answers after 12 ms, 1 broker, all reachable"));
        assertThat(BrokerChecks.cluster(new ClusterSeen("abc", Duration.ofSeconds(3), List.of(ALIVE), new TreeMap<>())))
                .extracting(Finding::level)
                .containsExactly(Level.DOUBTFUL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PKIX path building failed: unable to find valid certification path | signed by nobody who is trusted | truststore",
                "Unsupported or unrecognized SSL message | does not speak TLS | security.protocol",
                "No subject alternative names matching IP address 127.0.0.1 found | for another name | as its certificate does",
                "PKIX path validation failed: validity check failed, NotAfter: Mon Jan 1 | has expired | Renew",
                "Received fatal alert: bad_certificate | wants a certificate of ours | keystore",
                "Received fatal alert: protocol_version | TLS cannot be agreed on | ssl."
            })
    void failuresOfTlsAreSaidInPlainWords(String cause, String sentence, String remedy) {
        var failure = new KafkaException(
                new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException(cause)));

        Finding finding = Refusals.of(failure, Map.of("security.protocol", "SSL"));

        assertThat(finding.level()).isEqualTo(Level.WRONG);
        assertThat(finding.sentence()).contains(sentence);
        assertThat(finding.remedy()).contains(remedy);
    }

    @Test
    void failuresOfSaslAreSaidInPlainWords() {
        assertThat(Refusals.of(
                                new SaslAuthenticationException(
                                        "Authentication failed during authentication due to invalid credentials"),
                                Map.of())
                        .sentence())
                .startsWith("the broker does not take these credentials");
        assertThat(Refusals.of(
                                new UnsupportedSaslMechanismException("enabled mechanisms are [SCRAM-SHA-512]"),
                                Map.of("sasl.mechanism", "PLAIN"))
                        .sentence())
                .contains("does not take SASL by PLAIN", "SCRAM-SHA-512");
    }

    @Test
    void silenceIsExplainedByWhatTheListenerMayWant() {
        assertThat(Refusals.of(new TimeoutException("timed out"), Map.of()).remedy())
                .contains("wants TLS or SASL", "security.protocol=");
        assertThat(Refusals.of(new TimeoutException("timed out"), Map.of("security.protocol", "SSL"))
                        .sentence())
                .contains("security.protocol is SSL");
    }

    @Test
    void settingsThatCannotBeUsedAreNamed() {
        Finding finding = Refusals.of(
                new KafkaException(
                        "Failed to create new KafkaAdminClient",
                        new ConfigException("Invalid value nothing for configuration ssl.truststore.type")),
                Map.of());

        assertThat(finding.sentence()).contains("--kafka-config cannot be used", "ssl.truststore.type");
    }
}
