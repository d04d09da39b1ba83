package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.StageTimes;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When stages begin and end if nothing makes them wait: shifts, people, runbooks and hours take no time here. */
final class Timeline {
    private Timeline() {}

    static List<StageTimes> of(Policy policy) {
        List<StageTimes> times = new ArrayList<>();
        Duration earliest = Duration.ZERO;
        Optional<Duration> latest = Optional.of(Duration.ZERO);
        int stages = policy.stages().size();
        for (int i = 0; i < stages; i++) {
            Stage stage = policy.stages().get(i);
            boolean last = i == stages - 1;
            Duration end = earliest.plus(shortest(stage));
            Optional<Duration> latestEnd =
                    latest.flatMap(begin -> longest(stage, last).map(begin::plus));
            times.add(new StageTimes(name(stage), earliest, latest, end, latestEnd));
            earliest = end;
            latest = latestEnd;
        }
        return times;
    }

    /** How long a stage takes at least. */
    static Duration shortest(Stage stage) {
        Duration longestFor = stage.advance().stream()
                .map(Criterion::holdFor)
                .max(Duration::compareTo)
                .map(longest -> longest.plus(longest.isZero() ? Duration.ZERO : stage.settle()))
                .orElse(Duration.ZERO);
        Duration ramp = stage.procedure().ramp().map(each -> each.over()).orElse(Duration.ZERO);
        return longer(stage.minimumHold(), longer(longestFor, ramp));
    }

    /** How long it takes at most if it goes on at all: a watch without lines is over at its end. */
    private static Optional<Duration> longest(Stage stage, boolean last) {
        return stage.maximumHold()
                .or(() -> last && stage.advance().isEmpty() ? Optional.of(shortest(stage)) : Optional.empty());
    }

    /** Its weight, or its first and last one. */
    static String name(Stage stage) {
        return stage.procedure()
                .ramp()
                .map(ramp -> ramp.from() + " .. " + stage.weight())
                .orElse(stage.weight().toString());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
