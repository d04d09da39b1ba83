package dev.headgate.cli.backtest;

import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Events of a rollout out of a seed: the baseline alone for a minute, then a canary with a tenth of the traffic, which
 * begins to fail after a given time. As a program it writes a file of JSON lines, to measure with.
 *
 * @param seed what they are made of
 * @param count how many events
 * @param perSecond how many a second
 * @param failsAfterSeconds from when on a third of the canary's requests fail
 */
public record RecordedEvents(long seed, long count, int perSecond, long failsAfterSeconds) {

    public static final long BEGINNING_MILLIS = 1_795_000_000_000L;
    public static final String BASELINE = "1.0";
    public static final String CANARY = "1.1";

    private static final long ALONE_MILLIS = 60_000;

    /** Arguments: the file, how many events, how many a second. */
    public static void main(String[] arguments) throws IOException {
        new RecordedEvents(1, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), Long.MAX_VALUE / 1_000)
                .writeTo(Path.of(arguments[0]));
    }

    public void writeTo(Path file) throws IOException {
        RequestEventWriter writer = new RequestEventWriter();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            forEach(event -> {
                try {
                    out.write(writer.write(event));
                    out.write('\n');
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    public void forEach(Consumer<RequestEvent> events) {
        Random random = new Random(seed);
        for (long i = 0; i < count; i++) {
            long since = i * 1_000 / perSecond;
            boolean canary = since >= ALONE_MILLIS && random.nextInt(10) == 0;
            boolean failed = random.nextDouble() < (canary && since >= failsAfterSeconds * 1_000 ? 0.33 : 0.002);
            events.accept(new RequestEvent(
                    "shop",
                    canary ? CANARY : BASELINE,
                    random.nextInt(4) == 0 ? "POST /orders" : "GET /articles",
                    Labels.NONE,
                    BEGINNING_MILLIS + since,
                    (long) (30_000 * Math.exp(0.4 * random.nextGaussian())),
                    failed ? Outcome.ERROR : Outcome.SUCCESS,
                    Optional.of("r-" + i)));
        }
    }
}
