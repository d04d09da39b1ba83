package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The series that are kept, found by kind and name without a look at all of them. Not thread-safe. */
final class KnownSeries {

    private final TreeMap<MeasurementKey, SeriesMeasurements> series = new TreeMap<>();
    private final Map<Measurement.Kind, TreeMap<String, TreeSet<MeasurementKey>>> names =
            new EnumMap<>(Measurement.Kind.class);

    Optional<SeriesMeasurements> get(MeasurementKey key) {
        return Optional.ofNullable(series.get(key));
    }

    void put(SeriesMeasurements each) {
        MeasurementKey key = each.key();
        series.put(key, each);
        names.computeIfAbsent(key.kind(), absent -> new TreeMap<>())
                .computeIfAbsent(key.name(), absent -> new TreeSet<>())
                .add(key);
    }

    void removeIf(Predicate<SeriesMeasurements> gone) {
        series.values().removeIf(each -> {
            boolean its = gone.test(each);
            if (its) {
                forgetName(each.key());
            }
            return its;
        });
    }

    void remove(MeasurementKey key) {
        series.remove(key);
        forgetName(key);
    }

    int size() {
        return series.size();
    }

    /** All, in their order. */
    Collection<SeriesMeasurements> all() {
        return series.values();
    }

    /** Those of a selection, in their order. */
    List<MeasurementKey> of(Selection selection) {
        TreeMap<String, TreeSet<MeasurementKey>> ofKind = names.getOrDefault(selection.kind(), new TreeMap<>());
        Stream<TreeSet<MeasurementKey>> named = selection
                .name()
                .map(name -> Stream.ofNullable(ofKind.get(name)))
                .orElseGet(() -> ofKind.values().stream());
        return named.flatMap(TreeSet::stream).filter(selection::has).sorted().toList();
    }

    private void forgetName(MeasurementKey key) {
        TreeMap<String, TreeSet<MeasurementKey>> ofKind = names.getOrDefault(key.kind(), new TreeMap<>());
        Optional.ofNullable(ofKind.get(key.name())).ifPresent(keys -> {
            keys.remove(key);
            if (keys.isEmpty()) {
                ofKind.remove(key.name());
            }
        });
    }
}
