package dev.headgate.executor.action;

import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HaproxyWeight;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shifts traffic between two servers of an HAProxy backend and reads back what is really in force.
 *
 * <p>Both weights go out in one line, so no crash of this process can come between them; HAProxy takes the one that
 * rises first, so that the backend never stands without a weight and the canary never gets more than before or than
 * decided. A refused connection or a missing answer is tried again until the budget is over: setting a weight twice is
 * setting it once; the pauses grow from 50 ms to a second while nothing answers. A target that does not answer looks is left
 * alone by them for a while ({@link TargetBreakers}). Thread-safe.
 */
public final class HaproxyTrafficShifter {

    /** How far the share in force may be from what was decided, in points: HAProxy's weights are whole numbers. */
    static final double CONVERGED_POINTS = 0.5;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    /** A look must not keep a rollback waiting. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private final TargetBreakers breakers;

    /** One that leaves a silent target alone for ten seconds. */
    public HaproxyTrafficShifter() {
        this(new TargetBreakers());
    }

    HaproxyTrafficShifter(TargetBreakers breakers) {
        this.breakers = breakers;
    }

    /** What a look at a shift that ought to be in force found. */
    public sealed interface Look {

        /** It is set. */
        record InForce() implements Look {}

        /**
         * It was not, and is again.
         *
         * @param found what was found instead
         */
        record Reasserted(String found) implements Look {}

        /**
         * It cannot be said, or was not put right.
         *
         * @param reason why
         */
        record Unknown(String reason) implements Look {}
    }

    /**
     * Sets the weight and waits until it is in force.
     *
     * @param budget after which it is a failure, with what was found last
     * @return the share in force as confirmed weight
     * @throws InterruptedException if the process gives the work up
     */
    public StepOutcome shift(HaproxyWeight action, Duration budget, Permission permission) throws InterruptedException {
        Target target;
        try {
            target = Target.of(action);
        } catch (IllegalArgumentException unusable) {
            return failed(FailureCategory.REFUSED, unusable.getMessage());
        }
        long deadline = System.nanoTime() + budget.toNanos();
        String last = "nothing was answered";
        Duration pause = PAUSE;
        do {
            try {
                BackendReading before = target.read(timeout(deadline));
                breakers.answered(action.address());
                pause = PAUSE;
                if (!before.isSet(target.canary, target.baseline, target.pair)) {
                    Optional<String> missing = permission.missing();
                    if (missing.isPresent()) {
                        return new StepOutcome.NotBegun(missing.get());
                    }
                    target.set(before, timeout(deadline));
                    before = target.read(timeout(deadline));
                }
                if (target.isInForce(before)) {
                    return new StepOutcome.Done(
                            Optional.of(before.share(target.canary)), OptionalInt.empty(), before.description());
                }
                last = "in force is " + before.share(target.canary) + " instead of " + target.weight + " ("
                        + before.description() + ")";
            } catch (IOException retried) {
                last = retried.getMessage() == null ? retried.toString() : retried.getMessage();
                pause = longer(pause);
            } catch (IllegalArgumentException refused) {
                return failed(FailureCategory.REFUSED, refused.getMessage());
            }
            Thread.sleep(pause.toMillis());
        } while (System.nanoTime() < deadline);
        return failed(FailureCategory.TARGET, "not in force within " + budget.toMillis() + " ms: " + last);
    }

    /** Looks whether the weights are still set and sets them again if not. */
    public Look look(HaproxyWeight action, Permission permission) {
        try {
            Target target = Target.of(action);
            BackendReading found = breakers.look(action.address(), () -> target.read(LONGEST_LOOK));
            if (found.isSet(target.canary, target.baseline, target.pair)) {
                return new Look.InForce();
            }
            Optional<String> missing = permission.missing();
            if (missing.isPresent()) {
                return new Look.Unknown(missing.get());
            }
            target.set(found, LONGEST_LOOK);
            return new Look.Reasserted(found.description());
        } catch (IOException | IllegalArgumentException unreadable) {
            return new Look.Unknown(String.valueOf(unreadable.getMessage()));
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static Duration timeout(long deadline) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        return left.compareTo(LONGEST_ANSWER) < 0 ? left : LONGEST_ANSWER;
    }

    private static StepOutcome failed(FailureCategory category, @Nullable String reason) {
        return new StepOutcome.Failed(category, String.valueOf(reason));
    }

    /** The action with every text checked: nothing but names goes into a Runtime API line. */
    private record Target(
            RuntimeApi api, String backend, String canary, String baseline, Weight weight, WeightPair pair) {

        static Target of(HaproxyWeight action) {
            Weight weight = weight(action.weight());
            WeightPair pair = WeightPair.of(weight)
                    .orElseThrow(() -> new IllegalArgumentException(
                            weight + " cannot be expressed: HAProxy's smallest shares are 0 % and 0.39 % (1 to 256)"));
            if (action.canaryServer().equals(action.baselineServer())) {
                throw new IllegalArgumentException("canary and baseline are one server, " + action.canaryServer());
            }
            return new Target(
                    new RuntimeApi(action.address()),
                    name("backend", action.backend()),
                    name("canary server", action.canaryServer()),
                    name("baseline server", action.baselineServer()),
                    weight,
                    pair);
        }

        BackendReading read(Duration timeout) throws IOException {
            // Of all proxies: asked by name, HAProxy shows no servers where a frontend has the backend's name.
            BackendReading reading = BackendReading.parse(backend, api.ask("show stat -1 4 -1", timeout));
            for (String server : new String[] {canary, baseline}) {
                if (reading.server(server).isEmpty()) {
                    throw new IllegalArgumentException("backend " + backend + " has no server " + server + ", only "
                            + reading.servers().keySet());
                }
            }
            return reading;
        }

        void set(BackendReading before, Duration timeout) throws IOException {
            String shiftCanary = command(canary, pair.canary());
            String shiftBaseline = command(baseline, pair.baseline());
            boolean canaryRises = before.share(canary).percent() <= weight.percent();
            String line = canaryRises ? shiftCanary + "; " + shiftBaseline : shiftBaseline + "; " + shiftCanary;
            String answer = api.ask(line, timeout).strip();
            if (!answer.isEmpty()) {
                throw new IllegalArgumentException("HAProxy refused: " + answer);
            }
        }

        boolean isInForce(BackendReading reading) {
            return reading.isSet(canary, baseline, pair)
                    && Math.abs(reading.share(canary).percent() - weight.percent()) <= CONVERGED_POINTS;
        }

        private String command(String server, int weightToSet) {
            return "set server " + backend + "/" + server + " weight " + weightToSet;
        }

        private static String name(String what, String text) {
            if (!NAME.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        what + " must be 1 to 100 of A-Z a-z 0-9 _ . : -, found \"" + text + "\"");
            }
            return text;
        }

        private static Weight weight(String text) {
            try {
                return new Weight(Double.parseDouble(text));
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("weight must be a number from 0 to 100, found \"" + text + "\"");
            }
        }
    }
}
