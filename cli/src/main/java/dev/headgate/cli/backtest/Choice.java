package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import java.util.Optional;

/** Chooses what is of one service, says which version it counts for, and counts. Not thread-safe. */
final class Choice {

    private final VersionRule versions;
    private final BadLines bad = new BadLines();
    private Optional<String> service;
    private long events;
    private long otherServices;
    private long measurements;

    /** @param service the service; empty for the first that is found */
    Choice(VersionRule versions, Optional<String> service) {
        this.versions = versions;
        this.service = service;
    }

    /**
     * A request as it counts; empty if it is another service's.
     *
     * @throws IllegalArgumentException if its version cannot be told
     */
    Optional<RequestEvent> of(RequestEvent event) {
        if (!isOurs(event.service(), 1)) {
            return Optional.empty();
        }
        RequestEvent placed = versions.apply(event);
        events++;
        return Optional.of(placed);
    }

    /**
     * Combined requests as they count; empty if they are another service's.
     *
     * @throws IllegalArgumentException if their version cannot be told
     */
    Optional<SeriesSecond> of(String ofService, SeriesSecond part) {
        if (!isOurs(ofService, part.requests())) {
            return Optional.empty();
        }
        SeriesSecond placed = versions.apply(part);
        events += part.requests();
        return Optional.of(placed);
    }

    /** Measurements, which no backtest judges by. */
    void leaveOut(String ofService, long found) {
        if (isOurs(ofService, 0)) {
            measurements += found;
        }
    }

    /** Measurements of the service that are left out. */
    long measurements() {
        return measurements;
    }

    /** Requests that count. */
    long events() {
        return events;
    }

    /** Requests of other services. */
    long otherServices() {
        return otherServices;
    }

    /** The service, as soon as anything of one was found. */
    Optional<String> service() {
        return service;
    }

    /** What could not be used. */
    BadLines bad() {
        return bad;
    }

    private boolean isOurs(String ofService, long requests) {
        if (service.isEmpty()) {
            service = Optional.of(ofService);
        }
        boolean ours = service.get().equals(ofService);
        otherServices += ours ? 0 : requests;
        return ours;
    }
}
