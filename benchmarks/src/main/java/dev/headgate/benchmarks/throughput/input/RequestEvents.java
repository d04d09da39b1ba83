package dev.headgate.benchmarks.throughput.input;

import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Request events as JSON, single or so many of one version in a record. */
final class RequestEvents implements Messages {

    private static final int BATCH = 20;

    private final RequestEventWriter writer = new RequestEventWriter();
    private final List<Series> all;
    private final int operations;
    private final int perRecord;

    private RequestEvents(SeriesSet series, int perRecord) {
        all = series.all();
        operations = series.operations();
        this.perRecord = perRecord;
    }

    static RequestEvents single(SeriesSet series) {
        return new RequestEvents(series, 1);
    }

    static RequestEvents batches(SeriesSet series) {
        return new RequestEvents(series, BATCH);
    }

    @Override
    public Message next(SplittableRandom random, long nowMillis, Totals totals) {
        int drawn = random.nextInt(all.size());
        if (perRecord == 1) {
            Series series = all.get(drawn);
            RequestEvent event = event(series, random, nowMillis, totals);
            return new Message(
                    series.service() + "/" + series.version() + "/" + series.operation(), writer.write(event), 1);
        }
        int first = drawn - drawn % operations;
        List<RequestEvent> events = new ArrayList<>(perRecord);
        for (int i = 0; i < perRecord; i++) {
            events.add(event(all.get(first + random.nextInt(operations)), random, nowMillis, totals));
        }
        Series series = all.get(first);
        return new Message(
                series.service() + "/" + series.version(),
                writer.write(series.service(), series.version(), events),
                perRecord);
    }

    @Override
    public Message closing(long millis) {
        var event = new RequestEvent(
                Closing.SERVICE, "1", "closing", Labels.NONE, millis, 1, Outcome.SUCCESS, Optional.empty());
        byte[] value = perRecord == 1 ? writer.write(event) : writer.write(Closing.SERVICE, "1", List.of(event));
        return new Message(Closing.KEY, value, 1);
    }

    private static RequestEvent event(Series series, SplittableRandom random, long nowMillis, Totals totals) {
        long latencyMicros = Requests.latencyMicros(random);
        boolean failed = Requests.fails(random);
        totals.add(series, latencyMicros, failed);
        return new RequestEvent(
                series.service(),
                series.version(),
                series.operation(),
                Labels.NONE,
                Requests.completedAtMillis(random, nowMillis),
                latencyMicros,
                failed ? Outcome.ERROR : Outcome.SUCCESS,
                Optional.of(Requests.requestId(random)));
    }
}
