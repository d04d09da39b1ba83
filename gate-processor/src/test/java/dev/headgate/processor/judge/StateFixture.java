package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What a release wrote into the judge's changelog in the middle of a rollout, kept as a file: each later release has to go
 * on from it. A file is written once, by {@link #main}, when a release changes what is written, and never changed.
 */
final class StateFixture {

    /** The last tick in the file; the canary holds 10 % since {@code START}. */
    static final Instant LAST_TICK = Instant.parse("2026-11-22T12:00:04Z");

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String POLICY = Checkout.POLICY.replace(
            "  - no success for 5s\n", "  - no success for 5s\n  - errorRate > 5% over 2m for 30s\n");

    private StateFixture() {}

    /**
     * Writes the file.
     *
     * @param args its path
     */
    public static void main(String[] args) throws IOException {
        KeyValueStore<String, byte[]> store = emptyStore();
        live(store);
        List<String> lines = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                lines.add(entry.key + "\t" + Base64.getEncoder().encodeToString(entry.value));
            }
        }
        Files.write(Path.of(args[0]), lines);
    }

    static KeyValueStore<String, byte[]> emptyStore() {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("judge-state"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties());
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    static void load(Path file, KeyValueStore<String, byte[]> store) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", 2);
            store.put(parts[0], Base64.getDecoder().decode(parts[1]));
        }
    }

    private static void live(KeyValueStore<String, byte[]> store) {
        TaskJudge judge =
                new TaskJudge(0, GateSettings.DEFAULTS, Policies::read, GateStep.OF_CORE, new JudgeStore(store));
        judge.take("gate.commands", 0, Checkout.start("cmd-1", "r-1", POLICY));
        Decision promote = judge.tick(START).outcomes().get(0).decisions().get(0);
        judge.take("executions", 0, Checkout.confirmed(promote, START));
        for (long second = 0; second < LAST_TICK.getEpochSecond() - START.getEpochSecond(); second++) {
            Instant at = START.plusSeconds(second);
            judge.take("gate.sketches", second * 3, Checkout.requests(Checkout.BASELINE, at, 50, 0, 20_000));
            judge.take("gate.sketches", second * 3 + 1, Checkout.requests(Checkout.CANARY, at, 50, 2, 30_000));
            judge.hear("gate.sketches", second * 3 + 2, Checkout.caughtUp(at.plusSeconds(1)));
            judge.tick(at.plusSeconds(1));
        }
        judge.write();
    }
}
