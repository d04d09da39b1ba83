package dev.headgate.console.http;

import dev.headgate.client.DirectDecisions;
import dev.headgate.client.HoldOrders;
import dev.headgate.console.command.ExecutorLine;
import dev.headgate.schemas.model.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    final AtomicReference<Function<HoldOrders.Order, HoldOrders.Outcome>> obeys =
            new AtomicReference<>(order -> new HoldOrders.Outcome(PARTITIONS, PARTITIONS, List.of()));
    final AtomicReference<Optional<RuntimeException>> away = new AtomicReference<>(Optional.empty());

    @Override
    public DirectDecisions.Outcome say(Decision word, Duration timeout) {
        words.add(word);
        return answer.get().apply(word);
    }

    @Override
    public HoldOrders.Outcome order(HoldOrders.Order order, Duration timeout) {
        orders.add(order);
        return obeys.get().apply(order);
    }

    @Override
    public int partitions() {
        away.get().ifPresent(problem -> {
            throw problem;
        });
        return PARTITIONS;
    }
}
