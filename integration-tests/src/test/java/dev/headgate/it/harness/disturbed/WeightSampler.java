package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.guarantees.Sample;
import dev.headgate.local.proxy.RuntimeApiClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at the weights in force many times a second. */
final class WeightSampler implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(40).toNanos();

    private final Map<String, RuntimeApiClient> proxies;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::sample, "weights");
    private volatile boolean closed;

    /** @param proxies HAProxies by the service whose traffic they share */
    WeightSampler(Map<String, RuntimeApiClient> proxies) {
        this.proxies = Map.copyOf(proxies);
        thread.setDaemon(true);
        thread.start();
    }

    /** All so far, by time. */
    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }

    private void sample() {
        while (!closed) {
            proxies.forEach(this::sample);
            Await.instant(System.nanoTime() + PAUSE);
        }
    }

    private void sample(String service, RuntimeApiClient proxy) {
        try {
            Sample sample = look(service, proxy);
            synchronized (samples) {
                samples.add(sample);
            }
        } catch (UncheckedIOException unanswered) {
            // The next look is a moment away.
            return;
        }
    }

    static Sample look(String service, RuntimeApiClient proxy) {
        long begin = System.nanoTime();
        String[] answers = proxy.ask("get weight %1$s/2.0; get weight %1$s/1.0".formatted(service))
                .strip()
                .split("\\s*\\n\\s*", -1);
        return new Sample(service, begin, System.nanoTime(), weight(answers[0]), weight(answers[1]));
    }

    private static int weight(String answer) {
        return Integer.parseInt(answer.split(" ", 2)[0]);
    }
}
