package dev.headgate.processor.combine;

import dev.headgate.processor.streams.SourceLag;
import dev.headgate.schemas.model.CombinerProgress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The combiners that one thread runs at present. Not thread safe. */
final class CombinerUnits {

    private final List<String> topics;
    private final SourceLag lag;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final SortedMap<Integer, CombinerUnit> units = new TreeMap<>();

    /** @param topics all that are read */
    CombinerUnits(List<String> topics, SourceLag lag) {
        this.topics = topics;
        this.lag = lag;
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    /** Partitions came, and with them the combiners that they belong to. */
    void assigned(Collection<TopicPartition> came) {
        partitions.addAll(came);
        came.forEach(each -> units.computeIfAbsent(each.partition(), number -> new CombinerUnit(number, topics, lag)));
    }

    /** Partitions are gone; a combiner of which none is left is another's. */
    void gone(Collection<TopicPartition> left) {
        partitions.removeAll(left);
        units.keySet().removeIf(number -> partitions.stream().noneMatch(each -> each.partition() == number));
    }

    /** Whether a partition is read here at present. */
    boolean hold(TopicPartition partition) {
        return partitions.contains(partition);
    }

    /** The combiner that a partition belongs to. */
    CombinerUnit of(TopicPartition partition) {
        return Objects.requireNonNull(units.get(partition.partition()), partition::toString);
    }

    /** What was taken in is committed. */
    void committed() {
        units.values().forEach(CombinerUnit::committed);
    }

    /** What was taken in since the last commit will be read again. */
    void rewound() {
        units.values().forEach(CombinerUnit::rewound);
    }

    /**
     * How far each has come.
     *
     * @param fresh whether what is known of the partitions' ends is of now
     */
    List<CombinerProgress> progress(long nowMillis, boolean fresh) {
        return units.values().stream()
                .map(unit -> unit.progress(nowMillis, fresh))
                .flatMap(Optional::stream)
                .toList();
    }
}
