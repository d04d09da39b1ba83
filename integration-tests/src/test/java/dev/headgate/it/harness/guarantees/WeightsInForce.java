package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which weights in force nobody had the right to set: once a shift is recorded as succeeded, only its weight may be in
 * force, and that of those written behind it.
 */
final class WeightsInForce {

    /** A late write is set right by the next look of the owner ({@code reassert.interval}, 2 s), on a busy machine. */
    static final Duration SET_RIGHT_WITHIN = Duration.ofSeconds(5);

    /**
     * Weights that ought not to be in force.
     *
     * @param sample the weights
     * @param floor the latest shift that was known to be in force then
     */
    record Foreign(Sample sample, Issued floor) {

        @Override
        public String toString() {
            return "%s has %d : %d in force after %s (%s) had set %s"
                    .formatted(
                            sample.service(),
                            sample.canary(),
                            sample.baseline(),
                            floor.id(),
                            floor.sort(),
                            floor.decision().to());
        }
    }

    private final List<Foreign> foreign = new ArrayList<>();
    private long looked;

    private WeightsInForce() {}

    static WeightsInForce of(Evidence evidence) {
        WeightsInForce weights = new WeightsInForce();
        Map<String, Course> courses = new HashMap<>();
        evidence.byService().forEach((service, issued) -> courses.put(service, new Course(issued, evidence)));
        for (Sample sample : evidence.samples()) {
            Course course = courses.get(sample.service());
            if (course != null) {
                course.floorAt(sample).ifPresent(floor -> {
                    weights.looked++;
                    if (!course.allows(sample)) {
                        weights.foreign.add(new Foreign(sample, floor));
                    }
                });
            }
        }
        return weights;
    }

    List<Foreign> foreign() {
        return foreign;
    }

    long looked() {
        return looked;
    }

    /**
     * The pause from which an executor had just woken up that was setting these weights when it was paused. It was not if
     * their decision had an outcome by then: whoever sets them again believes to be the owner still.
     */
    static Optional<Life.Pause> pauseThatHeld(Foreign one, Evidence evidence) {
        return evidence.lives().stream()
                .flatMap(life -> life.pauses().stream())
                .filter(pause -> one.sample().end() >= pause.resumedAtNanos()
                        && one.sample().end() - pause.resumedAtNanos() < SET_RIGHT_WITHIN.toNanos())
                .filter(pause -> evidence.issued().stream()
                        .anyMatch(issued -> wasSetting(issued, one, pause.pausedAtNanos(), evidence)))
                .findFirst();
    }

    private static boolean wasSetting(Issued issued, Foreign one, long pausedAt, Evidence evidence) {
        int weight = (int) issued.decision().to().percent();
        return issued.shifts()
                && issued.service().equals(one.sample().service())
                && issued.index() < one.floor().index()
                && issued.sentAt() < pausedAt
                && (weight == one.sample().canary()
                        || 100 - weight == one.sample().baseline())
                && evidence.outcomes(issued).stream().allMatch(outcome -> outcome.seenAt() >= pausedAt);
    }

    /** The shifts of one service; samples must come by time. */
    private static final class Course {

        private final List<Issued> shifts;
        private final List<OptionalLong> succeeded;
        private final List<Integer> bySuccess = new ArrayList<>();
        private int floor = -1;
        private int nextSuccess;

        Course(List<Issued> issued, Evidence evidence) {
            shifts = issued.stream().filter(Issued::shifts).toList();
            succeeded = shifts.stream()
                    .map(shift -> evidence.outcome(shift, ExecutionStatus.SUCCEEDED)
                            .map(outcome -> OptionalLong.of(outcome.seenAt()))
                            .orElse(OptionalLong.empty()))
                    .toList();
            for (int i = 0; i < shifts.size(); i++) {
                if (succeeded.get(i).isPresent()) {
                    bySuccess.add(i);
                }
            }
            bySuccess.sort((a, b) ->
                    Long.compare(succeeded.get(a).getAsLong(), succeeded.get(b).getAsLong()));
        }

        Optional<Issued> floorAt(Sample sample) {
            while (nextSuccess < bySuccess.size()
                    && succeeded.get(bySuccess.get(nextSuccess)).getAsLong() < sample.begin()) {
                floor = Math.max(floor, bySuccess.get(nextSuccess));
                nextSuccess++;
            }
            return floor < 0 ? Optional.empty() : Optional.of(shifts.get(floor));
        }

        /** The two weights are set one after the other: each by itself must be one that may be in force. */
        boolean allows(Sample sample) {
            boolean canary = false;
            boolean baseline = false;
            for (int i = floor;
                    i < shifts.size() && (i == floor || shifts.get(i).sentAt() < sample.end());
                    i++) {
                int weight = (int) shifts.get(i).decision().to().percent();
                canary |= sample.canary() == weight;
                baseline |= sample.baseline() == 100 - weight;
            }
            return canary && baseline;
        }
    }
}
