package dev.headgate.processor.process;

import dev.headgate.process.Health;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.streams.ObservedClients;
import dev.headgate.processor.streams.StreamsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the gate's Streams applications, running.
 *
 * <p>Thread safe.
 */
final class StreamsApplication implements RunningApplication {

    private static final Logger log = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final String id;
    private final TransactionLedger ledger;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;

    /**
     * Makes the application, aborts what an earlier process of it left open, and starts it.
     *
     * @param name {@code combine} or {@code judge}
     * @param topology makes the topology, given the clients of its stream threads
     * @throws IOException if another process uses the same state directory
     */
    StreamsApplication(
            String name,
            GateConfiguration settings,
            Function<ObservedClients, Topology> topology,
            Admin admin,
            MeterRegistry meters)
            throws IOException {
        id = StreamsProperties.applicationId(settings, name);
        ledger = new TransactionLedger(settings.stateDirectory(), id);
        ledger.fenceLeftovers(admin);
        ObservedClients clients = new ObservedClients(ledger::record);
        streams = new KafkaStreams(topology.apply(clients), StreamsProperties.of(settings, name), clients);
        streams.setUncaughtExceptionHandler(new ThreadReplacement(id));
        streams.setStateListener((now, before) -> log.info("{} is {}, was {}", id, now, before));
        streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(meters);
        streams.start();
    }

    @Override
    public Health live() {
        KafkaStreams.State state = streams.state();
        boolean dead = state == KafkaStreams.State.ERROR || state.hasCompletedShutdown();
        return new Health(!dead, id + " " + state);
    }

    @Override
    public Health ready() {
        return new Health(streams.state() == KafkaStreams.State.RUNNING, id + " " + streams.state());
    }

    @Override
    public void close() throws IOException {
        boolean stopped = streams.close(CloseOptions.timeout(LONGEST_STOP)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        streamsMetrics.close();
        if (stopped) {
            ledger.clear();
        } else {
            log.warn("{} did not stop within {}; its open transaction is fenced at the next start", id, LONGEST_STOP);
        }
        ledger.close();
    }
}
