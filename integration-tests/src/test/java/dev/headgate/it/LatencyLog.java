package dev.headgate.it;

import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One version's events in the order of their publishing, to find the one that decides. */
final class LatencyLog implements Consumer<RequestEvent> {

    private final String version;
    private final List<RequestEvent> events = new CopyOnWriteArrayList<>();

    LatencyLog(String version) {
        this.version = version;
    }

    @Override
    public void accept(RequestEvent event) {
        if (event.version().equals(version)) {
            events.add(event);
        }
    }

    /** When the first failed request was completed. */
    Instant firstError() {
        return events.stream()
                .filter(event -> event.outcome() == Outcome.ERROR)
                .findFirst()
                .map(LatencyLog::completedAt)
                .orElseThrow();
    }

    /** When the request was completed with which, since a window's start, the share of errors exceeds the limit. */
    Instant firstOver(double limit, int minimumRequests, Instant windowStart) {
        int requests = 0;
        int errors = 0;
        for (RequestEvent event : events) {
            if (!completedAt(event).isBefore(windowStart)) {
                requests++;
                errors += event.outcome() == Outcome.ERROR ? 1 : 0;
                if (requests >= minimumRequests && errors > limit * requests) {
                    return completedAt(event);
                }
            }
        }
        throw new IllegalStateException("the limit was never exceeded");
    }

    private static Instant completedAt(RequestEvent event) {
        return Instant.ofEpochMilli(event.completedAtMillis());
    }
}
