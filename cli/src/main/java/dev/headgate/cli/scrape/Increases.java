package dev.headgate.cli.scrape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far counters have come from page to page. A counter that is lower than before was reset, by a restart of what it is
 * counted in: it then has come as far as it says. So has one that is new on a page that was read before; one that was away
 * for some pages is not new. Not thread-safe.
 */
final class Increases {

    /** Of counters that are away so many are remembered: names may come and go without end. */
    private static final int MOST_AWAY = 10_000;

    private Map<String, Double> before = Map.of();
    private Map<String, Double> now = Map.of();
    private boolean begun;
    private boolean read;

    /**
     * The sum of the increases since the last page that was {@link #taken}.
     *
     * @return empty while nothing is known about before
     */
    OptionalDouble of(List<Sample> samples) {
        double sum = 0;
        for (Sample sample : samples) {
            double last = before.getOrDefault(sample.series(), 0.0);
            sum += sample.value() < last ? sample.value() : sample.value() - last;
        }
        Map<String, Double> values = new HashMap<>();
        samples.forEach(sample -> values.put(sample.series(), sample.value()));
        if (before.size() <= samples.size() + MOST_AWAY) {
            before.forEach(values::putIfAbsent);
        }
        now = values;
        read = true;
        return begun ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** What the latest page told is published: the next increase begins there. */
    void taken() {
        before = now;
        begun = read;
    }
}
