package dev.headgate.core.comparison;

import dev.headgate.core.evidence.Tempering;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much the events of a version come in clusters, by level.
 *
 * @param levels {@code errorRate} and quantiles as {@code p95}
 */
public record Clustering(Map<String, Tempering> levels) {

    private static final double CAUTION = 2;

    /** Nothing is known: the stated default applies. */
    public static final Clustering UNKNOWN = new Clustering(Map.of());

    /** Copies the map. */
    public Clustering {
        levels = Map.copyOf(levels);
    }

    /** Of a level; for a quantile that is not learned, of the nearest that is. */
    Tempering tempering(String level) {
        Tempering known = levels.get(level);
        if (known != null) {
            return known;
        }
        if (!level.startsWith("p")) {
            return Tempering.byDefault(0);
        }
        double quantile = Double.parseDouble(level.substring(1));
        return new TreeMap<>(levels)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("p"))
                        .min(Comparator.comparingDouble(entry ->
                                Math.abs(Double.parseDouble(entry.getKey().substring(1)) - quantile)))
                        .map(Map.Entry::getValue)
                        .orElse(Tempering.byDefault(0));
    }

    /**
     * Of one operation: the larger factor of this and what the operation's own minutes tell, and twice as much as this where
     * they do not tell anything yet.
     */
    Clustering ofOperation(Map<String, Tempering> own) {
        TreeMap<String, Tempering> cautious = new TreeMap<>();
        Stream.concat(Stream.of(Level.ERROR_RATE), Level.QUANTILES.stream().map(Level::nameOf))
                .forEach(level -> {
                    Tempering ofVersion = tempering(level);
                    Tempering unknown = new Tempering(CAUTION * ofVersion.factor(), ofVersion.pairs());
                    Tempering known = own.getOrDefault(level, unknown);
                    cautious.put(level, known.factor() > ofVersion.factor() ? known : ofVersion);
                });
        return new Clustering(cautious);
    }
}
