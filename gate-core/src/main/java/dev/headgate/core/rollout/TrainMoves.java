package dev.headgate.core.rollout;

import dev.headgate.core.rollout.TrainState.Standing;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a train means for one of its rollouts. Only where decisions are carried out: a rollout that is only looked at keeps
 * nobody waiting and takes nobody back.
 */
public final class TrainMoves {

    private TrainMoves() {}

    /** Takes a signal in, if it is one of this run; answers it where nothing would be told any more. */
    public static void heard(Course course, TrainSignal signal) {
        course.becauseOf(signal);
        Optional<Train> train = train(course.policy(), course.rollout())
                .filter(each -> TrainRules.concerns(each, course.rollout().identity(), signal));
        if (train.isEmpty()) {
            return;
        }
        course.surroundings(around -> around.inTrain(TrainRules.heard(around.train(), signal, course.now())));
        if (!course.rollout().live() && TrainRules.answers(signal)) {
            course.signal(TrainRules.signal(
                    train.get(),
                    course.rollout().identity(),
                    signal.from(),
                    TrainRules.standing(course.rollout(), false),
                    course.now()));
        }
        follow(course, train.get());
    }

    /** What keeps a rollout that is ready to leave a stage from leaving it. */
    static Optional<WaitingFor> holdsBack(Course course) {
        return train(course.policy(), course.rollout()).flatMap(train -> {
            Rollout rollout = course.rollout();
            List<String> missing =
                    TrainRules.waitedFor(train, rollout.identity(), state(course), rollout.stage(), course.now());
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new WaitingFor(
                            "train",
                            String.join(", ", missing),
                            "it is ready, and waits for " + String.join(", ", missing) + " of the train "
                                    + train.name(),
                            Optional.empty()));
        });
    }

    /**
     * Tells the others where it stands, and people whom nothing is heard of.
     *
     * @param judged whether it is known at this instant whether it is ready
     */
    public static void tell(Course course, boolean judged) {
        train(course.policy(), course.rollout()).ifPresent(train -> {
            Standing standing = TrainRules.standing(course.rollout(), course.isReady());
            boolean known = judged || standing.rolledBack() || !course.rollout().open();
            if (known && TrainRules.tells(state(course), standing, course.now())) {
                TrainRules.signals(train, course.rollout().identity(), standing, course.now())
                        .forEach(course::signal);
                course.surroundings(around -> around.inTrain(around.train().telling(standing, course.now())));
            }
            if (judged && course.rollout().open()) {
                tellOfSilence(course, train);
            }
        });
    }

    /** When something of it changes with time alone. */
    static Optional<Instant> next(Policy policy, Rollout rollout, Instant now) {
        return train(Optional.of(policy), rollout)
                .flatMap(train -> TrainRules.next(
                        train,
                        rollout.identity(),
                        rollout.affairs().surroundings().train(),
                        now));
    }

    /** One rollback rolls all back; one that comes too late for this service is told. */
    private static void follow(Course course, Train train) {
        Optional<String> other = TrainRules.rolledBack(state(course));
        if (other.isEmpty()) {
            return;
        }
        String why = other.get() + " of the train " + train.name() + " has rolled back";
        switch (course.rollout().phase()) {
            case SCHEDULED -> ScheduleRules.abandon(course, why + "; nothing was shifted here");
            case PREPARING, SHIFTING, OBSERVING, AWAITING, PAUSED, WATCHING ->
                course.rollback(Move.STOP, why, Optional.empty(), Optional.empty());
            case COMPLETED -> {
                if (course.acted("train/" + other.get())) {
                    course.tell(
                            Severity.CRITICAL,
                            why + " after this rollout was complete; a person must decide what becomes of "
                                    + course.rollout().identity().canary());
                }
            }
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED, UNKNOWN -> {
                // It goes the same way already.
            }
        }
    }

    private static void tellOfSilence(Course course, Train train) {
        List<String> silent = TrainRules.silent(train, course.rollout().identity(), state(course), course.now());
        List<String> told = state(course).missed();
        List<String> news = new ArrayList<>(silent);
        news.removeAll(told);
        if (!silent.equals(told)) {
            course.surroundings(around -> around.inTrain(around.train().missing(silent)));
        }
        news.forEach(service -> course.inform(
                Severity.WARNING,
                "nothing has been heard of " + service + " of the train " + train.name() + " for "
                        + Times.text(TrainRules.SILENT)
                        + "; this service stays where it is. Was it started, with the same correlation id?",
                List.of()));
    }

    private static Optional<Train> train(Optional<Policy> policy, Rollout rollout) {
        return policy.filter(each -> rollout.identity().mode() == Mode.ENFORCE && rollout.phase() != Phase.UNKNOWN)
                .map(Policy::procedure)
                .flatMap(Procedure::train);
    }

    private static TrainState state(Course course) {
        return course.rollout().affairs().surroundings().train();
    }
}
