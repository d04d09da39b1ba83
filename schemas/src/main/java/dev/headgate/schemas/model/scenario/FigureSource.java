package dev.headgate.schemas.model.scenario;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A measurement that is made again and again during a stretch. Of several of the same kind, name, labels and version the
 * last one given counts.
 *
 * @param kind what sort of figure
 * @param name its name
 * @param labels its labels
 * @param side the version that it belongs to; empty for the service as a whole
 * @param during when
 * @param every from one measurement to the next; of an alert it is raised once and is over at the stretch's end
 * @param first its value at the beginning; empty when nothing is measured
 * @param last its value at the end: it changes evenly from the one to the other
 * @param spread of a distribution the standard deviation of its values' logarithm
 * @param total all events of a ratio, of which the value is the share of good ones; 1 otherwise
 */
public record FigureSource(
        Measurement.Kind kind,
        String name,
        SortedMap<String, String> labels,
        Optional<Side> side,
        Stretch during,
        Duration every,
        Optional<Double> first,
        Optional<Double> last,
        double spread,
        double total) {

    /** Copies the labels. */
    public FigureSource {
        labels = Labels.copy(labels);
    }

    /** Whether the other speaks of the same figure. */
    public boolean sameFigureAs(FigureSource other) {
        return kind == other.kind && name.equals(other.name) && labels.equals(other.labels) && side.equals(other.side);
    }
}
