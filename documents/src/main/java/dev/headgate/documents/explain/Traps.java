package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Where a policy does not do what it seems to. */
final class Traps {
    private Traps() {}

    /** All that are found, those of lines first; each once. */
    static List<Trap> of(Policy policy, Traffic traffic) {
        List<Trap> traps = new ArrayList<>();
        traps.addAll(LimitTraps.of(policy, traffic));
        traps.addAll(ComparisonTraps.of(policy, traffic));
        traps.addAll(PastTraps.of(policy, traffic));
        traps.addAll(MeasurementTraps.of(policy));
        traps.addAll(CourseTraps.of(policy));
        return together(traps);
    }

    /** What is wrong with several lines in the same way is said once. */
    private static List<Trap> together(List<Trap> traps) {
        Map<Trap, Set<String>> same = new LinkedHashMap<>();
        for (Trap trap : traps) {
            same.computeIfAbsent(new Trap("", trap.what(), trap.instead()), absent -> new LinkedHashSet<>())
                    .add(trap.where());
        }
        return same.entrySet().stream()
                .map(entry -> new Trap(
                        String.join("; ", entry.getValue()),
                        entry.getKey().what(),
                        entry.getKey().instead()))
                .toList();
    }

    /** Every stop line, the policy's first. */
    static Stream<StopLine> stopLines(Policy policy) {
        return Stream.concat(
                policy.stop().stream(),
                policy.stages().stream().map(Stage::stop).flatMap(List::stream));
    }

    /** A line, or its parts if it joins several. */
    static Stream<Criterion> parts(Criterion line) {
        return line.measure() instanceof Measure.All all ? all.parts().stream() : Stream.of(line);
    }
}
