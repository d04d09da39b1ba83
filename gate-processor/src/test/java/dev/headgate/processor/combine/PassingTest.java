package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class PassingTest {

    @Test
    void namesThatCannotBeResolvedArePassingOnlyWhereTheyOnceCould() {
        Throwable failure = failureOfAClientWith(Map.of("bootstrap.servers", "broker.invalid:9092"));

        assertThat(Passing.is(failure)).isFalse();
        assertThat(Passing.isAtRenewal(failure)).isTrue();
    }

    @Test
    void otherMistakesInSettingsAreNeverPassing() {
        Throwable failure = failureOfAClientWith(Map.of("bootstrap.servers", "127.0.0.1:9092", "linger.ms", "soon"));

        assertThat(failure).isInstanceOf(ConfigException.class);
        assertThat(Passing.isAtRenewal(failure)).isFalse();
    }

    @Test
    void whatIsPassingIsSoAtRenewalToo() {
        assertThat(Passing.isAtRenewal(new IllegalStateException(new TimeoutException("on purpose, in a test"))))
                .isTrue();
    }

    private static Throwable failureOfAClientWith(Map<String, Object> settings) {
        return catchThrowable(
                () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()).close());
    }
}
