package dev.headgate.cli.accesslog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Publishes a file's lines exactly once: what it holds and how far it was read are one transaction. While Kafka does not
 * answer nothing is read; then it goes on where the last transaction ended. Not thread-safe.
 */
public final class FileReceiver {

    private static final int LINES = 2_000;
    private static final long IDLE_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;

    private final Path file;
    private final boolean fromBeginning;
    private final LogFormat format;
    private final RequestMapping mapping;
    private final Tally tally;
    private final Complaints complaints;
    private final Consumer<String> told;

    /**
     * A receiver that has not begun.
     *
     * @param fromBeginning whether a file that was never read is read from its beginning
     * @param told takes what somebody should know, in a sentence
     */
    public FileReceiver(
            Path file,
            boolean fromBeginning,
            LogFormat format,
            RequestMapping mapping,
            Tally tally,
            Consumer<String> told) {
        this.file = file;
        this.fromBeginning = fromBeginning;
        this.format = format;
        this.mapping = mapping;
        this.tally = tally;
        this.told = told;
        complaints = new Complaints(told, InstantSource.system());
    }

    /**
     * Follows the file until the thread is interrupted.
     *
     * @param publishers opens a publisher; a new one after each failure of Kafka
     * @param ready is run when the file is open for the first time
     * @throws IOException if the file cannot be read
     * @throws KafkaException if Kafka refuses, or another receiver of the same name has begun
     */
    public void run(Supplier<FilePublisher> publishers, Runnable ready) throws IOException, InterruptedException {
        Runnable first = ready;
        Optional<Position> last = Optional.empty();
        while (true) {
            try (FilePublisher publisher = publishers.get()) {
                Optional<Position> left = publisher.position();
                try (FollowedFile followed =
                        FollowedFile.open(file, left.isPresent() ? left : last, fromBeginning, told)) {
                    last = Optional.of(followed.position());
                    if (left.isEmpty()) {
                        publisher.publish(Harvest.of(List.of(), format, mapping), followed.position());
                    }
                    first.run();
                    first = () -> {};
                    follow(followed, publisher);
                }
            } catch (ProducerFencedException
                    | InvalidProducerEpochException
                    | AuthorizationException
                    | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                told.accept("Kafka did not take what was read, it is tried again: " + e.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void follow(FollowedFile followed, FilePublisher publisher) throws IOException, InterruptedException {
        while (true) {
            List<Line> lines = followed.read(LINES);
            if (lines.isEmpty()) {
                Thread.sleep(IDLE_MILLIS);
                continue;
            }
            Harvest harvest = Harvest.of(lines, format, mapping);
            publisher.publish(harvest, followed.position());
            tally.published(harvest.requests());
            count(harvest, tally);
            complaints.about(harvest, tally);
        }
    }

    static void count(Harvest harvest, Tally tally) {
        tally.unreadable(harvest.unreadable().size());
        for (Map.Entry<RequestMapping.Why, Integer> each : harvest.leftOut().entrySet()) {
            tally.leftOut(each.getKey(), each.getValue());
        }
    }
}
