package dev.headgate.console.http;

import dev.headgate.client.DirectDecisions;
import dev.headgate.client.HoldOrders;
import dev.headgate.console.command.ExecutorLine;
import dev.headgate.schemas.model.Decision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Executors that say what the test wants, and remember what they were told. Three partitions. */
final class TestExecutors implements ExecutorLine {

    static final int PARTITIONS = 3;

    final List<Decision> words = new CopyOnWriteArrayList<>();
    final List<HoldOrders.Order> orders = new CopyOnWriteArrayList<>();
    final AtomicReference<Function<Decision, DirectDecisions.Outcome>> answer =
            new AtomicReference<>(word -> new DirectDecisions.Outcome.Silence(false));
    final AtomicReference<HoldOrders.Outcome> taken =
            new AtomicReference<>(new HoldOrders.Outcome(PARTITIONS, PARTITIONS, List.of()));

    @Override
    public DirectDecisions.Outcome say(Decision word, Duration timeout) {
        words.add(word);
        return answer.get().apply(word);
    }

    @Override
    public HoldOrders.Outcome order(HoldOrders.Order order, Duration timeout) {
        orders.add(order);
        return taken.get();
    }

    @Override
    public int partitions() {
        return PARTITIONS;
    }
}
