package dev.headgate.benchmarks.loops;

import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.Signature;
import dev.headgate.schemas.signing.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One look at a rollout, and what a decision costs beyond that. */
@State(Scope.Thread)
public class JudgeLoops {

    private static final int DECISION_BYTES = 4_096;

    private final WatchedRollout rollout = new WatchedRollout();
    private final byte[] decision = new byte[DECISION_BYTES];
    private final SigningKey key = key();

    @Benchmark
    public Object tick() {
        return rollout.tick();
    }

    @Benchmark
    public Signature sign() {
        return key.sign(decision);
    }

    private static SigningKey key() {
        try {
            Path directory = Files.createTempDirectory("headgate-benchmark");
            KeyFiles files = KeyFiles.create(directory.resolve("keys"), "gate");
            SigningKey key = SigningKey.load(files.privateKey());
            Files.delete(files.privateKey());
            Files.delete(files.publicKey());
            Files.delete(directory.resolve("keys"));
            Files.delete(directory);
            return key;
        } catch (IOException failed) {
            throw new UncheckedIOException("a key could not be made", failed);
        }
    }
}
