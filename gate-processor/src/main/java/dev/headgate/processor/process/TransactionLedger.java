package dev.headgate.processor.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional ids that this process uses, on disk, so that after a kill the next process can fence them at once.
 *
 * <p>Otherwise a dead process's open transaction holds back every read_committed reader of what it wrote until the
 * transaction times out: each start draws new ids, so nothing fences the old ones by itself.
 *
 * <p>Thread safe. Holds a lock on its file as long as it is open: two processes on one state directory would fence each
 * other.
 */
public final class TransactionLedger implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TransactionLedger.class);
    private static final Duration LONGEST_FENCING = Duration.ofSeconds(10);
    private static final String SUFFIX = ".transactional-ids";

    private final Path file;
    private final FileChannel lockChannel;
    private final List<String> leftovers;
    private volatile List<String> unfenced;

    /**
     * Opens an application's ledger in a state directory, which is made if it is not there.
     *
     * @param applicationId the application whose transactions it holds
     * @throws IOException if the directory cannot be written, or another process uses it
     */
    public TransactionLedger(Path stateDirectory, String applicationId) throws IOException {
        Files.createDirectories(stateDirectory);
        file = stateDirectory.resolve(applicationId + SUFFIX);
        lockChannel = FileChannel.open(
                stateDirectory.resolve(applicationId + SUFFIX + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!locked(lockChannel)) {
            lockChannel.close();
            throw new IOException(stateDirectory + " is in use by another gate process; give each its own state.dir");
        }
        leftovers = Files.exists(file) ? Files.readAllLines(file) : List.of();
        unfenced = leftovers;
    }

    /** The ids of earlier processes that did not end in order and were not fenced yet when this ledger was opened. */
    public List<String> leftovers() {
        return leftovers;
    }

    /**
     * Has the brokers abort what earlier processes left open. If they do not answer, readers wait for the transaction time-out.
     *
     * @throws IOException if the ledger cannot be written
     */
    void fenceLeftovers(Admin admin) throws IOException {
        if (leftovers.isEmpty()) {
            return;
        }
        log.info("{} was not left in order last time; fencing {}", file, leftovers);
        try {
            admin.fenceProducers(leftovers).all().get(LONGEST_FENCING.toMillis(), TimeUnit.MILLISECONDS);
            unfenced = List.of();
            clear();
        } catch (ExecutionException | TimeoutException notFenced) {
            log.warn("{}: leftovers not fenced; readers wait for the transaction time-out", file, notFenced);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Strikes out the ids of this process, which cannot have an open transaction any more. Leftovers that were not fenced are kept
     * for the next start.
     */
    public synchronized void clear() throws IOException {
        if (unfenced.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Path kept = file.resolveSibling(file.getFileName() + ".new");
            Files.write(kept, unfenced);
            Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Writes down an id before it is used. */
    public synchronized void record(String transactionalId) {
        try {
            Files.writeString(
                    file,
                    transactionalId + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        } catch (IOException unwritable) {
            log.warn("Cannot write {}: after a kill, readers wait for the transaction time-out", file, unwritable);
        }
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (java.nio.channels.OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }
}
