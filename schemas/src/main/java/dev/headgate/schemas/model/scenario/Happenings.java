package dev.headgate.schemas.model.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens in a scenario.
 *
 * @param traffic how requests are answered
 * @param figures what is measured beside them
 * @param deeds what people do
 * @param conduct how decisions are carried out
 * @param late what arrives late
 * @param gateStops when the gate stands still
 * @param combinerStops when the combiners stand still; what came meanwhile is caught up afterwards
 * @param restarts when the gate is taken down and up again, with what it had written
 */
public record Happenings(
        List<TrafficChange> traffic,
        List<FigureSource> figures,
        List<Deed> deeds,
        List<RunbookConduct> conduct,
        List<LateTelemetry> late,
        List<Stretch> gateStops,
        List<Stretch> combinerStops,
        List<Duration> restarts) {

    /** Nothing. */
    public static final Happenings NONE =
            new Happenings(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Happenings {
        traffic = List.copyOf(traffic);
        figures = List.copyOf(figures);
        deeds = List.copyOf(deeds);
        conduct = List.copyOf(conduct);
        late = List.copyOf(late);
        gateStops = List.copyOf(gateStops);
        combinerStops = List.copyOf(combinerStops);
        restarts = List.copyOf(restarts);
    }

    /** These and others; where they contradict each other the others count. */
    public Happenings and(Happenings others) {
        return new Happenings(
                both(traffic, others.traffic),
                both(figures, others.figures),
                both(deeds, others.deeds),
                both(conduct, others.conduct),
                both(late, others.late),
                both(gateStops, others.gateStops),
                both(combinerStops, others.combinerStops),
                both(restarts, others.restarts));
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
