package dev.headgate.core.scenario.planned;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.scenario.Happenings;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The instants at which a scenario is looked at. Not thread-safe. */
final class Steps {

    private static final Duration FINE = Duration.ofSeconds(1);
    private static final Duration EVALUATED = Duration.ofHours(1);
    private static final Duration HOT = Duration.ofSeconds(10);

    private final Duration every;
    private final TreeSet<Duration> events = new TreeSet<>();
    private Duration hotUntil = Stretch.FOR_EVER.negated();

    Steps(PlannedScenario scenario) {
        every = scenario.every();
        Happenings happens = scenario.happens();
        Stream.of(
                        happens.traffic().stream().map(change -> change.during()),
                        happens.figures().stream().map(figure -> figure.during()),
                        happens.conduct().stream().map(conduct -> conduct.during()),
                        happens.late().stream().map(late -> late.during()),
                        happens.gateStops().stream(),
                        happens.combinerStops().stream())
                .flatMap(each -> each)
                .forEach(this::note);
        events.addAll(happens.restarts());
        events.add(Duration.ZERO);
        events.add(scenario.lasts());
        scenario.expect().forEach(expected -> note(expected.within()));
    }

    /** The settings of a gate that judges no more often than it is looked at. */
    static GateSettings settings(PlannedScenario scenario) {
        GateSettings usual = GateSettings.DEFAULTS;
        return new GateSettings(
                usual.settle(),
                usual.laggingAfter(),
                usual.incompleteAfter().plus(scenario.every()),
                usual.executionTimeout().plus(scenario.every()),
                usual.maximumUndecidedGap(),
                usual.judgingGap(),
                EVALUATED,
                usual.maximumStepBacks(),
                usual.roles(),
                scenario.every(),
                usual.runTimeout());
    }

    private void note(Stretch stretch) {
        events.add(stretch.from());
        if (stretch.to().compareTo(Stretch.FOR_EVER) < 0) {
            events.add(stretch.to());
        }
    }

    /** Looks at each second for a while: something has happened. */
    void hot(Duration at) {
        Duration until = at.plus(HOT);
        hotUntil = until.compareTo(hotUntil) > 0 ? until : hotUntil;
    }

    /** The next instant to look at. */
    Duration after(Duration last, Optional<Duration> people, Optional<Duration> executor) {
        if (events.contains(last)) {
            hot(last);
        }
        // What became known a step late is over at once.
        Optional<Duration> finish = executor.map(at -> at.compareTo(last) > 0 ? at : last.plus(FINE));
        Duration step = last.compareTo(hotUntil) < 0 ? FINE : every;
        Duration regular = step.multipliedBy(last.dividedBy(step) + 1);
        return Stream.of(
                        Stream.of(regular),
                        people.stream(),
                        finish.stream(),
                        Optional.ofNullable(events.higher(last)).stream())
                .flatMap(each -> each)
                .filter(each -> each.compareTo(last) > 0)
                .min(Duration::compareTo)
                .orElse(regular);
    }
}
