package dev.headgate.executor.action.traffic;

import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * One shift at several places at once: none waits for another, so that a place that does not answer keeps no traffic on a
 * bad canary elsewhere. It is done when all are.
 */
final class Together {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    private Together() {}

    /** What is done at one place. */
    @FunctionalInterface
    interface Shift {

        /** Does it. */
        StepOutcome at(Action.Traffic place) throws InterruptedException;
    }

    /** Looks at one place. */
    @FunctionalInterface
    interface Glance {

        /** Looks. */
        Look at(Action.Traffic place);
    }

    /** Shifts everywhere; confirmed is the share that is farthest from what was decided. */
    static StepOutcome shift(List<Action.Traffic> places, Shift shift) throws InterruptedException {
        List<StepOutcome> outcomes = all(places.stream()
                .<Callable<StepOutcome>>map(place -> () -> shift.at(place))
                .toList());
        List<StepOutcome.Done> done = ofKind(outcomes, StepOutcome.Done.class);
        if (done.size() == outcomes.size()) {
            return new StepOutcome.Done(farthest(done, places.get(0).weight()), OptionalInt.empty(), described(done));
        }
        List<StepOutcome.Failed> failed = ofKind(outcomes, StepOutcome.Failed.class);
        List<StepOutcome.NotBegun> notBegun = ofKind(outcomes, StepOutcome.NotBegun.class);
        if (notBegun.size() == outcomes.size()) {
            return notBegun.get(0);
        }
        List<String> reasons = new ArrayList<>();
        failed.forEach(one -> reasons.add(one.reason()));
        notBegun.forEach(one -> reasons.add("not begun at one of them: " + one.reason()));
        FailureCategory category =
                failed.stream().findFirst().map(StepOutcome.Failed::category).orElse(FailureCategory.TARGET);
        String where = reasons.size() + " of " + outcomes.size() + " places: ";
        return new StepOutcome.Failed(
                category, where + reasons.stream().distinct().collect(Collectors.joining("; ")));
    }

    /** Looks everywhere: something that was set again is told first, then what cannot be said. */
    static Look look(List<Action.Traffic> places, Glance glance) throws InterruptedException {
        List<Look> looks = all(places.stream()
                .<Callable<Look>>map(place -> () -> glance.at(place))
                .toList());
        return looks.stream()
                .filter(Look.Reasserted.class::isInstance)
                .findFirst()
                .or(() -> looks.stream().filter(Look.Unknown.class::isInstance).findFirst())
                .orElseGet(Look.InForce::new);
    }

    private static <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : THREADS.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException(String.valueOf(failed.getCause()), failed);
            }
        }
        return results;
    }

    private static <T> List<T> ofKind(List<StepOutcome> outcomes, Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Optional<Weight> farthest(List<StepOutcome.Done> done, String decided) {
        double wanted = Double.parseDouble(decided);
        return done.stream()
                .flatMap(one -> one.confirmedWeight().stream())
                .max(Comparator.comparingDouble(share -> Math.abs(share.percent() - wanted)));
    }

    private static String described(List<StepOutcome.Done> done) {
        return done.stream().map(StepOutcome.Done::output).collect(Collectors.joining("\n"));
    }
}
