package dev.headgate.telemetry;

import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.List;

/** Batches of request events: one is due when its first event is older than the linger, or when it is full. */
final class RequestBatches {

    /** With the longest names and ids such a batch stays under the limit of 1 MiB. */
    static final int MOST_EVENTS = 500;

    private final RequestEventWriter writer = new RequestEventWriter();
    private final String service;
    private final String version;
    private final long lingerMillis;
    private final List<RequestEvent> events = new ArrayList<>();
    private long firstAtMillis;

    RequestBatches(String service, String version, long lingerMillis) {
        this.service = service;
        this.version = version;
        this.lingerMillis = lingerMillis;
    }

    void add(RecordedRequest request) {
        if (events.isEmpty()) {
            firstAtMillis = request.completedAtMillis();
        }
        events.add(new RequestEvent(
                service,
                version,
                request.operation(),
                Labels.NONE,
                request.completedAtMillis(),
                request.latencyMicros(),
                request.outcome(),
                request.requestId()));
    }

    List<Outgoing> due(long nowMillis, boolean everything) {
        List<Outgoing> values = new ArrayList<>();
        while (events.size() >= MOST_EVENTS || (!events.isEmpty() && (everything || isOld(nowMillis)))) {
            List<RequestEvent> batch = events.subList(0, Math.min(MOST_EVENTS, events.size()));
            values.add(new Outgoing(writer.write(service, version, batch), batch.size()));
            batch.clear();
        }
        return values;
    }

    /** A clock set back makes a batch old too: waiting for it could take hours. */
    private boolean isOld(long nowMillis) {
        return nowMillis - firstAtMillis >= lingerMillis || nowMillis < firstAtMillis;
    }
}
