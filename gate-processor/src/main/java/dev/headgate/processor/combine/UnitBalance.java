package dev.headgate.processor.combine;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is to run which combiner: each member as many as any other, or one more, and as many as possible where they are. Pure, and
 * always the same for the same question.
 */
final class UnitBalance {

    private UnitBalance() {}

    /**
     * Divides combiners among members.
     *
     * @param units how many combiners there are, numbered from 0
     * @param members at least one
     * @param owners who runs a combiner at present, if anybody does; those of others than the members do not count
     * @return the member that each combiner is to be run by
     */
    static SortedMap<Integer, String> targets(int units, Collection<String> members, Map<Integer, String> owners) {
        SortedMap<Integer, String> targets = new TreeMap<>();
        Map<String, SortedSet<Integer>> owned = owned(units, members, owners);
        Map<String, Integer> room = room(units, owned);
        owned.forEach((member, numbers) ->
                numbers.stream().limit(room.getOrDefault(member, 0)).forEach(number -> targets.put(number, member)));
        targets.values().forEach(member -> room.merge(member, -1, Integer::sum));
        List<String> order = new TreeSet<>(members).stream().toList();
        for (int number = 0; number < units; number++) {
            if (!targets.containsKey(number)) {
                String roomiest = order.stream()
                        .max(Comparator.comparingInt((String member) -> room.getOrDefault(member, 0))
                                .thenComparing(Comparator.reverseOrder()))
                        .orElseThrow();
                room.merge(roomiest, -1, Integer::sum);
                targets.put(number, roomiest);
            }
        }
        return targets;
    }

    private static Map<String, SortedSet<Integer>> owned(
            int units, Collection<String> members, Map<Integer, String> owners) {
        SortedMap<String, SortedSet<Integer>> owned = new TreeMap<>();
        members.forEach(member -> owned.put(member, new TreeSet<>()));
        owners.forEach((number, member) -> {
            SortedSet<Integer> numbers = owned.get(member);
            if (numbers != null && number < units) {
                numbers.add(number);
            }
        });
        return owned;
    }

    /** How many each may run: those that run most already are the ones with one more. */
    private static Map<String, Integer> room(int units, Map<String, SortedSet<Integer>> owned) {
        int each = units / owned.size();
        int oneMore = units % owned.size();
        List<String> byOwned = owned.keySet().stream()
                .sorted(Comparator.comparingInt((String member) -> -sizeOf(owned, member))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<String, Integer> room = new HashMap<>();
        for (int place = 0; place < byOwned.size(); place++) {
            room.put(byOwned.get(place), place < oneMore ? each + 1 : each);
        }
        return room;
    }

    private static int sizeOf(Map<String, SortedSet<Integer>> owned, String member) {
        SortedSet<Integer> numbers = owned.get(member);
        return numbers == null ? 0 : numbers.size();
    }
}
