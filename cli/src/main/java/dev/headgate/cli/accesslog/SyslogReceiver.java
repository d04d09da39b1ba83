package dev.headgate.cli.accesslog;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Receives syslog messages over UDP, a line each, and publishes them at most once: what the network or the socket drops is
 * not known to anybody, what comes faster than Kafka takes it is dropped here and counted. Closing it publishes what has
 * come. Thread-safe.
 */
public final class SyslogReceiver implements AutoCloseable {

    private static final int WAITING_LINES = 100_000;
    private static final int LINES = 2_000;
    private static final long GATHER_MILLIS = 50;
    private static final int SOCKET_BYTES = 4 * 1_024 * 1_024;
    private static final String SOURCE = "syslog";

    private final DatagramSocket socket;
    private final LogFormat format;
    private final RequestMapping mapping;
    private final Tally tally;
    private final Complaints complaints;
    private final HarvestRecords records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING_LINES);

    /**
     * Begins to listen.
     *
     * @param client settings of Kafka's clients
     * @param told takes what somebody should know, in a sentence
     * @throws IOException if the address cannot be listened at
     */
    public SyslogReceiver(
            InetSocketAddress address,
            LogFormat format,
            RequestMapping mapping,
            Tally tally,
            Properties client,
            TopicCatalogue catalogue,
            Consumer<String> told)
            throws IOException {
        this.format = format;
        this.mapping = mapping;
        this.tally = tally;
        complaints = new Complaints(told, InstantSource.system());
        records = new HarvestRecords(catalogue, SOURCE, InstantSource.system());
        socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(SOCKET_BYTES);
        Properties properties = FilePublisher.producing(client);
        properties.setProperty("delivery.timeout.ms", "120000");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        Thread listening = new Thread(this::listen, SOURCE);
        listening.setDaemon(true);
        listening.start();
    }

    /** Where it listens. */
    public InetAddress address() {
        return socket.getLocalAddress();
    }

    /** Its port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Publishes what comes until the thread is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
            publishWaiting();
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            publishWaiting();
        } finally {
            producer.close();
        }
    }

    private void listen() {
        byte[] bytes = new byte[FollowedFile.LONGEST_LINE];
        while (!socket.isClosed()) {
            DatagramPacket message = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(message);
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot receive syslog", e);
            }
            String text = new String(bytes, 0, message.getLength(), StandardCharsets.UTF_8);
            if (!waiting.offer(new Line(text, 0))) {
                tally.dropped();
            }
        }
    }

    private synchronized void publishWaiting() {
        while (!waiting.isEmpty()) {
            List<Line> lines = new ArrayList<>();
            waiting.drainTo(lines, LINES);
            publish(lines);
        }
    }

    private void publish(List<Line> lines) {
        Harvest harvest = Harvest.of(lines, format, mapping);
        FileReceiver.count(harvest, tally);
        complaints.about(harvest, tally);
        records.of(harvest).forEach(this::send);
    }

    private void send(HarvestRecords.Outgoing outgoing) {
        try {
            // The callback hears what the future would tell.
            var unused = producer.send(outgoing.record(), (metadata, failure) -> {
                if (failure == null) {
                    tally.published(outgoing.requests());
                } else {
                    tally.lost(outgoing.requests());
                }
            });
        } catch (InterruptException e) {
            tally.lost(outgoing.requests());
            throw e;
        } catch (RuntimeException e) {
            tally.lost(outgoing.requests());
        }
    }
}
