package dev.headgate.it.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.RunDirectory;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Which broker a suite runs on. */
public enum BrokerKind {
    /** A child process made of Maven artifacts, tuned for short time-outs. */
    CHILD_PROCESS {
        @Override
        TestBroker start(RunDirectory run) throws InterruptedException {
            return child(BrokerOptions.quick(), run);
        }
    },
    /** A child process as production has it: no setting but the listeners' is changed. */
    STOCK {
        @Override
        TestBroker start(RunDirectory run) throws InterruptedException {
            return child(BrokerOptions.stock(), run);
        }
    },
    /**
     * The same with the settings that decide how long a failure is felt: shorter sessions are allowed, and abandoned
     * transactions are looked for every 500 ms.
     */
    TUNED {
        @Override
        TestBroker start(RunDirectory run) throws InterruptedException {
            return child(
                    BrokerOptions.stock()
                            .with("group.min.session.timeout.ms", "500")
                            .with("group.initial.rebalance.delay.ms", "0")
                            .with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
                    run);
        }
    },
    /** The Apache image through Testcontainers; {@code HEADGATE_KAFKA_IMAGE} names another. */
    CONTAINER {
        @Override
        TestBroker start(RunDirectory run) {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return abort("no Docker engine answers, so nothing runs on containers here");
            }
            KafkaContainer kafka = new KafkaContainer(image()).withEnv(AS_QUICK_AS_THE_CHILD_PROCESS);
            kafka.start();
            return new TestBroker(kafka.getBootstrapServers(), kafka::stop);
        }
    };

    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final Map<String, String> AS_QUICK_AS_THE_CHILD_PROCESS = Map.of(
            "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "500",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    /** Starts one, or skips the test where that is not possible. */
    abstract TestBroker start(RunDirectory run) throws InterruptedException;

    private static TestBroker child(BrokerOptions options, RunDirectory run) throws InterruptedException {
        LocalBroker broker = LocalBroker.start(options, run);
        return new TestBroker(broker.bootstrapServers(), broker);
    }

    private static DockerImageName image() {
        return DockerImageName.parse(Optional.ofNullable(System.getenv("HEADGATE_KAFKA_IMAGE"))
                        .orElse(IMAGE))
                .asCompatibleSubstituteFor("apache/kafka");
    }
}
