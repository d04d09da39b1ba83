package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnitAssignorTest {

    private final UnitAssignor assignor = new UnitAssignor();
    private final SortedMap<String, Integer> counts = new TreeMap<>(Map.of("requests", 6, "summaries", 4));
    private final SortedMap<String, Set<TopicPartition>> held = new TreeMap<>();
    private final Map<String, List<String>> topics = new HashMap<>();

    @Test
    void aCombinersPartitionsOfAllTopicsAreTogether() {
        join("a", "b");

        settle();

        assertThat(unitsOf("a")).hasSize(3);
        assertThat(unitsOf("b")).hasSize(3);
        assertThat(owners(4)).hasSize(1);
    }

    @Test
    void whatMovesIsNobodysUntilItsFormerOwnerHasLetGo() {
        join("a");
        settle();
        join("b");

        Map<String, List<TopicPartition>> first = assign();

        assertThat(first.get("b")).isEmpty();
        assertThat(units(first.get("a"))).hasSize(3);
        settle();
        assertThat(unitsOf("b")).hasSize(3);
    }

    @Test
    void whoStaysKeepsWhatHeHas() {
        join("a", "b", "c");
        settle();
        Set<Integer> before = unitsOf("a");
        leave("c");

        settle();

        assertThat(unitsOf("a")).containsAll(before).hasSize(3);
    }

    @Test
    void thereMayBeMoreMembersThanCombiners() {
        counts.clear();
        counts.put("requests", 2);
        join("a", "b", "c");

        settle();

        assertThat(held.values().stream().mapToInt(Set::size).sum()).isEqualTo(2);
    }

    @Test
    void whoseSettingsNameFewerTopicsIsGivenNothing() {
        join("old");
        settle();
        counts.put("otlp_spans", 3);
        join("new");
        topics.put("old", List.of("requests", "summaries"));

        settle();

        assertThat(held.get("old")).isEmpty();
        assertThat(unitsOf("new")).hasSize(6);
    }

    @Test
    void aTopicThatIsNotThereYetKeepsNobodyWaiting() {
        join("a");
        topics.put("a", List.of("requests", "summaries", "measurements"));

        settle();

        assertThat(unitsOf("a")).hasSize(6);
    }

    /** Whoever comes, goes or is cut off: no two hold a partition, all are held in the end, balanced, and few move. */
    @Test
    void staysWholeWhateverHappensToTheGroup() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int next = 0;
        for (int i = 0; i < 300; i++) {
            if (held.isEmpty() || (random.nextInt(3) > 0 && held.size() < 12)) {
                join("member-" + random.nextInt(1000) + "-" + next++);
            } else {
                leave(held.keySet().stream()
                        .skip(random.nextInt(held.size()))
                        .findFirst()
                        .orElseThrow());
            }
            if (random.nextInt(10) == 0) {
                counts.merge("summaries", 1, Integer::sum);
            }
            Map<String, Set<TopicPartition>> before = new HashMap<>(held);
            if (held.isEmpty()) {
                continue;
            }
            settle();
            assertWhole("seed " + seed + ", step " + i);
            assertFewMoved(before, "seed " + seed + ", step " + i);
        }
    }

    private void assertWhole(String when) {
        List<TopicPartition> all =
                held.values().stream().flatMap(Collection::stream).toList();
        assertThat(all)
                .as(when)
                .doesNotHaveDuplicates()
                .hasSize(counts.values().stream().mapToInt(Integer::intValue).sum());
        int units = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        IntStream.range(0, units)
                .forEach(number -> assertThat(owners(number)).as(when).hasSize(1));
        List<Integer> sizes =
                held.keySet().stream().map(member -> unitsOf(member).size()).toList();
        assertThat(sizes)
                .as(when)
                .allMatch(size -> size >= units / held.size() && size <= -Math.floorDiv(-units, held.size()));
    }

    /** Nobody gives away a combiner unless he has more than his share. */
    private void assertFewMoved(Map<String, Set<TopicPartition>> before, String when) {
        int units = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int share = units / held.size();
        before.forEach((member, partitions) -> {
            Set<Integer> kept = new HashSet<>(unitsOf(member));
            Set<Integer> had = units(partitions);
            int mayKeep = Math.min(had.size(), share);
            kept.retainAll(had);
            assertThat(kept.size()).as(when).isGreaterThanOrEqualTo(mayKeep);
        });
    }

    private void join(String... members) {
        for (String member : members) {
            held.put(member, Set.of());
        }
    }

    private void leave(String member) {
        held.remove(member);
    }

    /** Members take what they are given, and come again as long as they had to let go of something. */
    private void settle() {
        boolean again = true;
        for (int round = 0; again; round++) {
            assertThat(round).as("rounds until nothing moves").isLessThan(4);
            again = false;
            Map<String, List<TopicPartition>> given = assign();
            Set<TopicPartition> kept = new HashSet<>();
            held.values().forEach(kept::addAll);
            for (Map.Entry<String, Set<TopicPartition>> member : held.entrySet()) {
                List<TopicPartition> now = given.get(member.getKey());
                Set<TopicPartition> taken = new HashSet<>(now);
                taken.removeAll(member.getValue());
                taken.retainAll(kept);
                assertThat(taken).as("given while another holds it").isEmpty();
                again |= !new HashSet<>(now).containsAll(member.getValue());
            }
            held.replaceAll((member, before) -> Set.copyOf(given.get(member)));
        }
    }

    private Map<String, List<TopicPartition>> assign() {
        Map<String, Subscription> group = new HashMap<>();
        held.forEach((member, partitions) -> group.put(
                member,
                new Subscription(
                        topics.getOrDefault(member, List.copyOf(counts.keySet())),
                        null,
                        List.copyOf(partitions),
                        7,
                        Optional.empty())));
        return assignor.assign(cluster(), new GroupSubscription(group)).groupAssignment().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().partitions()));
    }

    private Cluster cluster() {
        List<PartitionInfo> partitions = counts.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue())
                        .mapToObj(number ->
                                new PartitionInfo(topic.getKey(), number, Node.noNode(), new Node[0], new Node[0])))
                .toList();
        return new Cluster("test", List.of(Node.noNode()), partitions, Set.of(), Set.of());
    }

    private Set<String> owners(int number) {
        return held.keySet().stream()
                .filter(member -> unitsOf(member).contains(number))
                .collect(Collectors.toSet());
    }

    private Set<Integer> unitsOf(String member) {
        return units(held.get(member));
    }

    private static Set<Integer> units(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
