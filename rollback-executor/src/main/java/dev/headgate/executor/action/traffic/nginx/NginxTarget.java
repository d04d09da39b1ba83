package dev.headgate.executor.action.traffic.nginx;

import dev.headgate.executor.action.Program;
import dev.headgate.executor.action.traffic.TargetReading;
import dev.headgate.executor.action.traffic.TrafficTarget;
import dev.headgate.schemas.model.Action.NginxSplit;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * NGINX that splits requests by a file of ours.
 *
 * <p>The file is replaced whole and at once, tested, and put back if NGINX refuses it, so that nobody else's reload fails
 * by it. What is in force is what NGINX itself answers, {@value #ANSWERS} times in a row on connections of their own: for
 * a moment workers with the old and the new configuration take connections beside each other. Connections that are kept
 * alive stay with the worker that has them, and so with the old share, until they end ({@code worker_shutdown_timeout}).
 */
public final class NginxTarget implements TrafficTarget {

    static final int ANSWERS = 5;

    private static final Duration SLOWEST_SET = Duration.ofSeconds(20);

    private final NginxSplit action;
    private final Split decided;
    private final Path file;
    private final InForce inForce;

    private NginxTarget(NginxSplit action, Split decided) {
        this.action = action;
        this.decided = decided;
        this.file = Path.of(action.file());
        this.inForce = new InForce(action.state());
    }

    /**
     * The target of an action.
     *
     * @throws IllegalArgumentException if a version has another form, or NGINX cannot express the share
     */
    public static NginxTarget of(NginxSplit action) {
        return new NginxTarget(action, Split.of(action.weight(), action.canary(), action.baseline()));
    }

    @Override
    public String address() {
        return action.state();
    }

    @Override
    public Duration slowestSet() {
        return SLOWEST_SET;
    }

    @Override
    public TargetReading read(Duration timeout) throws IOException {
        String answer = inForce.ask(timeout).strip();
        boolean same = answer.equals(decided.text());
        for (int more = 1; same && more < ANSWERS; more++) {
            answer = inForce.ask(timeout).strip();
            same = answer.equals(decided.text());
        }
        Weight share =
                Split.read(answer).map(found -> found.shareOf(action.canary())).orElse(Weight.NONE);
        boolean set = same && written().filter(wanted()::equals).isPresent();
        return new TargetReading(share, set, set, answer.isEmpty() ? "an empty answer" : answer);
    }

    @Override
    public void set(TargetReading before, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        writeTested(timeout);
        Program.Ended reloaded =
                Program.run(action.reload(), Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        if (!reloaded.succeeded()) {
            throw new IOException("NGINX was not reloaded: " + reloaded.description());
        }
    }

    private void writeTested(Duration timeout) throws IOException, InterruptedException {
        Optional<String> former = written();
        boolean good = false;
        try {
            write(wanted());
            Program.Ended tested = Program.run(action.test(), timeout);
            good = tested.succeeded();
            if (tested.exitCode().isEmpty()) {
                throw new IOException("NGINX's configuration was not tested: " + tested.description());
            }
            if (!good) {
                throw new IllegalArgumentException("NGINX refused its configuration: " + tested.description());
            }
        } finally {
            if (!good) {
                putBack(former);
            }
        }
    }

    private String wanted() {
        return decided.file(action.variable(), action.key());
    }

    private Optional<String> written() throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private void putBack(Optional<String> former) throws IOException {
        if (former.isPresent()) {
            write(former.get());
        } else {
            Files.deleteIfExists(file);
        }
    }

    private void write(String text) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".headgate");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
