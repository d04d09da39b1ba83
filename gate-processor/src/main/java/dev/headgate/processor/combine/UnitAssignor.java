package dev.headgate.processor.combine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Divides source topics among the combining threads of all processes: partition N of every topic goes to the same thread, since
 * together they are combiner N. Who runs a combiner keeps it where the balance allows; one that moves is given to nobody until its
 * former thread has let go of it.
 *
 * <p>Members whose settings name fewer topics than others' do are given nothing: somebody changes the settings, process after
 * process, and a combiner is whole or it is not.
 */
public final class UnitAssignor implements ConsumerPartitionAssignor {

    /** Kafka makes it by its name. */
    public UnitAssignor() {}

    @Override
    public String name() {
        return "headgate-combiners";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        SortedMap<String, Subscription> members = new TreeMap<>(group.groupSubscription());
        SortedSet<String> topics = mostTopics(members);
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (String topic : topics) {
            Integer count = metadata.partitionCountForTopic(topic);
            counts.put(topic, count == null ? 0 : count);
        }
        Map<String, Assignment> assignments = new HashMap<>();
        divide(members, topics, counts)
                .forEach((member, partitions) -> assignments.put(member, new Assignment(partitions)));
        return new GroupAssignment(assignments);
    }

    private static SortedSet<String> mostTopics(Map<String, Subscription> members) {
        return members.values().stream()
                .map(member -> new TreeSet<>(member.topics()))
                .max(Comparator.<TreeSet<String>>comparingInt(Set::size).thenComparing(TreeSet::toString))
                .orElseGet(TreeSet::new);
    }

    private static SortedMap<String, List<TopicPartition>> divide(
            SortedMap<String, Subscription> members, SortedSet<String> topics, SortedMap<String, Integer> counts) {
        SortedMap<String, List<TopicPartition>> divided = new TreeMap<>();
        members.keySet().forEach(member -> divided.put(member, new ArrayList<>()));
        List<String> whole = members.keySet().stream()
                .filter(member -> topics.equals(new TreeSet<>(topics(members, member))))
                .toList();
        int units = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Map<TopicPartition, Set<String>> holders = holders(members);
        UnitBalance.targets(units, whole, owners(members))
                .forEach((number, target) ->
                        divided.merge(target, free(number, target, counts, holders), (given, more) -> {
                            given.addAll(more);
                            return given;
                        }));
        return divided;
    }

    private static List<String> topics(Map<String, Subscription> members, String member) {
        Subscription subscription = members.get(member);
        return subscription == null ? List.of() : subscription.topics();
    }

    /** A combiner's partitions; none as long as another member holds one of them. */
    private static List<TopicPartition> free(
            int number, String target, Map<String, Integer> counts, Map<TopicPartition, Set<String>> holders) {
        List<TopicPartition> partitions = new ArrayList<>();
        boolean held = false;
        for (Map.Entry<String, Integer> topic : counts.entrySet()) {
            if (number < topic.getValue()) {
                TopicPartition partition = new TopicPartition(topic.getKey(), number);
                partitions.add(partition);
                held |= holders.getOrDefault(partition, Set.of()).stream().anyMatch(each -> !each.equals(target));
            }
        }
        return held ? List.of() : partitions;
    }

    private static Map<TopicPartition, Set<String>> holders(Map<String, Subscription> members) {
        Map<TopicPartition, Set<String>> holders = new HashMap<>();
        members.forEach((member, subscription) -> subscription
                .ownedPartitions()
                .forEach(each -> holders.computeIfAbsent(each, partition -> new HashSet<>())
                        .add(member)));
        return holders;
    }

    /** Who holds a combiner's partitions; of several, the first by name. */
    private static Map<Integer, String> owners(SortedMap<String, Subscription> members) {
        Map<Integer, String> owners = new HashMap<>();
        members.forEach((member, subscription) ->
                subscription.ownedPartitions().forEach(each -> owners.putIfAbsent(each.partition(), member)));
        return owners;
    }
}
