package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Follows a rollout from its start to its end, and the traffic a little longer. Not thread-safe. */
final class DemoFollower {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(200);
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);
    private static final long REQUESTS_AFTERWARDS = 200;

    private final Function<Duration, List<DemoEvent>> records;
    private final Supplier<Traffic> splitter;
    private final DemoDisplay display;
    private final InstantSource clock;
    private Instant nextReading = Instant.MIN;

    /**
     * @param records gives what has come, waiting at most as long as given
     * @param splitter asks the splitter
     */
    DemoFollower(
            Function<Duration, List<DemoEvent>> records,
            Supplier<Traffic> splitter,
            DemoDisplay display,
            InstantSource clock) {
        this.records = records;
        this.splitter = splitter;
        this.display = display;
        this.clock = clock;
    }

    /** Folds everything until the rollout is over or the deadline has come. */
    DemoState follow(DemoState begin, Instant deadline) {
        DemoState state = begin;
        while (!state.over() && clock.instant().isBefore(deadline)) {
            state = step(state);
        }
        return state;
    }

    /** What happens to the requests that come afterwards; empty if too few came before the deadline. */
    Optional<Aftermath> afterwards(DemoState end, Instant deadline) {
        DemoState state = end;
        Instant settled = clock.instant().plus(IN_FLIGHT);
        while (clock.instant().isBefore(settled)) {
            state = step(state);
        }
        Traffic first = splitter.get();
        Traffic last = first;
        while (requests(last) - requests(first) < REQUESTS_AFTERWARDS) {
            if (!clock.instant().isBefore(deadline)) {
                return Optional.empty();
            }
            state = step(state);
            last = splitter.get();
        }
        return Optional.of(new Aftermath(first, last));
    }

    private DemoState step(DemoState before) {
        DemoState state = before;
        for (DemoEvent event : records.apply(POLL)) {
            state = fold(state, event);
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextReading)) {
            nextReading = now.plus(BETWEEN_READINGS);
            state = fold(state, splitter.get());
        }
        display.passed(state, now);
        return state;
    }

    private DemoState fold(DemoState before, DemoEvent event) {
        display.happened(event, before);
        return before.after(event);
    }

    private static long requests(Traffic traffic) {
        return traffic.canaryRequests() + traffic.baselineRequests();
    }
}
